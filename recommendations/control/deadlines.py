"""By what day a task is due, and why that day (domain rules, deadlines 1–7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from recommendations.control.calendar import WorkingCalendar, date_text
from recommendations.control.periods import Period, PeriodKind, add_months
from recommendations.control.rules import ControlRules


class DeadlineRule(StrEnum):
    """How the deadline of an assignment is set."""

    BY_DATE = "by_date"
    URGENT = "urgent"
    PROMPT = "prompt"
    MONTH = "month"
    PERIODIC = "periodic"


DEADLINE_LABELS = {
    DeadlineRule.BY_DATE: "к указанной дате",
    DeadlineRule.URGENT: "срочно",
    DeadlineRule.PROMPT: "оперативно",
    DeadlineRule.MONTH: "срок не указан",
    DeadlineRule.PERIODIC: "по периодам",
}


@dataclass(frozen=True)
class Deadline:
    """The day a task is due, the day the rule gave before it was moved, and why in Russian ("" if not moved)."""

    due_on: date
    raw_on: date
    reason: str = ""

    @property
    def was_moved(self) -> bool:
        """Whether the calendar moved the deadline."""
        return self.due_on != self.raw_on

    @property
    def note(self) -> str:
        """Both dates and why, for the task; empty when the date stayed."""
        return f"{self.as_text()}. {self.reason}" if self.was_moved else ""

    def as_text(self) -> str:
        """Both dates when they differ: «26.09.2021 (вс) → 24.09.2021 (пт)» (domain rules, deadlines 3)."""
        due = date_text(self.due_on)
        return f"{date_text(self.raw_on)} → {due}" if self.was_moved else due


def one_off_deadline(
    *,
    rule: DeadlineRule,
    basis_on: date,
    explicit_on: date | None = None,
    calendar: WorkingCalendar,
    rules: ControlRules,
) -> Deadline:
    """The deadline of a one-off assignment (domain rules, deadlines 1–3).

    `basis_on` is the date terms count from, itself excluded; `explicit_on` is read for BY_DATE only.
    ValueError in Russian: no explicit date, an explicit date before the basis, or a periodic rule.
    """
    if rule == DeadlineRule.BY_DATE:
        explicit_on = _checked_explicit(explicit_on, basis_on)
        if not rules.shift_explicit_dates:
            return Deadline(explicit_on, explicit_on)
    raw_on = _raw_date(rule, basis_on, explicit_on, calendar, rules)
    return _shifted(raw_on, basis_on, "наступает не позже дня, от которого считается срок", calendar)


def period_deadline(
    *, period: Period, permanent: bool = False, calendar: WorkingCalendar, rules: ControlRules
) -> Deadline:
    """The deadline of the report on a period (domain rules, deadlines 3 and 4).

    `permanent`: the yearly report of a permanent assignment, for a calendar year only, otherwise ValueError.
    """
    if permanent and period.kind != PeriodKind.YEAR:
        raise ValueError("По постоянному поручению отчитываются за календарный год.")
    raw_on = _raw_after(period, permanent, rules)
    return _shifted(raw_on, period.ends_on, f"приходится на сам отчётный период ({period.label})", calendar)


def co_executor_deadline(
    due_on: date, *, basis_on: date | None = None, calendar: WorkingCalendar, rules: ControlRules
) -> date:
    """The day co-executors give their part to the lead (domain rules, deadlines 6).

    When a short term leaves no room after `basis_on`, the first working day after it, but never later than `due_on`.
    """
    part_due_on = calendar.add_working(due_on, -rules.co_executor_working_days)
    if basis_on is not None and part_due_on <= basis_on:
        return min(calendar.next_working(basis_on), due_on)
    return part_due_on


def last_extension_day(due_on: date, calendar: WorkingCalendar, rules: ControlRules) -> date:
    """The last day an extension may be asked without the mark of lateness (domain rules, deadlines 7)."""
    return calendar.add_working(due_on, -rules.extension_notice_working_days)


def is_late_extension(asked_on: date, due_on: date, calendar: WorkingCalendar, rules: ControlRules) -> bool:
    """Whether the request is marked as asked too late; it is still allowed (domain rules, deadlines 7)."""
    return asked_on > last_extension_day(due_on, calendar, rules)


def _checked_explicit(explicit_on: date | None, basis_on: date) -> date:
    if explicit_on is None:
        raise ValueError("Укажите дату, к которой нужно исполнить поручение.")
    if explicit_on < basis_on:
        raise ValueError(f"Срок {date_text(explicit_on)} раньше даты основания {date_text(basis_on)}.")
    return explicit_on


def _raw_date(
    rule: DeadlineRule, basis_on: date, explicit_on: date | None, calendar: WorkingCalendar, rules: ControlRules
) -> date:
    if explicit_on is not None and rule == DeadlineRule.BY_DATE:
        return explicit_on
    if rule == DeadlineRule.MONTH:
        return add_months(basis_on, rules.default_months)
    days = {DeadlineRule.URGENT: rules.urgent_days, DeadlineRule.PROMPT: rules.prompt_days}.get(rule)
    if days is None:
        raise ValueError("Срок поручения по периодам считается для каждого отчётного периода отдельно.")
    return calendar.add_working(basis_on, days) if rules.count_working_days else basis_on + timedelta(days=days)


def _raw_after(period: Period, permanent: bool, rules: ControlRules) -> date:
    if permanent:
        return rules.permanent.first_after(period.ends_on)
    if period.kind == PeriodKind.SCHOOL_YEAR:
        return rules.school_year_report.first_after(period.ends_on)
    first_after = period.ends_on + timedelta(days=1)
    last_of_month = add_months(first_after, 1) - timedelta(days=1)
    return min(period.ends_on + timedelta(days=rules.periodic_day), last_of_month)


def _shifted(raw_on: date, not_on_or_before: date, obstacle: str, calendar: WorkingCalendar) -> Deadline:
    """Move a non-working last day back, or forward where going back would land on or before the given day."""
    if calendar.is_working(raw_on):
        return Deadline(raw_on, raw_on)
    day_off = f"Последний день срока, {date_text(raw_on)}, нерабочий"
    earlier = calendar.previous_working(raw_on)
    if earlier > not_on_or_before:
        return Deadline(earlier, raw_on, f"{day_off}: срок перенесён на предшествующий рабочий день.")
    in_the_way = f"предшествующий рабочий день, {date_text(earlier)}, {obstacle}"
    reason = f"{day_off}, а {in_the_way}, поэтому срок перенесён на следующий рабочий день."
    return Deadline(calendar.next_working(raw_on), raw_on, reason)
