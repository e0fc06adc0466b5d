"""What the review page shows of a document: rows, counts, the source, places before and after an edit."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recommendations.documents import ParsedDocument, lint, parse_document
from recommendations.documents.mending import Add, Address, Describe, Drop, Edit, Head, Join, Unhead
from recommendations.summaries.document_place import NOWHERE, Place, place_after, place_before
from recommendations.summaries.document_review import ReviewPage, counted_findings
from recommendations.summaries.document_rows import MARKS, MOST_TWINS, TWINS
from tests.samples import LIBRARIES

DAY = date(2021, 9, 1)


def parsed(text: str) -> ParsedDocument:
    return parse_document(text.encode(), "Документ.txt")


@pytest.fixture(scope="module")
def document() -> ParsedDocument:
    return parsed(LIBRARIES)


def page_of(document: ParsedDocument, place: Place = NOWHERE, only: str = "") -> ReviewPage:
    return ReviewPage(document, place, only, DAY)


def start_of(document: ParsedDocument, number: str) -> int:
    items = (item for group in document.groups for item in group.recommendations)
    return next(item.span[0] for item in items if item.number == number)


def test_every_finding_has_two_words() -> None:
    """A new rule of the lint needs its words here; that the text is not adopted is said of the whole."""
    source = Path(lint.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Finding\(\s*"(\w+)"', source))
    assert codes - {"not_adopted"} == MARKS.keys() - {TWINS}


@pytest.mark.parametrize(
    ("params", "place"),
    [
        ({"item": "178"}, Place("item", 178)),
        ({"group": "0", "only": "no_deadline"}, Place("group", 0)),
        ({"line": "-5"}, NOWHERE),
        ({"line": "1" * 5000}, NOWHERE),
        ({}, NOWHERE),
    ],
)
def test_an_address_names_a_place(params: dict[str, str], place: Place) -> None:
    assert Place.read(params) == place


def test_counts_are_those_of_the_chosen_rows(document: ParsedDocument) -> None:
    counts = page_of(document).counts
    assert [count.code for count in counts], "the sample has remarks"
    for count in counts:
        chosen = page_of(document, only=count.code)
        assert sum(len(group.rows) for group in chosen.groups) == count.count
    found = counted_findings(document, DAY)
    assert found == sum(len(row.findings) for group in page_of(document).groups for row in group.rows)


def test_the_open_item_is_shown_whatever_is_chosen(document: ParsedDocument) -> None:
    place = Place("item", start_of(document, "2.1"))
    page = page_of(document, place, "no_deadline")
    assert page.item is not None
    assert page.item.item.number == "2.1"
    assert "no_deadline" not in {finding.code for finding in page.item.findings}


def test_a_line_is_known_by_its_item_not_by_its_mark(document: ParsedDocument) -> None:
    row = next(row for row in page_of(document).source if "обеспечить поддержку" in row.segments[-1].line.text)
    assert row.segments[0].line.text == "–"
    assert row.segments[0].place == NOWHERE
    assert (row.main.label, row.main.line.kind) == ("1.1", "recommendation")


def test_a_label_is_said_once_for_lines_of_one_kind(document: ParsedDocument) -> None:
    rows = page_of(document).source
    assert [(row.main.label, row.repeats) for row in rows[:4]] == [
        ("название", False),
        ("название", True),
        ("прочее", False),
        ("прочее", True),
    ]


def test_a_heading_stays_when_its_items_are_gone_and_a_group_without_one_does_not(document: ParsedDocument) -> None:
    starts = [item.span[0] for group in document.groups for item in group.recommendations]
    bare = edited(document, *(Drop(start) for start in starts))
    assert [row.group.heading for row in page_of(bare).groups] == [document.groups[0].heading]
    assert [row.index for row in page_of(bare, Place("group", 1)).groups] == [0, 1]


def test_many_twins_are_counted_not_listed() -> None:
    document = parsed(LIBRARIES.split("–")[0] + "– провести семинар;\n" * 9)
    row = page_of(document).groups[0].rows[0]
    assert (len(row.near_twins), row.far_twins) == (MOST_TWINS, 8 - MOST_TWINS)


@pytest.mark.parametrize(
    ("confidence", "doubt"),
    [(0.3, "проверьте: уверенность низкая"), (0.7, "проверьте: уверенность невысокая"), (0.95, "")],
)
def test_a_doubtful_group_says_how_sure_it_is(document: ParsedDocument, confidence: float, doubt: str) -> None:
    groups = tuple(replace(group, confidence=confidence) for group in document.groups)
    assert {row.doubt for row in page_of(replace(document, groups=groups)).groups} == {doubt}


def edited(document: ParsedDocument, *edits: Edit) -> ParsedDocument:
    for edit in edits:
        document = edit.apply(document)
    return document


def test_after_an_edit_the_touched_place_is_open(document: ParsedDocument) -> None:
    at = {number: start_of(document, number) for number in ("1.1", "1.2", "1.3", "2.1", "2.2")}
    club = document.plain_text.index("Клубу")
    cases = [
        (Join(at["1.2"]), Place("item", at["1.1"]), Place("item", at["1.2"])),
        (Drop(at["1.2"]), Place("item", at["1.3"]), Place("item", at["1.2"])),
        (Drop(at["2.2"]), Place("item", at["2.1"]), Place("item", at["2.2"])),
        (Address(1, "Школам", ("school",)), Place("group", 1), Place("group", 1)),
        (Head(club, club + 22), Place("group", 2), Place("line", club)),
        (Unhead(0), Place("group", 0), Place("group", 0)),
        (Describe("Название", "adopted", None, None, ""), NOWHERE, NOWHERE),
    ]
    for edit, after, before in cases:
        assert place_after(edit, edited(document, edit)) == after, edit
        assert place_before(edit, document) == before, edit


def test_the_added_item_is_open_and_its_line_when_it_is_taken_back(document: ParsedDocument) -> None:
    start = document.plain_text.index("Клубу")
    edit = Add(start, start + 22, 0)
    assert place_after(edit, edited(document, edit)) == Place("item", start)
    assert place_before(edit, document) == Place("line", start)


def test_without_items_nothing_is_open(document: ParsedDocument) -> None:
    numbers = ("1.1", "1.2", "1.3", "2.1", "2.2")
    drops = [Drop(start_of(document, number)) for number in numbers]
    assert place_after(drops[-1], edited(document, *drops)) == NOWHERE
