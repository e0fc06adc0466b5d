"""Lists as declarations (django-tables2): which columns, in which order, how a cell looks."""

from typing import Any

import django_tables2 as tables
from django.template.loader import get_template

from organizations.access import Actor
from recommendations.models import Task

_CELLS = {name: f"recommendations/cells/{name}.html" for name in ("due", "number", "organization", "bucket")}


class TaskTable(tables.Table):
    """Tasks: term, clause, organization, state. The rows come paged and sorted."""

    due = tables.Column("Срок", attrs={"td": {"class": "text-nowrap"}})
    number = tables.Column("Пункт и поручение", accessor="assignment", attrs={"td": {"class": "card-title-cell"}})
    organization = tables.Column("Исполнитель")
    bucket = tables.Column("Состояние", orderable=False)

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sort"

    caption = "Задачи"

    def __init__(self, rows: Any, *, actor: Actor, sort: str) -> None:
        super().__init__(rows, exclude=("organization",) if actor.is_school else ())
        self.today = actor.today
        self._templates = {name: get_template(path) for name, path in _CELLS.items()}
        self._show_order(sort)

    def _show_order(self, sort: str) -> None:
        """Mark the column by which the database has sorted; sorting again here would load all rows."""
        self._order_by = tables.utils.OrderByTuple([sort] if sort.lstrip("-") in self.base_columns else ["due"])

    def _cell(self, name: str, record: Task) -> str:
        return self._templates[name].render({"task": record, "today": self.today})

    def render_due(self, record: Task) -> str:
        return self._cell("due", record)

    def render_number(self, record: Task) -> str:
        return self._cell("number", record)

    def render_organization(self, record: Task) -> str:
        return self._cell("organization", record)

    def render_bucket(self, record: Task) -> str:
        return self._cell("bucket", record)
