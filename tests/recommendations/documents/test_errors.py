"""Files that cannot be read are refused with a Russian sentence (contract, 1)."""

import re

import pytest

from recommendations.documents import DocumentError, parse_document
from tests.recommendations.documents.samples import HEAD, parse

RUSSIAN_SENTENCE = re.compile(r"[А-ЯЁ].*[а-яё].*\.$", re.DOTALL)


def refusal(content: bytes, name: str, **options) -> str:
    with pytest.raises(DocumentError) as caught:
        parse_document(content, name, **options)
    assert RUSSIAN_SENTENCE.match(str(caught.value))
    return str(caught.value)


def test_empty():
    assert "пуст" in refusal(b"", "a.txt")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b" \r\n\t\n", "\u00ad\u200b\n".encode(), b"---\n***\n"])
def test_without_a_word(content):
    assert "нет текста" in refusal(content, "a.md")


def test_too_large():
    message = refusal(b"x" * 1500, "a.txt", max_bytes=1024)
    assert "слишком большой" in message


def test_the_size_is_told_by_the_limit_alone():
    assert "не больше 9,5 МБ" in refusal(b"x" * (9_961_472 + 1), "a.txt", max_bytes=9_961_472)


def test_the_limit_itself_is_allowed():
    content = (HEAD + "текст").encode()
    assert parse_document(content, "a.txt", max_bytes=len(content)).groups == ()


def test_a_text_that_is_no_resolution_any_more():
    long = (HEAD + "обеспечить развитие системы образования\n\n" * 15_000).encode()
    assert "слишком длинный" in refusal(long, "a.txt")
    assert "слишком длинный" in refusal(long * 4, "a.md")


def test_ten_megabytes_is_the_limit_unless_told():
    assert "10 МБ" in refusal(b"x" * (10 * 1024 * 1024 + 1), "a.txt")


def test_old_word_is_refused_with_advice():
    assert "сохраните как .docx" in refusal(b"\xd0\xcf\x11\xe0", "Резолюция.doc")


@pytest.mark.parametrize(("name", "part"), [("a.exe", ".exe"), ("a.xlsx", ".xlsx"), ("a", "без расширения")])
def test_other_formats(name, part):
    message = refusal(b"content", name)
    assert part in message
    assert ".txt" in message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04rest of an archive", "архив"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"{\\rtf1\\ansi rest}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"MZ\x90\x00", "программа"),
    ],
)
def test_disguised(content, kind):
    message = refusal(content, "a.txt")
    assert "не соответствует расширению" in message
    assert kind in message


def test_binary():
    assert "двоичный" in refusal(bytes(range(1, 9)) * 50, "a.txt")


def test_undecodable():
    assert "кодировка" in refusal("Résolution sur l'éducation é à ü".encode("latin-1") * 20, "a.txt")


def test_another_single_byte_encoding_is_refused_rather_than_misread():
    assert "кодировка" in refusal("Рекомендации круглого стола о школе".encode("koi8-r") * 5, "a.txt")


def test_the_extension_may_be_in_capitals():
    assert parse(HEAD + "рекомендуют:\n- создать совет.", "A.TXT").groups


@pytest.mark.parametrize(
    "piece",
    [
        "до 1 мая 2022 года ",
        "приказ Министерства ",
        "« ",
        "Концепции развития ",
        "<a",
        "[",
        "*",
        "обеспечить сеть школ\n",
        "((",
    ],
)
def test_a_hostile_text_is_answered(piece):
    text = HEAD + "рекомендуют:\n- создать " + piece * (60_000 // len(piece))
    assert parse(text, "a.md").groups
    assert parse(text, "a.txt").groups
