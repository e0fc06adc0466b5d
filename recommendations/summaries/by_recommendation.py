"""F1: the state of execution of each recommendation of a resolution (domain rules, summary forms)."""

from dataclasses import dataclass
from datetime import date

from organizations.access import Actor
from recommendations.control import Bucket
from recommendations.models import Recommendation, Resolution
from recommendations.summaries.course import Course, course_by_recommendation
from recommendations.summaries.figures import Figures, figures_by, rules_in_words, sum_figures
from recommendations.summaries.moment import Moment
from recommendations.summaries.names import former_names
from recommendations.summaries.table import EMPTY, Cell, Column, Kind, Row, Table

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
_COURSE_WORDS = (
    (f"bucket={Bucket.DONE_ON_TIME}", "исполнено в срок"),
    (f"bucket={Bucket.DONE_LATE}", "с нарушением срока"),
    (f"bucket={Bucket.IN_REVIEW}", "на проверке"),
    (f"bucket={Bucket.RETURNED}", "на доработке"),
    ("in_work", "на исполнении"),
    (f"bucket={Bucket.OVERDUE}", "просрочено"),
    (f"bucket={Bucket.NOT_APPLICABLE}", "неприменимо"),
    (f"bucket={Bucket.WITHDRAWN}", "отозвано"),
)


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation, its figures, and what its assignments say in words; `course` is None without a task."""

    number: int
    recommendation: Recommendation
    figures: Figures
    course: Course | None

    @property
    def responsible(self) -> str:
        """Addressees with their number, or the groups the resolution names when nothing is issued."""
        if self.course:
            return ", ".join(self.course.addressees)
        return ", ".join(group.name for group in self.recommendation.section.groups.all()) or EMPTY

    @property
    def due(self) -> str:
        """«24.09.2021», «24.09.2021 / 15.10.2021», with ranges where tasks differ."""
        return self.course.due_text(extended=bool(self.figures.extensions)) if self.course else EMPTY

    @property
    def information(self) -> str:
        """How many tasks stand where, and what hinders."""
        if not self.course:
            return NOT_ISSUED
        return ". ".join(filter(None, [counts_text(self.figures), self.course.obstacles_text])) + "."

    @property
    def executed(self) -> str:
        return executed_text(self.figures) if self.course else EMPTY

    @property
    def mark(self) -> str:
        """Исполнено, на исполнении or просрочено, with its date."""
        return self.course.mark(self.figures) if self.course else EMPTY


@dataclass(frozen=True)
class RecommendationSummary:
    """F1 as named rows; `table` is the same for rendering."""

    rows: tuple[RecommendationRow, ...]
    total: Figures
    table: Table


def recommendation_rows(actor: Actor, resolution: Resolution, day: date | None = None) -> RecommendationSummary:
    """One row for each recommendation of the resolution, those without an assignment included.

    `day`: the end of that day in the region's zone; None = now. Figures count the tasks that the reader sees.
    """
    moment = Moment(actor, resolution, day)
    rows = tuple(_rows(moment))
    total = sum_figures(row.figures for row in rows)
    return RecommendationSummary(rows, total, _table(moment, rows, total))


def executed_text(figures: Figures) -> str:
    """«100 из 120 (83,3 %), досрочно ещё 12» (domain rules, figures: Ко)."""
    share = figures.executed_share
    text = f"{figures.executed} из {figures.expected} ({share.as_text()})"
    return f"{text}, досрочно ещё\u00a0{figures.early}" if figures.early else text


def counts_text(figures: Figures) -> str:
    """«исполнено в срок 100, с нарушением срока 12, на проверке 5»: what is not zero."""
    counts = [(words, figures.count(name)) for name, words in _COURSE_WORDS]
    return ", ".join(f"{words}\u00a0{number}" for words, number in counts if number)


def _rows(moment: Moment) -> list[RecommendationRow]:
    tasks = moment.tasks()
    figures = figures_by(tasks, "assignment__recommendation_id", rules=moment.rules)
    courses = course_by_recommendation(tasks, former_names(moment.actor.region, moment.day))
    found = Recommendation.objects.visible_to(moment.actor).filter(resolution=moment.resolution)
    recommendations = found.order_by("position").select_related("section").prefetch_related("section__groups")
    return [
        RecommendationRow(number, one, figures.get((one.pk,), Figures()), courses.get(one.pk))
        for number, one in enumerate(recommendations, start=1)
    ]


def _table(moment: Moment, rows: tuple[RecommendationRow, ...], total: Figures) -> Table:
    return Table(
        code="F1",
        title=TITLE,
        columns=COLUMNS,
        rows=(*(_row(moment, row) for row in rows), _total_row(moment, total)),
        facts=moment.facts(),
        rules=(_EXECUTED_RULE, *rules_in_words(moment.rules)),
    )


def _row(moment: Moment, row: RecommendationRow) -> Row:
    key = row.recommendation.pk
    texts = (row.recommendation.number, row.recommendation.text, row.responsible, row.due)
    return Row(
        (
            Cell(row.number),
            *(Cell(text) for text in texts),
            Cell(row.information, moment.selection("total", recommendation=key)),
            Cell(row.executed, moment.selection("executed", recommendation=key)),
            Cell(row.mark),
        ),
        subject=key,
    )


def _total_row(moment: Moment, total: Figures) -> Row:
    executed = Cell(executed_text(total), moment.selection("executed"))
    blank = Cell("")
    return Row((blank, blank, Cell(TOTAL), blank, blank, Cell(counts_text(total)), executed, blank), is_total=True)
