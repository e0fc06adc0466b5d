"""Pages far from the beginning of a long list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

NEAR_PAGES = 4


class DeepPaginator(Paginator):
    """Pages of a queryset with a total order: a deep page costs about what the first one does.

    Its keys are read from the nearer end, without the columns and joins of the rows; then only its rows are read.
    `counted`: the same rows before they were ordered, which are counted without the tables of the order.
    """

    def __init__(self, rows: QuerySet, per_page: int, *, counted: QuerySet) -> None:
        super().__init__(rows, per_page)
        self.rows, self.counted = rows, counted

    @cached_property
    def count(self) -> int:
        return self.counted.count()

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        if number <= NEAR_PAGES:
            return super().page(number)
        bottom = (number - 1) * self.per_page
        keys = self._keys(bottom, min(bottom + self.per_page, self.count))
        found = self.rows.filter(pk__in=keys).in_bulk()
        return Page([found[key] for key in keys if key in found], number, self)

    def _keys(self, bottom: int, top: int) -> list[Any]:
        keys = self.rows.values_list("pk", flat=True)
        if bottom <= self.count - top:
            return list(keys[bottom:top])
        return list(keys.reverse()[self.count - top : self.count - bottom])[::-1]
