"""What the editor of a place in a document offers: its forms with their choices."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from recommendations.documents import ParsedDocument
from recommendations.documents.mending import Line, source_lines, split_places
from recommendations.forms.mending import (
    AddForm,
    AddressForm,
    DescribeForm,
    DropForm,
    EditForm,
    JoinForm,
    LineForm,
    MoveForm,
    NumberForm,
    SplitForm,
    UnheadForm,
)
from recommendations.summaries.document_review import ReviewPage
from recommendations.summaries.document_rows import GroupRow, ItemRow

_MOST_LINES = 40
_SHOWN = 70


def editor_forms(page: ReviewPage, posted: EditForm | None = None) -> dict[str, EditForm]:
    """The forms of the open place by the part of the editor; `posted` came back with its faults and keeps its place."""
    forms = {form.part: form for form in _blank_forms(page)}
    if posted and posted.part in forms:
        forms[posted.part] = posted
    for form in forms.values():
        _offer(form, page)
    return forms


def _blank_forms(page: ReviewPage) -> Iterator[EditForm]:
    if page.item and page.group:
        yield from _item_forms(page.item, page.group)
    elif page.group:
        yield from _group_forms(page.group)
    elif page.line:
        yield _line_form(page.document, page.line)
    elif page.place.kind == "head":
        yield DescribeForm(**_head_of(page.document))


def _item_forms(row: ItemRow, group: GroupRow) -> Iterator[EditForm]:
    start = row.item.span[0]
    if row.item != group.group.recommendations[0]:
        yield JoinForm(start=start)
    yield MoveForm(start=start, group=group.index)
    yield NumberForm(start=start, number=row.item.number)
    yield SplitForm(start=start)
    yield DropForm(start=start)


def _group_forms(row: GroupRow) -> Iterator[EditForm]:
    found = row.group
    yield AddressForm(group=row.index, heading=found.heading, addressee_groups=list(found.addressee_groups))
    if found.heading:
        yield UnheadForm(group=row.index)


def _line_form(document: ParsedDocument, line: Line) -> EditForm:
    """A new item is proposed to the group that stands above the line."""
    above = [one for one in source_lines(document) if one.start < line.start and one.group is not None]
    items = [one.item for one in above if one.item is not None]
    group = above[-1].group if above else 0
    return AddForm(start=line.start, end=line.end, above=items[-1] if items else None, group=group)


def _head_of(document: ParsedDocument) -> dict[str, Any]:
    return {name: getattr(document, name) for name in DescribeForm.base_fields}


def _offer(form: EditForm, page: ReviewPage) -> None:
    if isinstance(form, SplitForm) and page.item:
        places = split_places(page.document, page.item.item.span[0])
        form.offer("at", [(place.at, f"…{place.before} | {place.after}…") for place in places])
    if isinstance(form, MoveForm | LineForm):
        form.offer("group", _groups(page.document))
    if isinstance(form, LineForm) and page.line:
        form.offer("end", _last_lines(page.document, page.line))


def _groups(document: ParsedDocument) -> Iterator[tuple[int, str]]:
    """The groups, and one past the last, a new one without an addressee, unless such a one stands empty."""
    for index, group in enumerate(document.groups):
        yield index, _short(group.heading) or "Без адресата"
    if all(group.heading or group.recommendations for group in document.groups):
        yield len(document.groups), "Новая группа без адресата"


def _last_lines(document: ParsedDocument, first: Line) -> Iterator[tuple[int, str]]:
    """Lines down to which the free text goes on, to the next item or heading."""
    following = [line for line in source_lines(document) if line.start >= first.start]
    for line in list(takewhile(lambda line: line.group is None, following))[:_MOST_LINES]:
        yield line.end, "только эта строка" if line == first else f"по строку «{_short(line.text)}»"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
