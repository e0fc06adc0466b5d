"""The map of execution: recommendations × municipalities, or × organizations of one municipality."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from organizations.access import Actor
from organizations.models import Municipality, Organization
from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.models import Recommendation, Resolution
from recommendations.summaries.clauses import clauses_at
from recommendations.summaries.figures import BucketCounts, buckets_by, sum_buckets
from recommendations.summaries.moment import Moment
from recommendations.summaries.names import REGIONAL_LEVEL, former_names, former_places
from recommendations.summaries.selection import REGIONAL, Selection

Place = tuple[int | str, str]
Pair = tuple[int, int | str]
Facts = tuple[tuple[str, str], ...]
STEPS = (50, 75, 100)
_BY_URGENCY = (
    Bucket.OVERDUE,
    Bucket.RETURNED,
    Bucket.IN_REVIEW,
    Bucket.ASSIGNED,
    Bucket.IN_PROGRESS,
    Bucket.DONE_LATE,
    Bucket.DONE_ON_TIME,
    Bucket.NOT_APPLICABLE,
    Bucket.WITHDRAWN,
)


@dataclass(frozen=True)
class MatrixCell:
    """The tasks of one recommendation in one place, or of a whole line; `total` is what is on control."""

    figures: BucketCounts
    selection: Selection

    @property
    def total(self) -> int:
        return self.figures.on_control

    @property
    def done(self) -> int:
        return self.figures.done

    @property
    def overdue(self) -> int:
        return self.figures.bucket(Bucket.OVERDUE)

    @property
    def step(self) -> int:
        """How much is done: 0 nothing, 1 below 50 %, 2 from 50 %, 3 from 75 %, 4 all."""
        return share_step(self.done, self.total)

    def of(self, name: str) -> Selection:
        """The selection of another figure in the same place, such as "done" or "bucket=overdue"."""
        return replace(self.selection, name=name)

    @property
    def worst(self) -> Bucket:
        """The bucket that asks for attention first."""
        return next(bucket for bucket in _BY_URGENCY if self.figures.bucket(bucket))

    @property
    def worst_label(self) -> str:
        return BUCKET_LABELS[self.worst]


@dataclass(frozen=True)
class MatrixColumn:
    """A municipality, the regional level, or an organization; `key` is what a selection calls it."""

    key: int | str
    name: str
    total: MatrixCell | None


@dataclass(frozen=True)
class MatrixRow:
    """A recommendation with a cell for each column: None where there is no task."""

    recommendation: Recommendation
    cells: tuple[MatrixCell | None, ...]
    total: MatrixCell | None


@dataclass(frozen=True)
class Matrix:
    """Flat rows for a template; `municipality` is set when the columns are its organizations; `facts` as of a table."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    total: MatrixCell | None
    municipality: Municipality | None = None
    facts: Facts = ()


def share_step(done: int, total: int) -> int:
    """See MatrixCell.step; nothing on control is step 0."""
    if not done:
        return 0
    return 1 + sum(done * 100 >= total * percent for percent in STEPS)


def matrix(actor: Actor, resolution: Resolution, day: date | None = None) -> Matrix:
    """Recommendations × municipalities that the reader sees; the regional level is the last column if it has tasks."""
    moment = Moment(actor, resolution, day)
    figures = _figures(moment, "place")
    with_tasks = [place for _, place in figures if place != REGIONAL]
    visible = Municipality.objects.visible_to(actor).values("pk")
    found = Municipality.objects.filter(Q(pk__in=visible) | Q(pk__in=with_tasks)).order_by("sort_key")
    names = former_places(actor.region, day)
    places: list[Place] = [(place.pk, names.get(place.pk, place.name)) for place in found]
    if any(place == REGIONAL for _, place in figures):
        places.append((REGIONAL, REGIONAL_LEVEL))
    return _Plan(moment, places, figures).matrix()


def organization_matrix(
    actor: Actor, resolution: Resolution, municipality: Municipality, day: date | None = None
) -> Matrix:
    """Recommendations × organizations of one municipality that have a task of the resolution."""
    moment = Moment(actor, resolution, day)
    figures = _figures(moment, "organization_id", place=municipality.pk)
    organizations = Organization.objects.filter(pk__in={key for _, key in figures})
    ordered = organizations.order_by("addressee_group__position", "sort_key", "pk")
    names = former_names(actor.region, day)
    columns: list[Place] = [(one.pk, names.get(one.pk, one.name)) for one in ordered]
    return _Plan(moment, columns, figures, municipality).matrix()


def _figures(moment: Moment, dimension: str, **scope: int) -> dict[Pair, BucketCounts]:
    tasks = moment.tasks().filter(**scope)
    found = buckets_by(tasks, "assignment__recommendation_id", dimension)
    return {(row, REGIONAL if column is None else column): figures for (row, column), figures in found.items()}


@dataclass(frozen=True)
class _Plan:
    """The columns of a matrix and its figures by (recommendation, column)."""

    moment: Moment
    places: list[Place]
    figures: dict[Pair, BucketCounts]
    municipality: Municipality | None = None

    def matrix(self) -> Matrix:
        by_row, by_column = self._totals(0), self._totals(1)
        columns = (MatrixColumn(key, name, self._cell(by_column.get(key), column=key)) for key, name in self.places)
        rows = (
            MatrixRow(one, self._cells(one.pk), self._cell(by_row.get(one.pk), row=one.pk))
            for one in clauses_at(self.moment)
        )
        total = sum_buckets(by_column.values()) if by_column else None
        return Matrix(tuple(columns), tuple(rows), self._cell(total), self.municipality, self._facts)

    @property
    def _facts(self) -> Facts:
        return self.moment.facts(str(self.municipality or ""))

    def _totals(self, side: int) -> dict[Any, BucketCounts]:
        parts: dict[Any, list[BucketCounts]] = defaultdict(list)
        for pair, figures in self.figures.items():
            parts[pair[side]].append(figures)
        return {key: sum_buckets(found) for key, found in parts.items()}

    def _cells(self, row: int) -> tuple[MatrixCell | None, ...]:
        return tuple(self._cell(self.figures.get((row, key)), row, key) for key, _ in self.places)

    def _cell(
        self, figures: BucketCounts | None, row: int | None = None, column: int | str | None = None
    ) -> MatrixCell | None:
        if figures is None:
            return None
        place: dict[str, Any] = {"recommendation": row, "municipality": column}
        if self.municipality:
            place |= {"municipality": self.municipality.pk, "organization": column}
        return MatrixCell(figures, self.moment.selection("on_control", **place))
