"""Documents of the development set against their expected files; skipped where the set is not at hand."""

import json
from pathlib import Path

import pytest

from recommendations.documents import parse_document

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "resolutions"
CASES = [
    (document, expected)
    for expected in sorted(FOLDER.glob("*.expected.json"))
    for document in FOLDER.glob(expected.name.removesuffix(".expected.json") + ".*")
    if document != expected
]


def key(entry: dict) -> tuple:
    """Return what an entry is compared by: a deadline by its kind and day, an act by its number and day."""
    return entry.get("number"), entry["date"], entry["kind"] if "number" not in entry else ""


def facts(group: dict) -> tuple:
    return group["heading"], set(group["addressee_groups"]), [item["text"] for item in group["recommendations"]]


@pytest.mark.skipif(not CASES, reason="the development set (shared/resolutions beside the repository) is not at hand")
@pytest.mark.parametrize(("document", "expected"), CASES, ids=[document.name for document, _ in CASES])
def test_understood_exactly(document, expected):
    found = parse_document(document.read_bytes(), document.name).as_json()
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    for part in ("title", "stage", "place"):
        assert found[part] == wanted[part]
    assert found["event"] == wanted["event"]
    assert list(map(facts, found["groups"])) == list(map(facts, wanted["groups"]))
    for group, right in zip(found["groups"], wanted["groups"], strict=True):
        for item, right_item in zip(group["recommendations"], right["recommendations"], strict=True):
            for part in ("deadlines", "legal_acts"):
                allowed = [key(entry) for entry in right_item[part]]
                required = [key(entry) for entry in right_item[part] if not entry.get("optional")]
                got = list(map(key, item[part]))
                assert set(required) <= set(got) <= set(allowed)
                assert len(required) <= len(got) <= len(allowed)
