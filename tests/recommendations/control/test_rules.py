"""The numbers of control as settings of a region."""

import json
from dataclasses import FrozenInstanceError, asdict
from datetime import date

import pytest

from recommendations.control import ControlRules, MonthDay

DEFAULTS = {
    "urgent_days": 3,
    "prompt_days": 10,
    "default_months": 1,
    "count_working_days": False,
    "shift_explicit_dates": True,
    "periodic_day": 10,
    "permanent": (1, 20),
    "school_year_report": (6, 10),
    "co_executor_working_days": 3,
    "extension_notice_working_days": 3,
    "extensions_per_task": 2,
    "extensions_by_controller": 1,
    "extension_months": 12,
    "due_soon_days": 10,
    "reminder_days": (10, 3, 1),
    "endorsement_of_schools": True,
    "late_days_to_zero": 30,
    "special_control_weight": 2,
}


def test_defaults_are_the_numbers_of_the_domain_rules():
    assert asdict(ControlRules()) == DEFAULTS
    assert ControlRules.from_settings({}) == ControlRules()


def test_rules_do_not_change_under_their_users():
    with pytest.raises(FrozenInstanceError):
        ControlRules().urgent_days = 5


def test_a_json_object_overrides_every_number():
    stored = """{"urgent_days": 5, "prompt_days": 15, "default_months": 2, "count_working_days": true,
        "shift_explicit_dates": false, "periodic_day": 5, "permanent": "01.02", "school_year_report": "15.06",
        "co_executor_working_days": 2, "extension_notice_working_days": 0, "extensions_per_task": 3,
        "extensions_by_controller": 2, "extension_months": 6, "due_soon_days": 7, "reminder_days": [1, 5],
        "endorsement_of_schools": false, "late_days_to_zero": 60, "special_control_weight": 3}"""
    overrides = json.loads(stored)
    assert asdict(ControlRules.from_settings(overrides)) == overrides | {
        "permanent": MonthDay(2, 1),
        "school_year_report": MonthDay(6, 15),
        "reminder_days": (5, 1),
    }
    assert overrides.keys() == DEFAULTS.keys(), "a number without a reader test"


def test_one_override_leaves_the_other_defaults():
    assert asdict(ControlRules.from_settings({"prompt_days": 7})) == DEFAULTS | {"prompt_days": 7}


@pytest.mark.parametrize("unknown", [{"urgent_day": 3}, {"срочно": 3}, {"urgent_days": 3, "colour": "red"}])
def test_unknown_settings_are_refused_by_name(unknown):
    name = next(key for key in unknown if key != "urgent_days")
    with pytest.raises(ValueError, match=rf"^Неизвестные настройки: {name}\.$"):
        ControlRules.from_settings(unknown)


@pytest.mark.parametrize("given", [[], "urgent_days", None, 3])
def test_anything_but_an_object_is_refused(given):
    with pytest.raises(ValueError, match="должны быть объектом JSON"):
        ControlRules.from_settings(given)


@pytest.mark.parametrize(
    ("name", "value", "needs"),
    [
        ("urgent_days", "3", "нужно целое число от 1 до 366"),
        ("urgent_days", 3.0, "нужно целое число от 1 до 366"),
        ("urgent_days", True, "нужно целое число от 1 до 366"),
        ("urgent_days", None, "нужно целое число от 1 до 366"),
        ("urgent_days", 0, "нужно целое число от 1 до 366"),
        ("urgent_days", 367, "нужно целое число от 1 до 366"),
        ("periodic_day", 32, "нужно целое число от 1 до 31"),
        ("extensions_per_task", -1, "нужно целое число от 0 до 366"),
        ("late_days_to_zero", 0, "нужно целое число от 1 до 366"),
        ("count_working_days", 1, "нужно значение «да» или «нет»"),
        ("count_working_days", "true", "нужно значение «да» или «нет»"),
        ("permanent", "29.02", "нужны день и месяц, например «20.01»"),
        ("permanent", "2026-01-20", "нужны день и месяц"),
        ("permanent", "1_0.01", "нужны день и месяц"),
        ("permanent", "20.13", "нужны день и месяц"),
        ("permanent", [1, 20], "нужны день и месяц"),
        ("permanent", 20.01, "нужны день и месяц"),
        ("school_year_report", 10, "нужны день и месяц"),
        ("reminder_days", 3, "нужен список"),
        ("reminder_days", [3, 3], "нужен список разных"),
        ("reminder_days", [3, "1"], "нужен список"),
        ("reminder_days", [3, True], "нужен список"),
        ("reminder_days", [[3], [1]], "нужен список"),
        ("reminder_days", [-1], "нужен список"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_needed(name, value, needs):
    with pytest.raises(ValueError, match=f"^Настройка «{name}»: {needs}"):
        ControlRules.from_settings({name: value})


def test_reminders_may_be_switched_off():
    assert ControlRules.from_settings({"reminder_days": []}).reminder_days == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 1, 19), date(2027, 1, 20)),
        (date(2027, 1, 20), date(2028, 1, 20)),
        (date(2027, 12, 31), date(2028, 1, 20)),
    ],
)
def test_a_yearly_date_comes_strictly_after_the_day(day, expected):
    assert MonthDay(1, 20).first_after(day) == expected
