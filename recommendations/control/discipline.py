"""Exact figures of discipline: buckets of tasks, shares and the index КИД (domain rules, figures)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from recommendations.control.rules import ControlRules

EMPTY = "—"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Bucket(StrEnum):
    """The one place of a task in a summary, in order of precedence."""

    WITHDRAWN = "withdrawn"
    NOT_APPLICABLE = "not_applicable"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    IN_REVIEW = "in_review"
    OVERDUE = "overdue"
    RETURNED = "returned"
    IN_PROGRESS = "in_progress"
    ASSIGNED = "assigned"


BUCKET_LABELS = {
    Bucket.WITHDRAWN: "отозвано",
    Bucket.NOT_APPLICABLE: "неприменимо",
    Bucket.DONE_ON_TIME: "исполнено в срок",
    Bucket.DONE_LATE: "исполнено с нарушением срока",
    Bucket.IN_REVIEW: "на проверке",
    Bucket.OVERDUE: "просрочено",
    Bucket.RETURNED: "на доработке",
    Bucket.IN_PROGRESS: "в работе",
    Bucket.ASSIGNED: "назначено",
}

# The states a deadline says nothing about, and those that it turns into "overdue" when it has passed.
SETTLED = {
    "withdrawn": Bucket.WITHDRAWN,
    "not_applicable": Bucket.NOT_APPLICABLE,
    "endorsement": Bucket.IN_REVIEW,
    "review": Bucket.IN_REVIEW,
}
WITH_THE_EXECUTOR = {
    "returned": Bucket.RETURNED,
    "in_progress": Bucket.IN_PROGRESS,
    "assigned": Bucket.ASSIGNED,
}


def bucket_of(*, status: str, due_on: date, executed_on: date | None, as_of: date) -> Bucket:
    """The bucket of one task; all arguments are what was known at the end of `as_of` (domain rules, figures).

    `executed_on` is the day the accepted version was submitted (deadlines 8). A task is not overdue on its last day.
    ValueError: an unknown status, or a done task without `executed_on`.
    """
    if status == "done":
        return _done_bucket(due_on, executed_on)
    if status in SETTLED:
        return SETTLED[status]
    if status not in WITH_THE_EXECUTOR:
        raise ValueError(f"Неизвестное состояние обязательства: «{status}».")
    return Bucket.OVERDUE if due_on < as_of else WITH_THE_EXECUTOR[status]


def _done_bucket(due_on: date, executed_on: date | None) -> Bucket:
    if executed_on is None:
        raise ValueError("У исполненного обязательства нет даты исполнения.")
    return Bucket.DONE_ON_TIME if executed_on <= due_on else Bucket.DONE_LATE


@dataclass(frozen=True)
class Share:
    """A part of a whole, kept as both numbers so that territory totals are right."""

    numerator: int | Fraction
    denominator: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def percent(self) -> Decimal | None:
        """Percent to one decimal place, halves up; None when the denominator is empty."""
        if not self.denominator:
            return None
        exact = Fraction(self.numerator) * 100 / self.denominator
        # Halves are found in whole numbers: a quotient of Decimals would be rounded before it is looked at.
        tenths = int(exact * 10 + Fraction(1, 2))
        return Decimal(tenths).scaleb(-1)

    def as_text(self) -> str:
        """«85,2 %», or «—» when the denominator is empty (domain rules, figures)."""
        return EMPTY if self.percent is None else f"{self.percent}{NO_BREAK_SPACE}%".replace(".", ",")


@dataclass(frozen=True)
class DisciplineGroup:
    """So many tasks of one weight with one lateness, as the database groups them.

    `days_late`: calendar days between deadline and execution, 0 on time, None for an overdue task that is not done.
    """

    count: int
    weight: int
    days_late: int | None

    def __post_init__(self) -> None:
        if min(self.count, self.weight, self.days_late or 0) < 0:
            raise ValueError("Число обязательств, вес и дни просрочки не могут быть отрицательными.")


def punctuality(days_late: int | None, rules: ControlRules) -> Fraction:
    """The factor k of one task: 1 on time, max(0, 1 − d/30) late by d days, 0 overdue (domain rules, figures)."""
    if days_late is None:
        return Fraction(0)
    return max(Fraction(0), 1 - Fraction(days_late, rules.late_days_to_zero))


def discipline_index(groups: Iterable[DisciplineGroup], rules: ControlRules) -> Share:
    """КИД = Σ wᵢkᵢ ÷ Σ wᵢ over the expected tasks without those in endorsement or review (domain rules, figures)."""
    total = Share(Fraction(0), 0)
    for group in groups:
        weight = group.count * group.weight
        total += Share(weight * punctuality(group.days_late, rules), weight)
    return total
