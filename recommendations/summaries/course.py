"""What the tasks of a recommendation say in words: addressees, deadlines, obstacles, the mark of execution."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q

from recommendations.control import Bucket
from recommendations.querysets.task import TaskQuerySet
from recommendations.statuses import ObstacleKind
from recommendations.summaries.figures import Figures
from recommendations.summaries.selection import IN_WORK, RULES, hindered_by

_BY = "assignment__recommendation_id"
_MOST_NAMED = 3


@dataclass(frozen=True)
class Addressees:
    """Organizations of one group with tasks of the recommendation; an only one bears its own name."""

    name: str
    number: int
    group: str


@dataclass(frozen=True)
class Course:
    """Facts about all tasks of one recommendation."""

    addressees: tuple[Addressees, ...]
    obstacles: tuple[tuple[ObstacleKind, int], ...]
    original_from: date
    original_to: date
    due_from: date
    due_to: date
    executed_last: date | None
    overdue_since: date | None
    open_till: date | None

    def due_text(self, extended: bool) -> str:
        """The first deadline and, when some task was extended, the one in force."""
        original = _range(self.original_from, self.original_to)
        return f"{original} / {_range(self.due_from, self.due_to)}" if extended else original

    def mark(self, figures: Figures) -> str:
        """What holds the clause up: a missed deadline, then work, rework, the check; nothing when all is done."""
        if not figures.on_control:
            return "неприменимо или отозвано"
        if figures.bucket(Bucket.OVERDUE):
            return f"просрочено, срок\u00a0{self.overdue_since:%d.%m.%Y}"
        if figures.count("in_work"):
            return f"на исполнении, срок до\u00a0{self.open_till:%d.%m.%Y}"
        if figures.bucket(Bucket.RETURNED):
            return f"на доработке, срок до\u00a0{self.open_till:%d.%m.%Y}"
        return "на проверке" if figures.bucket(Bucket.IN_REVIEW) else f"исполнено, {self.executed_last:%d.%m.%Y}"


def course_by_recommendation(tasks: TaskQuerySet, names: Mapping[int, str]) -> dict[int, Course]:
    """Recommendation id → what its tasks say, from tasks annotated by `as_of`; three queries.

    `names`: organizations that were called otherwise on the day.
    """
    addressees, obstacles = _addressees(tasks, names), _obstacles(tasks)
    dates = (
        tasks.order_by()
        .values(_BY)
        .annotate(
            original_from=Min("original_due_on"),
            original_to=Max("original_due_on"),
            due_from=Min("due"),
            due_to=Max("due"),
            executed_last=Max("executed", filter=RULES["done"].condition()),
            overdue_since=Min("due", filter=Q(bucket=Bucket.OVERDUE)),
            open_till=Max("due", filter=Q(bucket__in=sorted(IN_WORK | {Bucket.RETURNED}))),
        )
    )
    return {key: Course(tuple(addressees[key]), tuple(obstacles[key]), **row) for key, row in _by_key(dates)}


def _by_key(rows: Any) -> list[tuple[int, Mapping[str, Any]]]:
    return [(row.pop(_BY), row) for row in rows]


def _addressees(tasks: TaskQuerySet, names: Mapping[int, str]) -> dict[int, list[Addressees]]:
    group = "organization__addressee_group"
    rows = (
        tasks.order_by()
        .values(_BY, f"{group}__position", f"{group}__name", f"{group}__code")
        .annotate(number=Count("organization", distinct=True), one=Min("organization"), only=Min("organization__name"))
    )
    found: dict[int, list[Addressees]] = defaultdict(list)
    for row in rows.order_by(f"{group}__position"):
        name = row[f"{group}__name"] if row["number"] > 1 else names.get(row["one"], row["only"])
        found[row[_BY]].append(Addressees(name, row["number"], row[f"{group}__code"]))
    return found


def _obstacles(tasks: TaskQuerySet) -> dict[int, list[tuple[ObstacleKind, int]]]:
    """Kinds of obstacles in the report that was the last one at the moment, the most named first."""
    reports = tasks.filter(hindered_by(ObstacleKind.NAMED))
    rows = reports.order_by().values(_BY, "reports__obstacle").annotate(number=Count("pk"))
    found: dict[int, list[tuple[ObstacleKind, int]]] = defaultdict(list)
    for row in rows.order_by("-number", "reports__obstacle"):
        if len(found[row[_BY]]) < _MOST_NAMED:
            found[row[_BY]].append((ObstacleKind(row["reports__obstacle"]), row["number"]))
    return found


def _range(first: date, last: date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}\u00a0– {last:%d.%m.%Y}"
