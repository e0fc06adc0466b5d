"""Edits of items, each by its rule and its refusals; the text stays verbatim."""

import re
from datetime import date

import pytest

from recommendations.documents import ParsedDocument, ParsedRecommendation
from recommendations.documents.lint import blocks, findings_of
from recommendations.documents.mending import (
    Add,
    Drop,
    Edit,
    EditError,
    Extend,
    Join,
    Move,
    Renumber,
    Split,
    replay,
    settled,
    split_places,
)
from tests.recommendations.documents.samples import HEAD, groups, parse
from tests.recommendations.documents.test_pieces import shown
from tests.recommendations.documents.test_tables import TABLE

TEXT = HEAD + (
    "Форум рекомендует:\n\n"
    "1. Министерству образования области:\n"
    "1.1. до 1 декабря утвердить план; б) издать приказ от 5 мая 2021 г. № 7 «О школах»;\n"
    "1.2. провести форум;\n"
    "1.3. вести учёт.\n"
    "2. Школам:\n"
    "2.1. создать советы;\n"
    "2.2. назначить советников.\n\n"
    "Вернуться к вопросу до 1 мая 2022 года.\n\n"
    "Председатель И.И. Иванов\n"
)


@pytest.fixture(name="document")
def _document() -> ParsedDocument:
    return parse(TEXT)


def item(document: ParsedDocument, number: str) -> ParsedRecommendation:
    return next(one for group in document.groups for one in group.recommendations if one.number == number)


def start(document: ParsedDocument, number: str) -> int:
    return item(document, number).span[0]


def place(document: ParsedDocument, words: str) -> tuple[int, int]:
    found = document.plain_text.index(words)
    return found, found + len(words)


def refusal(document: ParsedDocument, edit: Edit) -> str:
    with pytest.raises(EditError) as caught:
        edit.apply(document)
    return str(caught.value)


def numbers(document: ParsedDocument) -> list[str]:
    return [one.number for group in document.groups for one in group.recommendations]


def test_joined_items_take_in_what_stands_between(document: ParsedDocument) -> None:
    edit = Join(start(document, "1.3"))
    after = edit.apply(document)
    assert edit.label(document) == "Пункты 1.2 и 1.3 соединены"
    assert item(after, "1.2").text == "провести форум; 1.3. вести учёт."
    assert numbers(after) == ["1.1", "1.2", "2.1", "2.2"]


def test_the_first_item_of_a_group_has_nothing_to_join(document: ParsedDocument) -> None:
    assert refusal(document, Join(start(document, "2.1"))).startswith("Пункт 2.1 – первый в своей группе")


def test_items_with_anothers_item_or_heading_between_are_not_joined(document: ParsedDocument) -> None:
    apart = Move(start(document, "1.2"), 1).apply(document)
    assert "стоит пункт другой группы" in refusal(apart, Join(start(apart, "1.2")))
    over_heading = Move(start(document, "2.1"), 0).apply(document)
    assert "стоит заголовок «Школам»" in refusal(over_heading, Join(start(over_heading, "1.4")))


def test_a_split_leaves_out_the_mark_and_finds_deadlines_and_acts_anew(document: ParsedDocument) -> None:
    edit = Split(start(document, "1.1"), place(document, " б) издать")[0])
    after = edit.apply(document)
    first, second = item(after, "1.1"), item(after, "1.2")
    assert edit.label(document) == "Пункт 1.1 разделён на два"
    assert (first.text, second.text) == (
        "до 1 декабря утвердить план;",
        "издать приказ от 5 мая 2021 г. № 7 «О школах»;",
    )
    assert ([found.date for found in first.deadlines], first.legal_acts) == ([date(2021, 12, 1)], ())
    assert (second.deadlines, [act.number for act in second.legal_acts]) == ((), ["7"])
    assert ("other", " б) ") in shown(after)


@pytest.mark.parametrize("shift", [-1, 0, 1000, len("провести форум;")])
def test_a_split_outside_the_item_is_refused(document: ParsedDocument, shift: int) -> None:
    where = start(document, "1.2")
    assert refusal(document, Split(where, where + shift)).startswith("Здесь пункт 1.2 не делится")


