"""Whole invented documents, read by a person first: what was understood then is understood now."""

import json
from pathlib import Path

import pytest

from recommendations.documents import ParsedDocument, parse_document

FOLDER = Path(__file__).parent / "whole"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".md", ".txt"))


def understood(found: ParsedDocument) -> dict:
    data = found.as_json()
    for group in data["groups"]:
        group["items"] = [
            [
                item["text"],
                [[deadline["kind"], deadline["date"]] for deadline in item["deadlines"]],
                [[act["number"], act["date"]] for act in item["legal_acts"]],
            ]
            for item in group.pop("recommendations")
        ]
    del data["warnings"]
    return data


@pytest.mark.parametrize("path", CASES, ids=[path.name for path in CASES])
def test_understood(path):
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    assert understood(parse_document(path.read_bytes(), path.name)) == expected


def test_there_are_documents():
    assert len(CASES) >= 12
