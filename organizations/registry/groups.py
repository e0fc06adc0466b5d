"""The four groups of addressees and the names under which documents of the region call them."""

from typing import NamedTuple

from organizations.roles import GroupCode


class GroupFacts(NamedTuple):
    """An addressee group as data."""

    code: GroupCode
    name: str
    aliases: tuple[str, ...]


GROUPS = (
    GroupFacts(
        GroupCode.DEPARTMENT,
        "Департамент по образованию и науке",
        (
            "Департамент Смоленской области по образованию и науке",
            "Департамент Смоленской области по образованию, науке и делам молодежи",
            "Министерство образования и науки Смоленской области",
        ),
    ),
    GroupFacts(
        GroupCode.MUNICIPAL,
        "Муниципальные органы управления образованием",
        (
            "Органы управления образованием муниципальных районов и городских округов",
            "Органы местного самоуправления, осуществляющие управление в сфере образования",
            "МОУО",
        ),
    ),
    GroupFacts(
        GroupCode.INSTITUTE,
        "Институт развития образования",
        (
            "ГАУ ДПО СОИРО",
            "ГАУ ДПОС",
            "Смоленский областной институт развития образования",
        ),
    ),
    GroupFacts(
        GroupCode.SCHOOL,
        "Общеобразовательные организации",
        (
            "Общеобразовательные организации Смоленской области",
            "Образовательные организации",
            "Школы",
        ),
    ),
)
