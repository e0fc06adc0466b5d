"""List marks at the start of a paragraph."""

import pytest

from recommendations.documents.marks import NO_MARK, Mark, read_mark


@pytest.mark.parametrize(
    ("text", "kind", "path", "body"),
    [
        ("1. Школам", "number", (1,), "Школам"),
        ("2.1. разработать", "number", (2, 1), "разработать"),
        ("2.1 разработать", "number", (2, 1), "разработать"),
        ("1.Школам", "number", (1,), "Школам"),
        ("3.1.2. создать", "number", (3, 1, 2), "создать"),
        ("1) создать", "paren", (1,), "создать"),
        ("а) создать", "letter", (), "создать"),
        ("II. Школам", "roman", (), "Школам"),
        ("- создать", "dash", (), "создать"),
        ("– создать", "dash", (), "создать"),
        ("—создать", "dash", (), "создать"),
        ("• создать", "bullet", (), "создать"),
        ("▪ создать", "bullet", (), "создать"),
    ],
)
def test_marks(text, kind, path, body):
    mark, offset = read_mark(text)
    assert (mark.kind, mark.path, text[offset:]) == (kind, path, body)


@pytest.mark.parametrize(
    "text",
    [
        "31.07.2020 г. принят",
        "2023. Перечень",
        "15 мая 2023 года",
        "1,5 ставки",
        "в школах",
        "№ 5",
        "И. Иванов",
        "3-го числа",
        "",
    ],
)
def test_what_is_no_mark(text):
    assert read_mark(text) == (NO_MARK, 0)


def test_levels():
    assert read_mark("1. а")[0].level == read_mark("7. а")[0].level
    assert read_mark("1. а")[0].level != read_mark("1.1. а")[0].level
    assert read_mark("- а")[0].level == read_mark("– а")[0].level
    assert not NO_MARK


def test_points_numbered_by_words():
    assert read_mark("Первое. Вести учёт") == (Mark("number", (1,)), len("Первое. "))
    assert read_mark("Третье. Вести учёт")[0].path == (3,)
    assert not read_mark("Первое место")[0]
