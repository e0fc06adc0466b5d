"""Every number of control as a setting of the region, with its default (domain rules, deadlines and figures)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, NamedTuple, Self

from organizations.setting import Flag, Kind, Number, Rules, setting, words

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


@dataclass(frozen=True)
class DayOfYear(Kind):
    """A day that comes every year."""

    def read(self, value: object) -> MonthDay:
        try:
            return MonthDay.from_text(value if isinstance(value, str) else "")
        except ValueError:
            raise ValueError("нужны день и месяц, например «20.01»") from None

    def keep(self, value: MonthDay) -> str:
        return self.text(value)

    def text(self, value: MonthDay) -> str:
        return f"{value.day:02}.{value.month:02}"

    @property
    def allowed(self) -> str:
        return "день и месяц, например «20.01»"


@dataclass(frozen=True)
class Ladder(Kind):
    """Days before a deadline, from the farthest to the nearest; none switches reminders off."""

    most: int = 366
    none: str = "нет"

    def read(self, value: object) -> tuple[int, ...]:
        steps = value if isinstance(value, list | tuple) else [None]
        if all(self._is_step(step) for step in steps) and len(set(steps)) == len(steps):
            return tuple(sorted(steps, reverse=True))
        raise ValueError(f"нужен список разных целых чисел от 0 до {self.most}, например [10, 3, 1]")

    def parse(self, text: str) -> tuple[int, ...]:
        """«10, 3, 1»; the word «нет» for none."""
        if text.strip().lower() == self.none:
            return ()
        try:
            return self.read([int(step) for step in text.split(",")])
        except ValueError:
            raise ValueError(f"нужны {self.allowed}") from None

    def keep(self, value: Sequence[int]) -> list[int]:
        return list(value)

    def text(self, value: Sequence[int]) -> str:
        return ", ".join(map(str, value)) or self.none

    def _is_step(self, step: object) -> bool:
        return isinstance(step, int) and not isinstance(step, bool) and 0 <= step <= self.most

    @property
    def allowed(self) -> str:
        return f"разные числа от 0 до {self.most} через запятую, например «10, 3, 1»; «{self.none}» — без напоминаний"


_DAYS, _MONTHS = "день,дня,дней", "месяц,месяца,месяцев"
_WORKING = "рабочий день,рабочих дня,рабочих дней"


@dataclass(frozen=True, kw_only=True)
class ControlRules(Rules):
    """The numbers of control in one region. The defaults are those of the domain rules; the department's order decides.

    `permanent` is the day of the yearly report on a permanent assignment;
    `extensions_by_controller` is how many extensions of a task the controller decides without the head;
    `extension_months` is how far from the original deadline an extension may reach;
    `due_soon_days` and `reminder_days` are working days before the deadline.
    """

    key: ClassVar[str] = "control"

    urgent_days: int = setting(3, Number(_DAYS), "Срок «срочно»", "От даты основания; день основания не считается.")
    prompt_days: int = setting(
        10, Number(_DAYS), "Срок «оперативно»", "От даты основания; день основания не считается."
    )
    default_months: int = setting(
        1, Number(_MONTHS, most=12), "Срок, если он не указан", "Только для разовых поручений: до того же числа месяца."
    )
    count_working_days: bool = setting(
        False,
        Flag(),
        "Считать сроки в рабочих днях",
        "«Срочно» и «оперативно» считаются в рабочих днях, а не в календарных.",
    )
    shift_explicit_dates: bool = setting(
        True,
        Flag(),
        "Переносить указанную дату с выходного",
        "Срок с указанной датой, попавшей на нерабочий день, переносится на предшествующий рабочий.",
    )
    periodic_day: int = setting(
        10,
        Number("", most=31),
        "Отчёт за месяц, квартал, полугодие, год: не позднее числа",
        "Число месяца, следующего за отчётным периодом.",
    )
    permanent: MonthDay = field(
        default=MonthDay(1, 20),
        metadata=words(DayOfYear(), "Отчёт по постоянному поручению", "Каждый год, за прошедший год."),
    )
    school_year_report: MonthDay = field(
        default=MonthDay(6, 10),
        metadata=words(DayOfYear(), "Отчёт за учебный год", "После учебного года с 1 сентября по 31 мая."),
    )
    co_executor_working_days: int = setting(
        3, Number(_WORKING, 0), "Соисполнители: не позднее чем за", "До срока ответственного исполнителя."
    )
    extension_notice_working_days: int = setting(
        3,
        Number(_WORKING, 0),
        "Просить о продлении не позднее чем за",
        "Запрос подан позже — он помечается, но рассматривается.",
    )
    extensions_per_task: int = setting(
        2, Number("", 0), "Продлений одной задачи, не более", "После этого запрос о продлении не принимается."
    )
    extensions_by_controller: int = setting(
        1,
        Number("", 0),
        "Из них решает контролёр без руководителя",
        "Следующие продления решает руководитель департамента.",
    )
    extension_months: int = setting(
        12, Number(_MONTHS, most=60), "Самое дальнее продление", "От первоначального срока: защищает от описки в годе."
    )
    due_soon_days: int = setting(
        10, Number(_WORKING, 0), "«Приближается срок» за", "С этого дня задача выделена на главной странице."
    )
    reminder_days: tuple[int, ...] = setting(
        (10, 3, 1), Ladder(), "Письма-напоминания: рабочих дней до срока", "По одному письму в каждый из этих дней."
    )
    endorsement_of_schools: bool = setting(
        True,
        Flag(),
        "Согласование отчётов школ в муниципалитете",
        "Отмечено ли согласование в новом поручении школам; в поручении его можно изменить.",
    )
    late_days_to_zero: int = setting(
        30,
        Number(_DAYS),
        "Опоздание, после которого задача не засчитывается",
        "Индекс исполнительской дисциплины убывает с каждым днём опоздания до нуля.",
    )
    special_control_weight: int = setting(
        2,
        Number("", most=100),
        "Вес поручения на особом контроле",
        "Во столько раз больше обычного в индексе дисциплины.",
    )
