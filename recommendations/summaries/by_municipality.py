"""F2: the state of execution by municipalities (domain rules, summary forms)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organizations.access import Actor
from organizations.models import Municipality
from recommendations.control import Bucket
from recommendations.models import Resolution
from recommendations.summaries.figures import Figures, figures_by, rules_in_words, sum_figures
from recommendations.summaries.moment import Moment
from recommendations.summaries.names import REGIONAL_LEVEL, former_places, name_of_place
from recommendations.summaries.selection import EXTENDED, REGIONAL
from recommendations.summaries.table import Cell, Column, Kind, Row, Table

TITLE = "Сводка об исполнении по муниципальным образованиям"
TOTAL = "Итого"
_COUNTS = (
    Column("on_control", "Поручений на контроле, всего", Kind.NUMBER, 9),
    Column("done", "Исполнено, всего", Kind.NUMBER, 9),
    Column(f"bucket={Bucket.DONE_ON_TIME}", "в т. ч. в срок", Kind.NUMBER, 7),
    Column(f"bucket={Bucket.DONE_LATE}", "в т. ч. с нарушением срока", Kind.NUMBER, 10),
    Column("in_work", "На исполнении, срок не наступил", Kind.NUMBER, 10),
    Column(f"bucket={Bucket.OVERDUE}", "Просрочено", Kind.NUMBER, 10),
    Column(f"bucket={Bucket.IN_REVIEW}", "На проверке", Kind.NUMBER, 8),
    Column(f"bucket={Bucket.RETURNED}", "На доработке", Kind.NUMBER, 10),
    Column(EXTENDED, "Продлено (раз)", Kind.NUMBER, 8),
)
_SHARES = (
    Column("on_time_share", "Доля исполненных в срок, %", Kind.PERCENT, 11),
    Column("discipline", "КИД, %", Kind.PERCENT, 7),
)
_BESIDE = (
    Column("expected", "Срок наступил (N)", Kind.NUMBER, 8),
    Column("received", "Представлено из N", Kind.NUMBER, 11),
    Column("in_review_of_expected", "На проверке из N", Kind.NUMBER, 8),
    Column(f"bucket={Bucket.NOT_APPLICABLE}", "Неприменимо", Kind.NUMBER, 11),
    Column(f"bucket={Bucket.WITHDRAWN}", "Отозвано", Kind.NUMBER, 8),
)
COLUMNS = (
    Column("number", "№", Kind.NUMBER, 4),
    Column("municipality", "Муниципальное образование", Kind.TEXT, 24),
    Column("organizations", "Организаций, всего", Kind.NUMBER, 11),
    *_COUNTS,
    *_SHARES,
    *_BESIDE,
)
Pairs = set[tuple[int | None, int]]
_BEHIND_SHARES = {"on_time_share": "expected", "discipline": "rated"}
_ORGANIZATIONS_RULE = (
    "Организаций, всего: сколько организаций получили обязательства по этой резолюции. Организация, обязательства "
    "которой учитываются в двух муниципальных образованиях, показана в обеих строках, в строке «Итого» — один раз: "
    "там число различных организаций."
)


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality (None: organizations that belong to none), its figures, and its name of the day."""

    number: int
    municipality: Municipality | None
    organizations: int
    figures: Figures
    name: str = REGIONAL_LEVEL

    @property
    def place(self) -> int | str:
        """What a selection calls the territory."""
        return self.municipality.pk if self.municipality else REGIONAL


@dataclass(frozen=True)
class MunicipalitySummary:
    """F2 as named rows; `table` is the same for rendering."""

    rows: tuple[MunicipalityRow, ...]
    organizations: int
    total: Figures
    table: Table


def municipality_rows(actor: Actor, resolution: Resolution, day: date | None = None) -> MunicipalitySummary:
    """One row for each municipality that the reader sees, with or without tasks, and one for the regional level.

    `day`: the end of that day in the region's zone; None = now. The total is the sum of the rows.
    """
    moment = Moment(actor, resolution, day)
    pairs = set(moment.tasks().order_by().values_list("place", "organization_id").distinct())
    rows = tuple(_rows(moment, pairs))
    # An organization that has moved has tasks in both municipalities, but it is one.
    organizations = len({organization for _, organization in pairs})
    total = sum_figures(row.figures for row in rows)
    return MunicipalitySummary(rows, organizations, total, _table(moment, rows, organizations, total))


def _rows(moment: Moment, pairs: Pairs) -> list[MunicipalityRow]:
    tasks = moment.tasks()
    figures = {key: found for (key,), found in figures_by(tasks, "place", rules=moment.rules).items()}
    organizations = Counter(place for place, _ in pairs)
    places: list[Municipality | None] = list(_places(moment.actor, [key for key in figures if key]))
    if moment.actor.reads_all or None in figures:
        places.append(None)
    names = former_places(moment.actor.region, moment.day)
    keys = [place.pk if place else None for place in places]
    return [
        MunicipalityRow(number, place, organizations[key], figures.get(key, Figures()), name_of_place(place, names))
        for number, (place, key) in enumerate(zip(places, keys, strict=True), start=1)
    ]


def _places(actor: Actor, with_tasks: list[int]) -> list[Municipality]:
    visible = Municipality.objects.visible_to(actor).values("pk")
    return list(Municipality.objects.filter(Q(pk__in=visible) | Q(pk__in=with_tasks)).order_by("sort_key"))


def _table(moment: Moment, rows: tuple[MunicipalityRow, ...], organizations: int, total: Figures) -> Table:
    return Table(
        code="F2",
        title=TITLE,
        columns=COLUMNS,
        rows=(*(_row(moment, row) for row in rows), _total_row(moment, organizations, total)),
        facts=moment.facts(),
        rules=(_ORGANIZATIONS_RULE, *rules_in_words(moment.rules)),
    )


def _row(moment: Moment, row: MunicipalityRow) -> Row:
    organizations = Cell(row.organizations, moment.organizations(municipality=row.place))
    head = (Cell(row.number), Cell(row.name), organizations)
    return Row((*head, *_figure_cells(moment, row.figures, municipality=row.place)), subject=row.place)


def _total_row(moment: Moment, organizations: int, total: Figures) -> Row:
    head = (Cell(""), Cell(TOTAL), Cell(organizations, moment.organizations()))
    return Row((*head, *_figure_cells(moment, total)), is_total=True)


def _figure_cells(moment: Moment, figures: Figures, **place: int | str) -> list[Cell]:
    cells = []
    for column in (*_COUNTS, *_SHARES, *_BESIDE):
        behind = _BEHIND_SHARES.get(column.key)
        value = getattr(figures, column.key) if behind else figures.count(column.key)
        cells.append(Cell(value, moment.selection(behind or column.key, **place)))
    return cells
