"""A number that opens the rows behind it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from recommendations.summaries.figures import BucketCounts
from recommendations.summaries.matrix import MatrixCell
from recommendations.summaries.progress import Part, parts_of
from recommendations.summaries.selection import EXTENDED, Organizations, Selection
from recommendations.summaries.table import Cell, Piece

register = template.Library()
_OVERDUE_MARK = SafeString('<span class="matrix__mark" aria-hidden="true">!</span>')
_NOTHING_ON_CONTROL = SafeString('<span aria-label="неприменимо или отозвано">—</span>')


def rows_url(rows: Selection | Organizations) -> str:
    """Address of the list that a figure counts."""
    return (
        f"{_list('organization-list' if isinstance(rows, Organizations) else 'task-list')}?{urlencode(rows.params())}"
    )


@lru_cache(2)
def _list(name: str) -> str:
    """Addresses do not change while the process lives, and a page asks hundreds of times."""
    return reverse(name)


@register.simple_tag
def tasks_where(**params: object) -> str:
    """Address of the task list with these filters, but the empty ones; bucket and others may be added with «&»."""
    return f"{reverse('task-list')}?{urlencode({name: value for name, value in params.items() if value})}"


@register.simple_tag
def figure(number: int, url: str, title: str = "") -> SafeString:
    """The number as a link to its list; zero stays plain, there is nothing to open."""
    text = f"{number:,}".replace(",", "\u00a0")
    if not number:
        return format_html('<span class="text-soft">{}</span>', text)
    return format_html('<a href="{}" data-figure="{}" title="{}">{}</a>', url, number, title, text)


@register.simple_tag
def cell_figure(cell: Cell) -> SafeString | str:
    """A cell of a summary: each count opens its rows, a share the rows of its denominator; zero stays plain."""
    if cell.pieces:
        return format_html_join("", "{}", ((_linked(piece),) for piece in cell.pieces))
    return _linked(Piece(cell.text, cell.selection if cell.value else None, _length(cell)))


def _length(cell: Cell) -> int | None:
    """How long the list behind the cell is; extensions are added up over fewer tasks than their sum."""
    is_sum = isinstance(cell.selection, Selection) and cell.selection.name == EXTENDED
    return cell.value if isinstance(cell.value, int) and not is_sum else None


def _linked(piece: Piece) -> SafeString | str:
    if piece.rows is None or piece.number == 0:
        return piece.text
    if piece.number is None:
        return format_html('<a href="{}">{}</a>', rows_url(piece.rows), piece.text)
    return format_html('<a href="{}" data-figure="{}">{}</a>', rows_url(piece.rows), piece.number, piece.text)


@register.simple_tag
def matrix_figure(cell: MatrixCell) -> SafeString:
    """A cell of the matrix: done/total, each its own list; heads of the row and the column say where.

    A map has hundreds of cells, so the words for those who do not see colours are short.
    """
    if not cell.total:
        return _NOTHING_ON_CONTROL
    done = _matrix_link(cell.of("done"), cell.done, "исполнено") if cell.done else 0
    words = "есть просроченные, всего" if cell.overdue else "всего"
    mark = _OVERDUE_MARK if cell.overdue else ""
    return format_html("{}/{}", done, _matrix_link(cell.selection, cell.total, words, mark))


def _matrix_link(rows: Selection, number: int, words: str, mark: str = "") -> SafeString:
    link = '<a href="{0}" data-figure="{1}" aria-label="{2} {1}">{1}{3}</a>'
    return format_html(link, rows_url(rows), number, words, mark)


@register.filter
def paired(cells: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag
def bar_parts(figures: BucketCounts | None, list_url: str) -> list[Part]:
    """Non-empty buckets of a bar with the lists behind them."""
    return parts_of(figures, list_url) if figures else []
