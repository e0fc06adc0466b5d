"""Every character of the plain text belongs to exactly one piece."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents import DocumentError, ParsedDocument, parse_document
from tests.recommendations.documents.samples import HEAD, parse
from tests.recommendations.documents.test_robustness import FRAGMENTS

KINDS = {"title", "preamble", "heading", "recommendation", "signature", "other"}
WHOLE = sorted(path for path in (Path(__file__).parent / "whole").iterdir() if path.suffix != ".json")

TEXT = HEAD + (
    "Участники обсудили вопросы воспитания.\n\nФорум рекомендует:\n\n"
    "1. Министерству образования области:\n1.1. утвердить план;\n1.2. провести форум.\n"
    "2. Рекомендовать школам создать советы.\n\nРезолюция принята единогласно.\n\n"
    "Председатель оргкомитета И.И. Иванов\n"
)


def shown(found: ParsedDocument) -> list[tuple[str, str]]:
    return [(piece.kind, found.plain_text[piece.start : piece.end]) for piece in found.pieces]


def check(found: ParsedDocument) -> None:
    edges = [0, *(piece.end for piece in found.pieces)]
    assert [piece.start for piece in found.pieces] == edges[:-1]
    assert edges[-1] == len(found.plain_text)
    assert all(piece.start < piece.end and piece.kind in KINDS for piece in found.pieces)
    spans = [item.span for group in found.groups for item in group.recommendations]
    assert [(p.start, p.end) for p in found.pieces if p.kind == "recommendation"] == sorted(spans)


def test_each_kind():
    assert shown(parse(TEXT)) == [
        ("title", "РЕЗОЛЮЦИЯ\nфорума «Школа и семья»\n"),
        ("other", "г. Смоленск\n24 августа 2021 г.\n"),
        ("preamble", "Участники обсудили вопросы воспитания.\nФорум рекомендует:\n"),
        ("heading", "1. Министерству образования области:\n"),
        ("other", "1.1. "),
        ("recommendation", "утвердить план;"),
        ("other", "\n1.2. "),
        ("recommendation", "провести форум."),
        ("other", "\n"),
        ("heading", "2. Рекомендовать школам "),
        ("recommendation", "создать советы."),
        ("other", "\nРезолюция принята единогласно.\n"),
        ("signature", "Председатель оргкомитета И.И. Иванов"),
    ]


def test_a_title_with_its_date_on_one_line_is_title():
    found = parse("Решение коллегии от 5 мая 2022 года № 3 «О школах»\n\nКоллегия решила:\n1. Школам создать советы.\n")
    assert shown(found)[0] == ("title", "Решение коллегии от 5 мая 2022 года № 3 «О школах»\n")


def test_without_recommendations_nothing_is_preamble():
    assert shown(parse(HEAD + "Форум состоялся."))[-1] == ("other", "г. Смоленск\n24 августа 2021 г.\nФорум состоялся.")


@pytest.mark.parametrize("path", WHOLE, ids=[path.name for path in WHOLE])
def test_whole_documents(path):
    found = parse_document(path.read_bytes(), path.name)
    check(found)
    assert {"title", "heading", "recommendation"} <= {piece.kind for piece in found.pieces}


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=25), st.sampled_from(["a.txt", "a.md"]))
def test_any_order_of_pieces(pieces, name):
    try:
        found = parse_document("\n".join(pieces).encode("utf-8"), name)
    except DocumentError:
        return
    check(found)
