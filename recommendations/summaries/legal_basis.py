"""What rests on the acts of the register: clauses with the state of their tasks, numbers for the list, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count

from organizations.access import Actor
from organizations.models import AuditEvent
from recommendations.models import Citation, LegalAct, Recommendation, Resolution, Task
from recommendations.querysets.legal_act import LegalActQuerySet
from recommendations.querysets.resolution import RecommendationQuerySet
from recommendations.statuses import ActKind
from recommendations.summaries.figures import BucketCounts, buckets_by
from recommendations.summaries.moment import as_of_text, made_by
from recommendations.summaries.table import AS_OF, EMPTY, Cell, Column, Kind, Row, Table

TITLE = "Реестр правовых актов"
COLUMNS = (
    Column("number_in_list", "№", Kind.NUMBER, 6),
    Column("kind", "Вид", Kind.TEXT, 18),
    Column("number", "Номер", Kind.TEXT, 14),
    Column("adopted_on", "Дата", Kind.DATE, 12),
    Column("title", "Название", Kind.TEXT, 50),
    Column("in_force_until", "Действует до", Kind.DATE, 13),
    Column("validity", "Действие", Kind.TEXT, 14),
    Column("clauses", "Пунктов", Kind.NUMBER, 10),
    Column("open_tasks", "Открытых обязательств", Kind.NUMBER, 14),
    Column("url", "Ссылка на текст", Kind.TEXT, 30),
)
RULES = (
    "Пунктов: пункты резолюций, опирающиеся на акт, — действующие и те исключённые, по которым выдавались поручения.",
    "Открытых обязательств: незавершённые обязательства по этим пунктам.",
    "Действует до — последний день действия. Пусто: срок не указан.",
)


@dataclass(frozen=True)
class ActRow:
    """An act with what rests on it, as far as the reader sees it."""

    act: LegalAct
    clauses: int
    open_tasks: int


def act_rows(actor: Actor, acts: Iterable[LegalAct]) -> list[ActRow]:
    """The given acts in their order; two queries."""
    rows = list(acts)
    keys = [act.pk for act in rows]
    clauses, tasks = _clause_counts(actor, keys), _open_task_counts(actor, keys)
    return [ActRow(act, clauses.get(act.pk, 0), tasks.get(act.pk, 0)) for act in rows]


def _clause_counts(actor: Actor, acts: list[int]) -> dict[int, int]:
    seen = Recommendation.objects.visible_to(actor).executed()
    links = Citation.objects.filter(act__in=acts, recommendation__in=seen).order_by()
    return dict(links.values_list("act").annotate(Count("pk")))


def _open_task_counts(actor: Actor, acts: list[int]) -> dict[int, int]:
    tasks = Task.objects.visible_to(actor).open().filter(assignment__recommendation__acts__in=acts).order_by()
    return dict(tasks.values_list("assignment__recommendation__acts").annotate(Count("pk")))


def resting_clauses(actor: Actor, act: LegalAct) -> RecommendationQuerySet:
    """Clauses that rest on the act, by resolution, the newest first, in the order of the text."""
    rows = Recommendation.objects.visible_to(actor).executed().filter(acts=act)
    return rows.select_related("resolution", "section").order_by(
        "-resolution__created_at", "-resolution_id", "position"
    )


@dataclass(frozen=True)
class Resting:
    """Clauses of one resolution that rest on an act: each with whether its text names it and how its tasks stand."""

    resolution: Resolution
    clauses: list[tuple[Recommendation, bool, BucketCounts | None]]


def resting_by_resolution(actor: Actor, act: LegalAct, clauses: Iterable[Recommendation]) -> list[Resting]:
    """A page of `resting_clauses` under their resolutions; two queries."""
    rows = list(clauses)
    named = Citation.objects.filter(act=act, recommendation__in=rows).exclude(text="")
    keys = set(named.values_list("recommendation", flat=True))
    tasks = Task.objects.visible_to(actor).filter(assignment__recommendation__in=rows).as_of(None, actor.region)
    figures = buckets_by(tasks, "assignment__recommendation_id")
    return [
        Resting(resolution, [(clause, clause.pk in keys, figures.get((clause.pk,))) for clause in group])
        for resolution, group in groupby(rows, key=lambda clause: clause.resolution)
    ]


def acts_table(actor: Actor, acts: LegalActQuerySet, *, facts: tuple[tuple[str, str], ...] = ()) -> Table:
    """The list of acts as a file; `facts` say by what it was chosen."""
    rows = act_rows(actor, acts)
    return Table(
        code="",
        title=TITLE,
        columns=COLUMNS,
        rows=[_row(number, row, actor.today) for number, row in enumerate(rows, start=1)],
        facts=((AS_OF, as_of_text(actor, None)), *facts, ("Сформировано", made_by(actor))),
        rules=RULES,
    )


def _row(number: int, row: ActRow, today: date) -> Row:
    act = row.act
    values = (
        number,
        act.get_kind_display(),
        act.number or None,
        act.adopted_on,
        act.title or act.name,
        act.in_force_until,
        act.validity_label(today),
        row.clauses,
        row.open_tasks,
        act.url or None,
    )
    return Row(tuple(Cell(value) for value in values), subject=act.pk)


@dataclass(frozen=True)
class CardChange:
    """A column of a card: what stood there and what stands there since."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class CardEvent:
    """An act on a card in words; `who` is empty for what the portal did itself while a person imported a text."""

    at: datetime
    who: str
    words: str
    changes: tuple[CardChange, ...] = ()


def card_history(act: LegalAct) -> list[CardEvent]:
    """What happened to the card, newest first; who reads the card may read this part of the journal."""
    rows = AuditEvent.objects.filter(
        region=act.region, object_kind="legalact", object_id=act.pk, outcome=AuditEvent.Outcome.DONE
    )
    events = [_event(row) for row in rows.select_related("user")]
    if not any(row.act == "create_act" for row in rows):
        events.append(CardEvent(act.created_at, "", "внесён в реестр: назван в загруженном документе"))
    return events


def _event(row: AuditEvent) -> CardEvent:
    words = _WORDS[row.act].format(**row.details) if row.act in _WORDS else row.act
    changes = () if row.act == "create_act" else _changes(row.details)
    return CardEvent(row.recorded_at, row.user.short_name if row.user else "", words, changes)


_WORDS = {
    "create_act": "карточка внесена вручную",
    "change_act": "карточка изменена",
    "complete_act": "карточка дополнена по тексту загруженного документа",
    "merge_acts": "присоединена карточка «{label}»",
    "link_act": "добавлен пункт {number} резолюции «{resolution}»",
    "unlink_act": "убран пункт {number} резолюции «{resolution}»",
}


def _changes(details: dict[str, Any]) -> tuple[CardChange, ...]:
    before, after = details.get("before", {}), details.get("after", {})
    return tuple(CardChange(_label(name), _shown(name, before.get(name)), _shown(name, after[name])) for name in after)


def _label(column: str) -> str:
    return str(LegalAct._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


def _shown(column: str, value: str | None) -> str:
    if not value:
        return EMPTY
    if column == "kind":
        return str(ActKind(value).label)
    return f"{date.fromisoformat(value):%d.%m.%Y}" if column in {"adopted_on", "in_force_until"} else value