def test_a_split_that_leaves_a_part_without_a_letter_is_refused(document: ParsedDocument) -> None:
    _, end = item(document, "1.2").span
    assert "не делится" in refusal(document, Split(start(document, "1.2"), end - 1))


def test_a_split_and_a_join_give_the_item_back(document: ParsedDocument) -> None:
    where = start(document, "1.1")
    parted = Split(where, place(document, " б) издать")[0]).apply(document)
    assert Join(start(parted, "1.2")).apply(parted) == document


def test_a_moved_item_stands_by_the_order_of_the_text(document: ParsedDocument) -> None:
    edit = Move(start(document, "1.3"), 1)
    after = edit.apply(document)
    assert edit.label(document) == "Пункт 1.3 перенесён в группу «Школам»"
    assert groups(after)[1] == ("Школам", ["вести учёт.", "создать советы;", "назначить советников."])


def test_a_move_to_a_new_group_has_no_addressee(document: ParsedDocument) -> None:
    edit = Move(start(document, "1.3"), 2)
    after = edit.apply(document)
    assert edit.label(document) == "Пункт 1.3 перенесён в группу без адресата"
    assert groups(after)[2] == ("", ["вести учёт."])
    blocked = [place for place, findings in findings_of(after, date(2021, 9, 1)).items() if blocks(findings)]
    assert blocked == [start(after, "3.1")]


@pytest.mark.parametrize(("group", "words"), [(0, "уже в этой группе"), (3, "Такой группы"), (-1, "Такой группы")])
def test_a_move_goes_to_another_group_that_is_there(document: ParsedDocument, group: int, words: str) -> None:
    assert words in refusal(document, Move(start(document, "1.1"), group))


def test_a_number_of_ones_own_stays_and_the_others_give_way(document: ParsedDocument) -> None:
    edit = Renumber(start(document, "1.1"), " 3.1 ")
    after = Move(start(document, "2.2"), 2).apply(edit.apply(document))
    assert edit.label(document) == "Пункту 1.1 дан номер 3.1"
    assert numbers(after) == ["3.1", "1.2", "1.3", "2.1", "3.2"]


def test_an_empty_number_is_automatic_again(document: ParsedDocument) -> None:
    edits = [Renumber(start(document, "1.1"), "А-1"), Renumber(start(document, "1.1"), "")]
    assert replay(document, edits) == document
    assert edits[1].label(edits[0].apply(document)) == "Номер пункта А-1 снова по порядку"


def test_a_number_stays_with_the_first_part_of_a_split(document: ParsedDocument) -> None:
    where = start(document, "1.1")
    after = replay(document, [Renumber(where, "А"), Split(where, place(document, " б) издать")[0])])
    assert numbers(after)[:2] == ["А", "1.2"]


@pytest.mark.parametrize(
    ("number", "words"), [("1.2", "Пункт с номером 1.2 уже есть"), ("1234567890123", "длиннее 12 знаков")]
)
def test_a_number_is_short_and_the_only_one(document: ParsedDocument, number: str, words: str) -> None:
    assert words in refusal(document, Renumber(start(document, "1.1"), number))


def test_a_dropped_item_is_other_text(document: ParsedDocument) -> None:
    edit = Drop(start(document, "1.2"))
    after = edit.apply(document)
    assert edit.label(document) == "Пункт 1.2 отмечен как не рекомендация"
    assert groups(after)[0][1][1:] == ["вести учёт."]
    assert ("other", "\n1.2. провести форум;\n1.3. ") in shown(after)


def test_an_emptied_group_stays_to_be_filled_and_counts_no_more(document: ParsedDocument) -> None:
    after = replay(document, [Drop(start(document, number)) for number in ("1.1", "1.2", "1.3")])
    assert [group.heading for group in after.groups] == ["Министерству образования области", "Школам"]
    assert numbers(after) == ["1.1", "1.2"]
    assert [group.heading for group in settled(after).groups] == ["Школам"]


