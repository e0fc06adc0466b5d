"""What a row of a registry file says about an organization that is there, and which names it leaves alone."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from organizations.models import Organization
from organizations.registry import is_official_school_name, is_poorer_name, is_same_name
from organizations.roles import GroupCode
from organizations.text import search_text

# What a file may say about an organization; its place and its group decide who it is and never change by a file.
LABELS = {
    "name": "краткое наименование",
    "full_name": "полное наименование",
    "settlement": "населённый пункт",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "phone": "телефон",
    "email": "электронная почта",
    "address": "почтовый адрес",
    "site": "сайт",
    "is_name_official": "наименование подтверждено",
}
YES, NO = "да", "нет"
FIELDS = tuple(LABELS)
SPELLING = "Наименование в файле «{name}» узнано как другое написание и не меняется."
FORMER = "Наименование в файле «{name}» — прежнее наименование организации, нынешнее не меняется."
POORER = "Наименование в файле «{name}» беднее нынешнего, нынешнее не меняется."
NO_FORM = "Наименование в файле «{name}» без организационно-правовой формы, подтверждённое наименование не меняется."
NAMES = ("name", "full_name")


class Differences(NamedTuple):
    """`before`: field → text of the organization, for the fields that the row changes; `remarks`: what it does not."""

    before: dict[str, str]
    remarks: list[str]


def text_of(organization: Organization, name: str) -> str:
    """The value of a field as a file states it."""
    value = getattr(organization, name)
    return (YES if value else NO) if isinstance(value, bool) else value


def is_official(code: str, facts: Mapping[str, str]) -> bool:
    """Whether the names of a new organization are those of its documents."""
    if code == GroupCode.SCHOOL:
        return is_official_school_name(facts["name"], facts["full_name"])
    return bool(facts["full_name"])


def differences(
    organization: Organization, values: Mapping[str, str], former: Collection[str] = (), *, is_decided: bool = False
) -> Differences:
    """What the row changes; `former` names of the organization, `is_decided`: a person said that it is this one.

    An empty cell says nothing; letter case, quotes and spaces change nothing. An organization is renamed only by a row
    that is surely its own: another spelling, a former name or a poorer one never takes the place of its name.
    """
    found = {name: text_of(organization, name) for name in FIELDS if values.get(name)}
    changed = {name: was for name, was in found.items() if search_text(was) != search_text(values[name])}
    kept = {
        name: why
        for name in NAMES
        if name in changed
        and (why := _always_kept(organization, values, former, name) or _kept(organization, values, name, is_decided))
    }
    return _without(changed, kept, values)


def _without(changed: dict[str, str], kept: Mapping[str, str], values: Mapping[str, str]) -> Differences:
    """A name that stays is not confirmed by the row either."""
    left = kept.keys() | ({"is_name_official"} if kept else set())
    before = {name: was for name, was in changed.items() if name not in left}
    return Differences(before, [why.format(name=values[name]) for name, why in kept.items()])


def _always_kept(organization: Organization, values: Mapping[str, str], former: Collection[str], name: str) -> str:
    """Why this name stays whoever told which organization it is; "" when nothing speaks for it."""
    new, old = values[name], text_of(organization, name)
    if search_text(new) in former and not values.get("number"):
        return FORMER
    poorer = bool(old) and is_poorer_name(new, old)
    return POORER if poorer and (organization.is_name_official or not values.get("number")) else ""


def _kept(organization: Organization, values: Mapping[str, str], name: str, is_decided: bool) -> str:
    """Why the short name stays: a newspaper's beside a confirmed one, or another spelling of the same."""
    if name == "full_name":
        return ""
    if organization.is_name_official and not _is_official_name(organization, values):
        return NO_FORM
    if values.get("number") or _is_upgrade(organization, values):
        return ""
    is_sure = is_decided or _is_sure(organization, values)
    new, old = values[name], organization.name
    return SPELLING if not is_sure or (is_same_name(new, old) and not is_poorer_name(old, new)) else ""


def _is_sure(organization: Organization, values: Mapping[str, str]) -> bool:
    """The row was found by a number of the state or by the whole full name, not by a likeness of short names."""
    codes = any(values.get(code) and values[code] == text_of(organization, code) for code in ("inn", "ogrn"))
    full = values.get("full_name") and search_text(values["full_name"]) == search_text(organization.full_name)
    return bool(codes or full)


def _is_upgrade(organization: Organization, values: Mapping[str, str]) -> bool:
    """A newspaper's name gives way to one with a legal form."""
    stated = values.get("is_name_official") == YES
    return not organization.is_name_official and (stated or is_official_school_name(values["name"], ""))


def _is_official_name(organization: Organization, values: Mapping[str, str]) -> bool:
    if organization.addressee_group.code != GroupCode.SCHOOL or values.get("is_name_official") == YES:
        return True
    return is_official_school_name(values["name"], values.get("full_name", ""))
