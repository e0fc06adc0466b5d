"""Whatever edits a person makes, the document stays true: bounds, words, numbers, pieces; and each can be undone."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents import ParsedDocument, parse_document
from recommendations.documents.addressees import GROUPS
from recommendations.documents.cleaning import collapse
from recommendations.documents.mending import (
    Add,
    Address,
    Describe,
    Drop,
    Edit,
    EditError,
    Extend,
    Head,
    Join,
    Move,
    Renumber,
    Split,
    Unhead,
    edits_from_json,
    free_lines,
    labels,
    replay,
    settled,
    source_lines,
    split_places,
)
from recommendations.documents.stored import dump, load
from tests.recommendations.documents.samples import HEAD, parse
from tests.recommendations.documents.test_forum import SAMPLE
from tests.recommendations.documents.test_pieces import TEXT, WHOLE, check
from tests.recommendations.documents.test_tables import TABLE

DOCUMENTS = [
    parse_document(SAMPLE.read_bytes(), SAMPLE.name),
    parse(TEXT),
    parse(HEAD + TABLE, "table.md"),
    parse(HEAD + "Форум состоялся.\n\nШколам:\n"),
    *(parse_document(path.read_bytes(), path.name) for path in WHOLE),
]
WORDS = st.sampled_from(
    ["", "Школам", "Министерству «Школа и семья»", "1.1", "2.3", "7", "А-5", "слишком длинный номер"]
)
DAYS = st.none() | st.dates()


def items(document: ParsedDocument) -> list:
    return [item for group in document.groups for item in group.recommendations]


def starts(document: ParsedDocument) -> st.SearchStrategy[int]:
    return st.sampled_from([item.span[0] for item in items(document)] or [-1])


def offsets(document: ParsedDocument) -> st.SearchStrategy[int]:
    return st.integers(-2, len(document.plain_text) + 2)


def stretches(document: ParsedDocument) -> st.SearchStrategy[tuple[int, int]]:
    lines = [(line.start, line.end) for line in free_lines(document)] or [(0, 0)]
    return st.one_of(st.sampled_from(lines), st.sampled_from(lines), st.tuples(offsets(document), offsets(document)))


def groups(document: ParsedDocument) -> st.SearchStrategy[int]:
    return st.integers(-1, len(document.groups) + 1)


def splits(document: ParsedDocument) -> st.SearchStrategy[Split]:
    sensible = [
        Split(item.span[0], place.at) for item in items(document) for place in split_places(document, item.span[0])
    ]
    anywhere = st.builds(Split, starts(document), offsets(document))
    return st.one_of(st.sampled_from(sensible), anywhere) if sensible else anywhere


def edits(document: ParsedDocument) -> st.SearchStrategy[Edit]:
    start, group, addressees = starts(document), groups(document), st.lists(st.sampled_from(GROUPS)).map(tuple)
    return st.one_of(
        st.builds(Join, start),
        splits(document),
        st.builds(Move, start, group),
        st.builds(Renumber, start, WORDS),
        st.builds(Drop, start),
        st.builds(lambda stretch, index: Add(*stretch, index), stretches(document), group),
        st.builds(lambda place, stretch: Extend(place, stretch[1]), start, stretches(document)),
        st.builds(Address, group, WORDS, addressees),
        st.builds(lambda stretch: Head(*stretch), stretches(document)),
        st.builds(Unhead, group),
        st.builds(Describe, WORDS, st.sampled_from(["draft", "adopted", "?"]), DAYS, DAYS, WORDS),
    )


def true(document: ParsedDocument) -> None:
    check(document)
    found = items(document)
    assert all(one.span[1] <= two.span[0] for one, two in itertools.pairwise(sorted(found, key=lambda one: one.span)))
    assert all(collapse(document.plain_text[slice(*item.span)]) == item.text for item in found)
    assert all(any(map(str.isalpha, item.text)) for item in found)
    assert len({item.number for item in found}) == len(found)
    for group in document.groups:
        assert list(group.recommendations) == sorted(group.recommendations, key=lambda item: item.span)
        headed = [piece for piece in document.pieces if piece.start <= (group.heading_at or 0) < piece.end]
        assert group.heading_at is None or headed[0].kind == "heading"


def numbered_by_rule(document: ParsedDocument) -> bool:
    filled = [group for group in document.groups if group.recommendations]
    wanted = [
        f"{index}.{place}" for index, group in enumerate(filled, 1) for place, _ in enumerate(group.recommendations, 1)
    ]
    return wanted == [item.number for item in items(document)]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_any_edits(first: ParsedDocument, data: st.DataObject) -> None:
    history = [first]
    made: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 8))):
        edit = data.draw(edits(history[-1]))
        try:
            after = edit.apply(history[-1])
        except EditError as error:
            assert str(error).endswith((".", "»."))
            continue
        made.append(edit)
        history.append(after)
        true(after)
        assert any(item.own_number for item in items(after)) or numbered_by_rule(after)
    assert replay(first, edits_from_json([edit.as_json() for edit in made])) == history[-1]
    assert replay(first, made[:-1]) == history[-2 if made else -1]
    assert len(list(labels(first, made))) == len(made)
    assert load(dump(history[-1])) == history[-1]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_what_is_saved_has_no_empty_group_and_the_same_numbers(first: ParsedDocument, data: st.DataObject) -> None:
    document = first
    for _ in range(4):
        try:
            document = data.draw(st.one_of(st.builds(Drop, starts(document)), edits(document))).apply(document)
        except EditError:
            continue
    saved = settled(document)
    assert all(group.recommendations for group in saved.groups)
    assert items(saved) == items(document)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_lines_hold_the_whole_text_in_its_order(document: ParsedDocument) -> None:
    lines = source_lines(document)
    assert collapse(" ".join(line.text for line in lines)) == collapse(document.plain_text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(lines))
    assert sum(line.opens for line in lines) == len([line for line in document.plain_text.split("\n") if line.strip()])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_place_to_split_at_splits(document: ParsedDocument) -> None:
    for item in items(document):
        places = split_places(document, item.span[0])
        assert [place.at for place in places] == sorted({place.at for place in places})
        for place in places:
            parts = items(Split(item.span[0], place.at).apply(document))
            assert any(part.text.endswith(place.before) for part in parts)
            assert any(part.text.startswith(place.after) for part in parts)
