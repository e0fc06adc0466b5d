"""What a setting of a region takes, and how it is read, typed and kept."""

from dataclasses import fields

import pytest

from organizations.roles import Role
from organizations.rules import JOURNAL_LEAST_DAYS, AccessRules, RetentionRules
from organizations.setting import Rules
from recommendations.control import ControlRules

RULES = (ControlRules, AccessRules, RetentionRules)
NAMED = [(rules, name) for rules in RULES for name in rules.settings()]


@pytest.mark.parametrize(("rules", "name"), NAMED, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_every_setting_has_words_and_its_default_survives_being_kept_and_typed(rules: type[Rules], name: str) -> None:
    """«Grouped, each with its Russian label, unit, default shown, allowed range, what it affects»."""
    one = rules.settings()[name]
    assert one.label
    assert one.about.endswith(".")
    assert one.kind.read(one.kind.keep(one.default)) == one.default
    typed = [*one.default] if name == "second_factor_roles" else one.text(one.default)
    assert one.kind.parse(typed) == one.default


def test_every_field_of_the_rules_is_a_setting() -> None:
    assert [len(rules.settings()) for rules in RULES] == [len(fields(rules)) for rules in RULES]


@pytest.mark.parametrize(
    ("rules", "name", "value", "needs"),
    [
        (RetentionRules, "journal_days", JOURNAL_LEAST_DAYS - 1, "нужно целое число от 90"),
        (RetentionRules, "journal_days", None, "нужно целое число"),
        (AccessRules, "idle_minutes", 0, "нужно целое число от 5"),
        (AccessRules, "invitation_days", "14", "нужно целое число"),
        (AccessRules, "second_factor_roles", ["headmaster"], "нужен список ролей"),
        (AccessRules, "second_factor_roles", "school", "нужен список ролей"),
    ],
)
def test_a_wrong_value_is_refused(rules: type[Rules], name: str, value: object, needs: str) -> None:
    """The journal is kept for at least 90 days; roles are those of the portal."""
    with pytest.raises(ValueError, match=f"^Настройка «{name}»: {needs}"):
        rules.from_settings({name: value})


@pytest.mark.parametrize("rules", RULES)
def test_an_unknown_setting_is_refused_by_name(rules: type[Rules]) -> None:
    with pytest.raises(ValueError, match=r"^Неизвестные настройки: colour\.$"):
        rules.from_settings({"colour": "red"})


def test_roles_are_kept_in_one_order_and_may_be_none() -> None:
    given = AccessRules.from_settings({"second_factor_roles": ["school", "department"]})
    assert given.second_factor_roles == (Role.DEPARTMENT, Role.SCHOOL)
    assert AccessRules.from_settings({"second_factor_roles": []}).second_factor_roles == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("urgent_days", "3.5"),
        ("urgent_days", "١"),
        ("urgent_days", "три"),
        ("reminder_days", "10;3"),
        ("reminder_days", "3, 3"),
        ("permanent", "30.02"),
        ("count_working_days", "может быть"),
    ],
)
def test_what_is_typed_wrong_is_refused(name: str, typed: str) -> None:
    with pytest.raises(ValueError, match="нужн"):
        ControlRules.settings()[name].kind.parse(typed)
