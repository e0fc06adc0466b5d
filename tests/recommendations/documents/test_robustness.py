"""Whatever the text, the parser answers and its spans are true."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents import DocumentError, parse_document

FRAGMENTS = st.sampled_from(
    [
        "РЕЗОЛЮЦИЯ",
        "форума «Школа",
        "и семья»",
        "г. Смоленск",
        "24 августа 2021 г.",
        "",
        "Участники рекомендуют:",
        "Решили:",
        "Школам:",
        "1. Министерству образования области:",
        "2. Рекомендовать школам создать совет.",
        "1.1. утвердить план;",
        "- вести учёт;",
        "  - подпункт",
        "а) назначить до 1 мая;",
        "Срок: постоянно",
        "по приказу от 1.02.2020 № 5 «О «школе»",
        "Приложение",
        "Председатель ______",
        "обеспечить:",
        "**Музеям**",
        "# Школам",
        "Принято единогласно.",
        "«",
        "№",
        "1)",
        "с 1 по 7 июня",
        "в 2021–2020 годах",
        "31.02.2020",
        "Концепции",
        "• ",
        "|",
        "___",
        "\u00ad",
        "ПРОЕКТ",
    ]
)


def check(content: bytes, name: str) -> None:
    found = parse_document(content, name)
    for number, group in enumerate(found.groups, 1):
        assert group.recommendations
        for index, item in enumerate(group.recommendations, 1):
            assert item.number == f"{number}.{index}"
            assert " ".join(found.plain_text[slice(*item.span)].split()) == item.text
            assert all(deadline.text in item.text for deadline in item.deadlines)
            assert all(act.text in item.text for act in item.legal_acts)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=25), st.sampled_from(["a.txt", "a.md"]))
def test_any_order_of_pieces(pieces, name):
    try:
        check("\n".join(pieces).encode("utf-8"), name)
    except DocumentError as error:
        assert "нет текста" in str(error) or "пуст" in str(error)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes(content, name):
    try:
        check(content, name)
    except DocumentError as error:
        assert str(error).endswith(".")
