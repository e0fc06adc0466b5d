"""Named selections of tasks: a figure and the list behind it come from one definition (domain rules, figures)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import F, Q

from organizations.models import Organization
from organizations.querysets import OrganizationQuerySet
from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.querysets.task import TaskQuerySet
from recommendations.statuses import ObstacleKind

APART = frozenset({Bucket.WITHDRAWN, Bucket.NOT_APPLICABLE})
DONE = frozenset({Bucket.DONE_ON_TIME, Bucket.DONE_LATE})
IN_WORK = frozenset({Bucket.ASSIGNED, Bucket.IN_PROGRESS})
ON_CONTROL = frozenset(Bucket) - APART
REGIONAL = "none"
# More digits than a key of a database has.
_LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Rule:
    """Which tasks a figure counts: their buckets; whether the deadline has come; whether a report was received."""

    label: str
    buckets: frozenset[Bucket]
    is_due: bool | None = None
    was_received: bool | None = None

    def condition(self) -> Q:
        """The rule for the database, over the annotations of `as_of`."""
        asked = {"is_due": self.is_due, "was_received": self.was_received}
        facts = {name: value for name, value in asked.items() if value is not None}
        return Q(bucket__in=sorted(self.buckets), **facts)

    def covers(self, bucket: Bucket, is_due: bool, was_received: bool) -> bool:
        """The same rule for one group of tasks that the database has counted."""
        return bucket in self.buckets and self.is_due in {None, is_due} and self.was_received in {None, was_received}


RULES: dict[str, Rule] = {f"bucket={bucket}": Rule(BUCKET_LABELS[bucket], frozenset({bucket})) for bucket in Bucket} | {
    "total": Rule("все обязательства", frozenset(Bucket)),
    "on_control": Rule("на контроле, всего", ON_CONTROL),
    "done": Rule("исполнено, всего", DONE),
    "in_work": Rule("на исполнении, срок не наступил", IN_WORK),
    "expected": Rule("срок исполнения наступил", ON_CONTROL, is_due=True),
    "received": Rule("отчёт представлен", ON_CONTROL, is_due=True, was_received=True),
    "on_time": Rule("срок наступил, исполнено в срок", frozenset({Bucket.DONE_ON_TIME}), is_due=True),
    "executed": Rule("срок наступил, исполнено", DONE, is_due=True),
    "early": Rule("исполнено досрочно", DONE, is_due=False),
    "in_review_of_expected": Rule("срок наступил, на проверке", frozenset({Bucket.IN_REVIEW}), is_due=True),
    "rated": Rule("учтено в индексе дисциплины", ON_CONTROL - {Bucket.IN_REVIEW}, is_due=True),
}
EXTENDED = "extended"
OBSTACLES = {f"obstacle={kind}": ObstacleKind(kind) for kind in ObstacleKind.NAMED}
SELECTION_LABELS = (
    {name: rule.label for name, rule in RULES.items()}
    | {EXTENDED: "срок продлевался"}
    | {name: f"затруднение: {kind.label}" for name, kind in OBSTACLES.items()}
)


def select(tasks: TaskQuerySet, name: str) -> TaskQuerySet:
    """The tasks of a figure, from tasks annotated by `as_of`; ValueError in Russian for an unknown name.

    «extended» lists the tasks whose extensions the figure adds up, «obstacle=…» those whose last report names it.
    """
    if name in OBSTACLES:
        return tasks.filter(hindered_by([OBSTACLES[name]]))
    if name == EXTENDED:
        return tasks.filter(extensions__gt=0)
    if name not in RULES:
        raise ValueError(f"Неизвестный отбор обязательств: «{name}».")
    return tasks.filter(RULES[name].condition())


def hindered_by(kinds: Iterable[str]) -> Q:
    """The last report of the day names one of these obstacles; over tasks annotated by `as_of`."""
    return Q(reports__version=F("version"), reports__submitted_at__isnull=False, reports__obstacle__in=list(kinds))


def due_between(tasks: TaskQuerySet, first: date, last: date) -> TaskQuerySet:
    """The tasks whose deadline, as known on the day of `as_of`, lies in the period, both ends included."""
    return tasks.filter(due__gte=first, due__lte=last)


@dataclass(frozen=True)
class Selection:
    """The rows behind one number: the name of the figure and where it stands in the table.

    `municipality`: an id, or REGIONAL for organizations that belong to none; None leaves a filter out.
    """

    name: str
    resolution: int | None = None
    municipality: int | str | None = None
    recommendation: int | None = None
    organization: int | None = None
    day: date | None = None

    def params(self) -> dict[str, str]:
        """The selection as parameters of an address: select, resolution, municipality, recommendation, …, as_of."""
        given = {
            "select": self.name,
            "resolution": self.resolution,
            "municipality": self.municipality,
            "recommendation": self.recommendation,
            "organization": self.organization,
            "as_of": self.day and self.day.isoformat(),
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """Read what `params` gives; ValueError in Russian for what is not a selection."""
        place = params.get("municipality")
        return cls(
            name=params.get("select") or "total",
            resolution=_number(params.get("resolution")),
            municipality=place if place == REGIONAL else _number(place),
            recommendation=_number(params.get("recommendation")),
            organization=_number(params.get("organization")),
            day=_day(params.get("as_of")),
        )

    def rows(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """The tasks of the selection among those that the reader may see, annotated by `as_of` of the same day."""
        filters = {
            "resolution": self.resolution,
            "assignment__recommendation": self.recommendation,
            "organization": self.organization,
            "place": None if self.municipality == REGIONAL else self.municipality,
        }
        chosen = tasks.filter(**{name: value for name, value in filters.items() if value is not None})
        if self.municipality == REGIONAL:
            chosen = chosen.filter(place__isnull=True)
        return select(chosen, self.name)


@dataclass(frozen=True)
class Organizations:
    """The organizations that have a task of the selection: the rows behind a number of organizations.

    `group`: the code of an addressee group; None leaves the filter out.
    """

    tasks: Selection
    group: str | None = None

    def params(self) -> dict[str, str]:
        """As parameters of the address of the organization list: those of the tasks without select, and group."""
        given = self.tasks.params() | ({"group": self.group} if self.group else {})
        return {name: value for name, value in given.items() if (name, value) != ("select", "total")}

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """Read what `params` gives; ValueError in Russian for what is not a selection."""
        return cls(Selection.from_params(params), params.get("group") or None)

    def rows(self, tasks: TaskQuerySet) -> OrganizationQuerySet:
        """The organizations, from the tasks that the reader may see, annotated by `as_of` of the same day."""
        chosen = Organization.objects.filter(pk__in=self.tasks.rows(tasks).values("organization"))
        return chosen.of_groups([self.group]) if self.group else chosen


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise ValueError(f"Ожидается номер, получено «{text}».")
    return int(text)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"«{text}» — не дата. Пример: 2026-09-30.") from None