def test_without_items_the_warning_says_so(document: ParsedDocument) -> None:
    after = replay(document, [Drop(start(document, number)) for number in numbers(document)])
    assert after.warnings[0].startswith("В документе не найдено рекомендаций")


def test_an_added_item_is_understood(document: ParsedDocument) -> None:
    edit = Add(*place(document, "\nВернуться к вопросу до 1 мая 2022 года."), 0)
    after = edit.apply(document)
    added = item(after, "1.4")
    assert edit.label(document) == (
        "Добавлен пункт «Вернуться к вопросу до 1 мая 2022 года.» в группу «Министерству образования области»"
    )
    assert added.text == "Вернуться к вопросу до 1 мая 2022 года."
    assert [found.date for found in added.deadlines] == [date(2022, 5, 1)]


def test_what_was_dropped_is_added_without_its_mark(document: ParsedDocument) -> None:
    dropped = Drop(start(document, "1.2")).apply(document)
    assert Add(*place(document, "1.2. провести форум;\n"), 0).apply(dropped) == document


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("форум;\n1.3", "занят пунктом 1.2"),
        ("2. Школам:", "стоит заголовок «Школам»"),
        ("\n1.2. ", "нет текста"),
    ],
)
def test_only_free_words_are_added(document: ParsedDocument, words: str, sentence: str) -> None:
    assert sentence in refusal(document, Add(*place(document, words), 0))


def test_a_document_without_recommendations_is_filled_by_hand() -> None:
    found = parse(HEAD + "Форум состоялся. Школам создать советы.\n")
    after = Add(*place(found, "создать советы."), 0).apply(found)
    assert groups(after) == [("", ["создать советы."])]
    assert after.warnings == ()


def test_an_item_takes_in_the_free_text_after_it(document: ParsedDocument) -> None:
    edit = Extend(start(document, "2.2"), place(document, "2022 года.\n")[1])
    after = edit.apply(document)
    assert edit.label(document) == "Пункт 2.2 дополнен текстом после него"
    assert item(after, "2.2").text == "назначить советников. Вернуться к вопросу до 1 мая 2022 года."
    assert [found.date for found in item(after, "2.2").deadlines] == [date(2022, 5, 1)]


@pytest.mark.parametrize(
    ("number", "words", "sentence"),
    [
        ("1.2", "1.3. вести", "занят пунктом 1.3"),
        ("1.3", "2. Школам:", "стоит заголовок «Школам»"),
        ("2.2", "2.1. создать", "нет текста"),
    ],
)
def test_an_item_takes_in_nothing_else(document: ParsedDocument, number: str, words: str, sentence: str) -> None:
    assert sentence in refusal(document, Extend(start(document, number), place(document, words)[1]))


def test_an_item_that_is_gone_is_told(document: ParsedDocument) -> None:
    assert "уже нет" in refusal(document, Drop(1))


def test_the_term_cell_of_a_table_stays_with_its_item() -> None:
    table = parse(HEAD + TABLE, "table.md")
    where = start(table, "2.1")
    parted = Split(where, split_places(table, where)[-1].at).apply(table)
    assert [item(parted, number).deadlines for number in ("2.1", "2.2")] == [item(table, "2.1").deadlines] * 2
    moved = Move(start(table, "1.2"), 1).apply(table)
    assert item(moved, "2.1").deadlines == item(table, "1.2").deadlines


def test_joined_rows_of_a_table_keep_both_terms_once() -> None:
    table = parse(HEAD + TABLE, "table.md")
    joined = item(Join(start(table, "1.2")).apply(table), "1.1")
    assert joined.text == "Разработать модель до 01.09.2023 2 Внести изменения"
    assert joined.deadlines == item(table, "1.1").deadlines + item(table, "1.2").deadlines


def test_every_label_is_a_russian_sentence_without_a_full_stop(document: ParsedDocument) -> None:
    long = Add(*place(document, "Вернуться к вопросу до 1 мая 2022 года.\nПредседатель И.И. Иванов"), 0)
    label = long.label(document)
    assert re.fullmatch(r"Добавлен пункт «Вернуться [^»]*…» в группу «[^»]*»", label)
    assert len(label) < 150
