"""The same invented documents written in every format are understood alike."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import Block, assemble
from tests.recommendations.documents.test_pieces import check
from tests.recommendations.documents.test_whole_documents import understood
from tests.recommendations.documents.writers import docx, html, odt, rtf

FOLDER = Path(__file__).parent / "whole"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
WRITERS = {".docx": docx.write, ".odt": odt.write, ".rtf": rtf.write, ".html": html.write}


def blocks_of(path: Path) -> list[Block]:
    return reader_for(path.name)(path.read_bytes())


def automatic(path: Path) -> list[Block]:
    """Return the blocks of a document with the marks of its items and headings automatic instead of typed."""
    found = parse_document(path.read_bytes(), path.name)
    starts = [item.span[0] for group in found.groups for item in group.recommendations]
    texts = {group.heading for group in found.groups}
    blocks = blocks_of(path)
    return [
        Block(paragraph.body, replace(block.hints, mark=paragraph.text[: paragraph.body_offset].strip()))
        if paragraph.body_offset
        and (paragraph.body_start in starts or any(paragraph.body.startswith(text) for text in texts if text))
        else block
        for block, paragraph in zip(blocks, assemble(blocks).paragraphs, strict=True)
    ]


def with_tables(path: Path) -> bool:
    return any(block.hints.cell for block in blocks_of(path))


# Tables of the other formats have tests of their own.
REWRITTEN = [(path, form) for path in CASES for form in WRITERS if form == ".docx" or not with_tables(path)]
WITHOUT_TABLES = [path for path in CASES if not with_tables(path)]


@pytest.mark.parametrize(("path", "form"), REWRITTEN, ids=[f"{path.name}-{form}" for path, form in REWRITTEN])
@pytest.mark.parametrize("source", [blocks_of, automatic], ids=["typed", "automatic"])
def test_understood_alike(path, form, source):
    found = parse_document(WRITERS[form](source(path)), path.stem + form)
    assert understood(found) == json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    check(found)


@pytest.mark.parametrize("path", WITHOUT_TABLES, ids=[path.name for path in WITHOUT_TABLES])
def test_rtf_with_letters_by_their_numbers(path):
    found = parse_document(rtf.write(blocks_of(path), unicode=True), "a.rtf")
    assert understood(found) == json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
