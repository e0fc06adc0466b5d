"""Every number of control as a setting of the region, with its default (domain rules, deadlines and figures)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple, Self

COMMON_YEAR = 2001


class MonthDay(NamedTuple):
    """A day that comes every year; settings write it as day and month: "20.01"."""

    month: int
    day: int

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read "20.01"; ValueError for anything else and for 29 February, which most years lack."""
        found = re.fullmatch(r"(\d\d?)\.(\d\d?)", text, re.ASCII)
        if found is None:
            raise ValueError(f"«{text}» — не день и месяц")
        every_year = date(COMMON_YEAR, int(found[2]), int(found[1]))
        return cls(every_year.month, every_year.day)

    def first_after(self, day: date) -> date:
        """The nearest such date strictly after the day."""
        this_year = date(day.year, self.month, self.day)
        return this_year if this_year > day else this_year.replace(year=day.year + 1)


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("нужно значение «да» или «нет» (true или false)")


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _read_month_day(value: object) -> MonthDay:
    try:
        return MonthDay.from_text(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("нужны день и месяц, например «20.01»") from None


def _read_ladder(value: object) -> tuple[int, ...]:
    steps = value if isinstance(value, list | tuple) else [None]
    if all(_is_number(step, 0, 366) for step in steps) and len(set(steps)) == len(steps):
        return tuple(sorted(steps, reverse=True))
    raise ValueError("нужен список разных целых чисел от 0 до 366, например [10, 3, 1]")


def _setting(default: Any, read: Callable[[object], Any]) -> Any:
    return field(default=default, metadata={"read": read})


def _number(default: int, least: int = 1, most: int = 366) -> Any:
    def read(value: object) -> object:
        if _is_number(value, least, most):
            return value
        raise ValueError(f"нужно целое число от {least} до {most}")

    return _setting(default, read)


@dataclass(frozen=True, kw_only=True)
class ControlRules:
    """The numbers of control in one region. The defaults are those of the domain rules; the department's order decides.

    `permanent` is the day of the yearly report on a permanent assignment;
    `extensions_by_controller` is how many extensions of a task the controller decides without the head;
    `extension_months` is how far from the original deadline an extension may reach;
    `due_soon_days` and `reminder_days` are working days before the deadline.
    """

    urgent_days: int = _number(3)
    prompt_days: int = _number(10)
    default_months: int = _number(1, most=12)
    count_working_days: bool = _setting(False, _read_flag)
    shift_explicit_dates: bool = _setting(True, _read_flag)
    periodic_day: int = _number(10, most=31)
    permanent: MonthDay = field(default=MonthDay(1, 20), metadata={"read": _read_month_day})
    school_year_report: MonthDay = field(default=MonthDay(6, 10), metadata={"read": _read_month_day})
    co_executor_working_days: int = _number(3, least=0)
    extension_notice_working_days: int = _number(3, least=0)
    extensions_per_task: int = _number(2, least=0)
    extensions_by_controller: int = _number(1, least=0)
    extension_months: int = _number(12, most=60)
    due_soon_days: int = _number(10, least=0)
    reminder_days: tuple[int, ...] = _setting((10, 3, 1), _read_ladder)
    late_days_to_zero: int = _number(30)
    special_control_weight: int = _number(2, most=100)

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Self:
        """The defaults with the overrides of a JSON object.

        ValueError in Russian names the setting that is unknown or has a wrong value, and what it needs.
        """
        if not isinstance(settings, Mapping):
            raise ValueError("Правила контроля должны быть объектом JSON: «настройка: значение».")
        readers = {known.name: known.metadata["read"] for known in fields(cls)}
        if unknown := sorted(str(name) for name in settings if name not in readers):
            raise ValueError(f"Неизвестные настройки правил контроля: {', '.join(unknown)}.")
        return cls(**{name: _read(name, readers[name], value) for name, value in settings.items()})


def _read(name: str, reader: Callable[[object], Any], value: object) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        raise ValueError(f"Настройка «{name}»: {error}.") from None
