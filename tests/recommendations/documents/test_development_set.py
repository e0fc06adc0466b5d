"""Documents of the development set against their expected files; skipped where the set is not at hand."""

import json
from pathlib import Path

import pytest

from recommendations.documents import parse_document

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "resolutions"
READ = (".md", ".txt")
CASES = [
    (document, expected)
    for expected in sorted(FOLDER.glob("*.expected.json"))
    for document in FOLDER.glob(expected.name.removesuffix(".expected.json") + ".*")
    if document.suffix in READ
]


def without_spans(parsed: dict) -> dict:
    for group in parsed["groups"]:
        for item in group["recommendations"]:
            del item["span"]
            for act in item["legal_acts"]:
                act.pop("kind")
    return parsed


def without_kinds(expected: dict) -> dict:
    expected = {key: value for key, value in expected.items() if not key.endswith("_alt")}
    for group in expected["groups"]:
        for item in group["recommendations"]:
            for act in item["legal_acts"]:
                act.pop("kind")
    return expected


@pytest.mark.skipif(not CASES, reason="the development set (shared/resolutions beside the repository) is not at hand")
@pytest.mark.parametrize(("document", "expected"), CASES, ids=[document.name for document, _ in CASES])
def test_understood_exactly(document, expected):
    parsed = parse_document(document.read_bytes(), document.name).as_json()
    assert without_spans(parsed) == without_kinds(json.loads(expected.read_text(encoding="utf-8")))
