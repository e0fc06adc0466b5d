"""Documents as JSON and back: nothing is lost, nothing of another shape comes in."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents import ParsedDocument, ParsedGroup, parse_document
from recommendations.documents.stored import dump, load
from tests.recommendations.documents.samples import HEAD, parse
from tests.recommendations.documents.test_forum import SAMPLE
from tests.recommendations.documents.test_tables import TABLE

GROUPS = st.builds(ParsedGroup, confidence=st.floats(0, 1))
DOCUMENTS = st.builds(ParsedDocument, groups=st.lists(GROUPS, max_size=3).map(tuple))


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_any_document_comes_back(document: ParsedDocument) -> None:
    assert load(json.loads(json.dumps(dump(document)))) == document


def test_real_documents_come_back() -> None:
    for document in (parse_document(SAMPLE.read_bytes(), SAMPLE.name), parse(HEAD + TABLE, "table.md")):
        assert load(json.loads(json.dumps(dump(document), ensure_ascii=False))) == document


def test_days_are_iso() -> None:
    data = dump(parse_document(SAMPLE.read_bytes(), SAMPLE.name))
    assert data["event_from"] == "2021-08-24"
    assert data["groups"][3]["recommendations"][0]["deadlines"][0]["date"] == "2021-09-01"


def test_a_field_thought_of_later_takes_its_default() -> None:
    document = parse(HEAD + "Форум рекомендует школам:\n1) вести учёт;\n2) издать сборник.\n")
    data = dump(document)
    for item in data["groups"][0]["recommendations"]:
        del item["own_number"], item["term"]
    assert load(data) == document


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None),
        ("groups", {}),
        ("groups", [1]),
        ("event_from", "вчера"),
        ("event_from", 5),
        ("pieces", [{"kind": "title", "start": "0", "end": 1}]),
        ("pieces", [{"kind": "title", "start": True, "end": 1}]),
    ],
)
def test_another_shape_is_refused(field: str, value: object) -> None:
    data = dump(parse(HEAD + "Форум рекомендует школам:\n1) вести учёт;\n2) издать сборник.\n"))
    with pytest.raises(ValueError):
        load(data | {field: value})


def test_a_missing_field_is_told() -> None:
    with pytest.raises(ValueError, match="plain_text is missing"):
        load({key: value for key, value in dump(parse(HEAD + "Школам.")).items() if key != "plain_text"})
