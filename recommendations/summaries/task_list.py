"""The list of tasks as a table: what «Выгрузить в Excel» takes from a page."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from organizations.access import Actor
from organizations.models import Municipality, Region
from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.querysets.task import TaskQuerySet
from recommendations.summaries.moment import as_of_text, made_by
from recommendations.summaries.names import former_names, former_places
from recommendations.summaries.table import AS_OF, Cell, Column, Kind, Row, Table

COLUMNS = (
    Column("number", "№", Kind.NUMBER, 7),
    Column("point", "Пункт", Kind.TEXT, 8),
    Column("assignment", "Поручение", Kind.TEXT, 40),
    Column("organization", "Организация", Kind.TEXT, 30),
    Column("municipality", "Муниципальное образование", Kind.TEXT, 20),
    Column("period", "Период", Kind.TEXT, 13),
    Column("due", "Срок", Kind.DATE, 12),
    Column("original_due", "Первоначальный срок", Kind.DATE, 13),
    Column("state", "Состояние", Kind.TEXT, 16),
    Column("days_late", "Дней просрочки", Kind.NUMBER, 11),
    Column("report", "Отчёт", Kind.TEXT, 12),
    Column("executed", "Исполнено", Kind.DATE, 12),
)
RULES = (
    "Строка — обязательство: поручение одной организации за один отчётный период.",
    "Срок — действующий, с учётом продлений; первоначальный срок сохраняется и показан рядом.",
    "Просрочено: срок прошёл, а отчёта на проверке нет. В последний день срока обязательство ещё не просрочено.",
    "Дней просрочки: календарные дни от срока до исполнения, а если не исполнено — до даты перечня. На проверке "
    "дни не считаются.",
    "Исполнено — день отправки принятой версии отчёта. Отчёт — номер последней отправленной версии.",
)
_BATCH = 1000


def task_table(
    tasks: TaskQuerySet, actor: Actor, day: date | None = None, *, facts: tuple[tuple[str, str], ...] = ()
) -> Table:
    """A table of the given tasks, already scoped and annotated by `as_of(day, region)`, in their own order.

    `facts` say by what the list was chosen. Rows are read while they are rendered, so the table is read once.
    """
    known_on = day or actor.region.today
    return Table(
        code="",
        title="Перечень обязательств",
        columns=COLUMNS,
        rows=_rows(tasks, known_on, former_names(actor.region, day), _places(actor.region, day)),
        facts=((AS_OF, as_of_text(actor, day)), *facts, ("Сформировано", made_by(actor))),
        rules=RULES,
    )


def _places(region: Region, day: date | None) -> dict[int, str]:
    return dict(Municipality.objects.filter(region=region).values_list("pk", "name")) | former_places(region, day)


def _rows(tasks: TaskQuerySet, known_on: date, names: Mapping[int, str], places: Mapping[int, str]) -> Iterator[Row]:
    read = tasks.select_related("organization", "assignment__recommendation")
    for number, task in enumerate(read.iterator(chunk_size=_BATCH), start=1):
        name = names.get(task.organization_id, task.organization.name)
        values = _values(number, task, (name, places.get(task.place)), known_on)
        yield Row(tuple(Cell(value) for value in values), subject=task.pk)


def _values(number: int, task: Any, who: tuple[str, str | None], known_on: date) -> tuple[str | int | date | None, ...]:
    return (
        number,
        task.assignment.recommendation.label,
        task.assignment.content,
        *who,
        task.period_label or None,
        task.due,
        task.original_due_on,
        BUCKET_LABELS[Bucket(task.bucket)],
        days_late(task, known_on),
        f"{task.pk}-{task.version}" if task.version else None,
        task.executed,
    )


def days_late(task: Any, known_on: date) -> int | None:
    """Calendar days past the deadline of a task annotated by `as_of`, None when in time.

    Those of a late execution, or so far of an overdue task.
    """
    if task.bucket == Bucket.DONE_LATE:
        return (task.executed - task.due).days
    return (known_on - task.due).days if task.bucket == Bucket.OVERDUE else None
