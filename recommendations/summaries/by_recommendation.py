"""F1: the state of execution of each recommendation of a resolution (domain rules, summary forms)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from organizations.access import Actor
from recommendations.models import Recommendation, Resolution
from recommendations.summaries.clauses import clauses_at
from recommendations.summaries.course import Addressees, Course, course_by_recommendation
from recommendations.summaries.figures import Figures, figures_by, rules_in_words, sum_figures
from recommendations.summaries.moment import Moment
from recommendations.summaries.names import former_names
from recommendations.summaries.selection import Selection
from recommendations.summaries.sentences import counted, course_pieces, executed_pieces, listed, obstacle_pieces
from recommendations.summaries.table import EMPTY, Cell, Column, Kind, Piece, Row, Table

TITLE = "Сводный отчёт об исполнении рекомендаций резолюции"
TOTAL = "Итого"
NOT_ISSUED = "поручение не выдано"
COLUMNS = (
    Column("number", "№ п/п", Kind.NUMBER, 6),
    Column("point", "Пункт резолюции", Kind.TEXT, 11),
    Column("content", "Содержание рекомендации (поручения)", Kind.TEXT, 50),
    Column("responsible", "Ответственный исполнитель (соисполнители)", Kind.TEXT, 30),
    Column("due", "Срок исполнения (первоначальный / продлённый)", Kind.TEXT, 24),
    Column("course", "Информация о ходе исполнения", Kind.TEXT, 42),
    Column("executed", "Исполнено, ед. из ед. (%)", Kind.TEXT, 20),
    Column("mark", "Отметка об исполнении", Kind.TEXT, 20),
)
_EXECUTED_RULE = (
    "Исполнено, ед. из ед. (%): исполнено из обязательств, срок которых наступил (Ко); исполненные досрочно "
    "прибавлены отдельно."
)


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation, its figures, and what its assignments say in words; `course` is None without a task."""

    moment: Moment
    number: int
    recommendation: Recommendation
    figures: Figures
    course: Course | None

    @property
    def responsible(self) -> Cell:
        """Addressees with their number, or the groups the resolution names when nothing is issued."""
        if self.course:
            return Cell.sentence(*listed(self._addressees(one) for one in self.course.addressees))
        return Cell(", ".join(group.name for group in self.recommendation.section.groups.all()) or EMPTY)

    @property
    def due(self) -> str:
        """«24.09.2021», «24.09.2021 / 15.10.2021», with ranges where tasks differ."""
        return self.course.due_text(extended=bool(self.figures.extensions)) if self.course else EMPTY

    @property
    def information(self) -> Cell:
        """How many tasks stand where, and what hinders."""
        if not self.course:
            return Cell(NOT_ISSUED)
        course, full_stop = course_pieces(self.figures, self.select), Piece(".")
        obstacles = obstacle_pieces(self.course.obstacles, self.select)
        return Cell.sentence(*course, *([Piece(". "), *obstacles] if obstacles else []), full_stop)

    @property
    def executed(self) -> Cell:
        return Cell.sentence(*executed_pieces(self.figures, self.select)) if self.course else Cell(EMPTY)

    @property
    def mark(self) -> str:
        """What holds the clause up, or «исполнено», with its date."""
        return self.course.mark(self.figures) if self.course else EMPTY

    def select(self, name: str) -> Selection:
        """The tasks of the recommendation behind a figure."""
        return self.moment.selection(name, recommendation=self.recommendation.pk)

    def _addressees(self, one: Addressees) -> Piece:
        if one.number == 1:
            return Piece(one.name)
        return counted(
            one.name, one.number, self.moment.organizations(one.group, recommendation=self.recommendation.pk)
        )


@dataclass(frozen=True)
class RecommendationSummary:
    """F1 as named rows; `table` is the same for rendering."""

    rows: tuple[RecommendationRow, ...]
    total: Figures
    table: Table


def recommendation_rows(actor: Actor, resolution: Resolution, day: date | None = None) -> RecommendationSummary:
    """One row for each recommendation of the resolution, those without an assignment included.

    Clauses are those of the version in force at the moment, and retired ones whose assignments went out.

    `day`: the end of that day in the region's zone; None = now. Figures count the tasks that the reader sees.
    """
    moment = Moment(actor, resolution, day)
    rows = tuple(_rows(moment))
    total = sum_figures(row.figures for row in rows)
    return RecommendationSummary(rows, total, _table(moment, rows, total))


def _rows(moment: Moment) -> list[RecommendationRow]:
    tasks = moment.tasks()
    figures = figures_by(tasks, "assignment__recommendation_id", rules=moment.rules)
    courses = course_by_recommendation(tasks, former_names(moment.actor.region, moment.day))
    clauses = clauses_at(moment)
    prefetch_related_objects(clauses, "section__groups")
    return [
        RecommendationRow(moment, number, one, figures.get((one.pk,), Figures()), courses.get(one.pk))
        for number, one in enumerate(clauses, start=1)
    ]


def _table(moment: Moment, rows: tuple[RecommendationRow, ...], total: Figures) -> Table:
    return Table(
        code="F1",
        title=TITLE,
        columns=COLUMNS,
        rows=(*(_row(row) for row in rows), _total_row(moment, total)),
        facts=moment.facts(),
        rules=(_EXECUTED_RULE, *rules_in_words(moment.rules)),
    )


def _row(row: RecommendationRow) -> Row:
    number, text = Cell(row.recommendation.label), Cell(row.recommendation.text)
    cells = (number, text, row.responsible, Cell(row.due), row.information, row.executed, Cell(row.mark))
    return Row((Cell(row.number), *cells), subject=row.recommendation.pk)


def _total_row(moment: Moment, total: Figures) -> Row:
    course = Cell.sentence(*course_pieces(total, moment.selection))
    executed = Cell.sentence(*executed_pieces(total, moment.selection))
    blank = Cell("")
    return Row((blank, blank, Cell(TOTAL), blank, blank, course, executed, blank), is_total=True)
