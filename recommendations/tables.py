"""Lists as declarations (django-tables2): which columns, in which order."""

from typing import Any

import django_tables2 as tables

from organizations.access import Actor


class TaskTable(tables.Table):
    """The head of the list of tasks: term, clause, organization, state. The rows come paged and sorted.

    They are printed by a template of their own: asking the table for each cell of a page costs more than all the rest.
    """

    due = tables.Column("Срок")
    number = tables.Column("Пункт и поручение", accessor="assignment")
    organization = tables.Column("Исполнитель")
    bucket = tables.Column("Состояние", orderable=False)

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sort"

    caption = "Задачи"
    rows_template = "recommendations/_task_rows.html"

    def __init__(self, rows: Any, *, actor: Actor, sort: str) -> None:
        super().__init__(rows, exclude=("organization",) if actor.is_school else ())
        self.tasks, self.today, self.without_organization = rows, actor.today, actor.is_school
        self._show_order(sort)

    def _show_order(self, sort: str) -> None:
        """Mark the column by which the database has sorted; sorting again here would load all rows."""
        self._order_by = tables.utils.OrderByTuple([sort] if sort.lstrip("-") in self.base_columns else ["due"])
