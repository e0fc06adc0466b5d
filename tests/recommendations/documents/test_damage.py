"""Damaged files of every format: an answer or a refusal, never anything else."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents import DocumentError, parse_document
from recommendations.documents.readers import READERS
from tests.recommendations.documents.test_formats import WRITERS, automatic
from tests.recommendations.documents.test_pieces import check

HERE = Path(__file__).parent
SOURCE = HERE / "whole" / "inclusion.txt"
SAMPLES = {form: write(automatic(SOURCE)) for form, write in WRITERS.items()} | {
    ".pdf": (HERE / "files" / "columns.pdf").read_bytes(),
    ".txt": SOURCE.read_bytes(),
}
ROUNDS = 40


def answers(content: bytes, name: str) -> None:
    try:
        check(parse_document(content, name))
    except DocumentError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize("form", SAMPLES)
def test_cut_off(form):
    content = SAMPLES[form]
    for part in range(ROUNDS):
        answers(content[: len(content) * part // ROUNDS], f"a{form}")


@pytest.mark.parametrize("form", SAMPLES)
def test_flipped_bytes(form):
    chance = random.Random(form)
    for _ in range(ROUNDS):
        content = bytearray(SAMPLES[form])
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        answers(bytes(content), f"a{form}")


@pytest.mark.parametrize("form", SAMPLES)
def test_pieces_in_a_wrong_order(form):
    chance = random.Random(form)
    for _ in range(ROUNDS // 2):
        content = SAMPLES[form]
        first, second = sorted(chance.sample(range(len(content)), 2))
        answers(content[:first] + content[second:] + content[first:second], f"a{form}")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.sampled_from(["", *SAMPLES]), st.binary(max_size=300), st.integers(0, 200))
def test_any_bytes_after_the_beginning_of_any_format(extension, form, tail, kept):
    answers(SAMPLES.get(form, b"")[:kept] + tail, f"a{extension}")


RTF_PIECES = st.sampled_from(
    [
        "{", "}", "\\par", "\\pard", "\\cell", "\\row", "\\trowd", "\\cellx5", "\\clvmrg", "\\intbl", "\\u1044?",
        "\\'d0",
        "{\\*\\x", "{\\listtext 1.\\tab}", "\\b", "\\v", "\\bin3 ", "\\f9", "\\uc0", "{\\shp{\\*\\shpinst{\\shptxt",
        "\\deleted",
        "{\\fonttbl{\\f0\\fcharset204 A;}}", "\\ilvl1", "\\li-9999999999", "слово".encode("cp1251").decode("latin-1"),
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(RTF_PIECES, max_size=40))
def test_any_order_of_rtf(pieces):
    answers(("{\\rtf1 " + " ".join(pieces)).encode("latin-1"), "a.rtf")


TAGS = ["p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "b", "nav", "main", "sup", "pre", "br", "h2", "del"]
HTML_PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag}>" for tag in TAGS]
    + [
        "слово",
        "Школам:",
        '<td rowspan="99999">',
        '<ol start="-5" type="q">',
        "<li value='7'>",
        "<!--",
        "&nbsp;",
        "<a href='#'>1</a>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HTML_PIECES, max_size=40))
def test_any_order_of_html(pieces):
    answers("".join(pieces).encode(), "a.html")
