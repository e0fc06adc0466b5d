"""Edits of headings and of the head of the document."""

from datetime import date

import pytest

from recommendations.documents import ParsedDocument
from recommendations.documents.mending import (
    Address,
    Describe,
    EditError,
    Head,
    Move,
    Split,
    Unhead,
    edits_from_json,
    free_lines,
    labels,
    replay,
    source_lines,
    split_places,
)
from tests.recommendations.documents.samples import HEAD, groups, parse
from tests.recommendations.documents.test_mending_items import item, place, refusal, start
from tests.recommendations.documents.test_pieces import shown

TEXT = HEAD + (
    "Форум рекомендует:\n\n"
    "1. Министерству образования области:\n"
    "1.1. до 1 декабря утвердить план;\n"
    "1.2. провести форум.\n\n"
    "Рекомендовать институту развития образования.\n\n"
    "1.3. обучить педагогов;\n"
    "1.4. издать сборник.\n"
    "2. Школам:\n"
    "2.1. создать советы.\n"
)


@pytest.fixture(name="document")
def _document() -> ParsedDocument:
    found = parse(TEXT)
    assert [len(group.recommendations) for group in found.groups] == [4, 1]
    return found


def head(document: ParsedDocument, words: str) -> Head:
    return Head(*place(document, words))


def test_a_retyped_addressee_is_sure(document: ParsedDocument) -> None:
    edit = Address(1, " Школам  и институту ", ("school", "institute"))
    group = edit.apply(document).groups[1]
    assert edit.label(document) == "Адресат указан: «Школам и институту»"
    assert (group.heading, group.addressee_groups) == ("Школам и институту", ("institute", "school"))
    assert (group.confidence, group.reason) == (1.0, "указано при проверке")


def test_an_addressee_put_right_warns_no_more() -> None:
    found = parse(HEAD + "Форум рекомендует:\n\nЗвездочётам:\n- вести учёт;\n- издать сборник.\n")
    assert found.warnings
    assert Address(0, "Звездочётам", ()).apply(found).warnings == ()


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Address(2, "Школам", ()), "Такой группы"),
        (Address(0, "Школам", ("nobody",)), "Неизвестная группа адресатов: nobody."),
        (Address(0, "я" * 1001, ()), "длиннее 1000 знаков"),
    ],
)
def test_an_addressee_is_of_the_four_groups(document: ParsedDocument, edit: Address, sentence: str) -> None:
    assert sentence in refusal(document, edit)


def test_a_line_made_a_heading_takes_the_items_after_it(document: ParsedDocument) -> None:
    """A heading that was read into the item before it is cut off and made a heading."""
    edit = head(document, "Рекомендовать институту развития образования.")
    parted = Split(start(document, "1.2"), edit.start).apply(document)
    after = edit.apply(parted)
    assert edit.label(parted) == "Строка «институту развития образования» стала заголовком"
    assert groups(after) == [
        ("Министерству образования области", ["до 1 декабря утвердить план;", "провести форум."]),
        ("институту развития образования", ["обучить педагогов;", "издать сборник."]),
        ("Школам", ["создать советы."]),
    ]
    assert after.groups[1].addressee_groups == ("institute",)
    assert ("heading", "Рекомендовать институту развития образования.") in shown(after)


def test_a_line_before_another_heading_takes_nothing(document: ParsedDocument) -> None:
    after = head(document, "Форум рекомендует:").apply(document)
    assert [(group.heading, len(group.recommendations)) for group in after.groups] == [
        ("Форум рекомендует", 0),
        ("Министерству образования области", 4),
        ("Школам", 1),
    ]


def test_a_line_takes_the_items_that_have_no_heading() -> None:
    found = parse(HEAD + "Форум рекомендует:\n1. Издать сборник.\n2. Провести форум.\n")
    after = head(found, "форума «Школа и семья»").apply(found)
    assert groups(after) == [("", []), ("форума «Школа и семья»", ["Издать сборник.", "Провести форум."])]


def test_a_line_after_everything_heads_a_group_to_be_filled(document: ParsedDocument) -> None:
    found = parse(TEXT + "\nРодителям\n\nПринято единогласно.\n")
    after = head(found, "Принято единогласно.").apply(found)
    assert groups(after)[-1] == ("Принято единогласно", [])
    assert item(Move(start(after, "2.1"), 2).apply(after), "2.1").text.startswith("создать советы")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("1.2. провести", "занят пунктом 1.2"),
        ("Рекомендовать институту развития", "занят пунктом 1.2"),
        ("2. Школам:", "стоит заголовок «Школам»"),
        ("\n1.2. ", "нет текста"),
    ],
)
def test_only_a_free_line_becomes_a_heading(document: ParsedDocument, words: str, sentence: str) -> None:
    assert sentence in refusal(document, head(document, words))


def test_the_items_of_no_addressee_go_to_the_group_before(document: ParsedDocument) -> None:
    edit = Unhead(1)
    after = edit.apply(document)
    assert edit.label(document) == "Строка «Школам» – не адресат"
    assert [(group.heading, len(group.recommendations)) for group in after.groups] == [
        ("Министерству образования области", 5)
    ]
    assert ("other", "\n2. Школам:\n2.1. ") in shown(after)


def test_the_items_of_the_first_group_have_no_heading(document: ParsedDocument) -> None:
    after = Unhead(0).apply(document)
    assert (after.groups[0].heading, after.groups[0].addressee_groups) == ("", ())
    assert len(after.groups[0].recommendations) == 4
    assert "нет заголовка" in refusal(after, Unhead(0))


def test_a_heading_taken_back_and_made_again_is_as_it_was(document: ParsedDocument) -> None:
    line = next(line for line in source_lines(document) if line.group == 1 and line.item is None)
    after = replay(document, [Unhead(1), Head(line.start, line.end)])
    assert groups(after) == groups(document)


def describe(document: ParsedDocument, **changes: object) -> Describe:
    known: dict = {
        "title": document.title,
        "stage": document.stage,
        "event_from": document.event_from,
        "event_to": document.event_to,
        "place": document.place,
    }
    return Describe(**(known | changes))


def test_another_day_of_the_event_dates_the_deadlines_anew(document: ParsedDocument) -> None:
    edit = describe(document, event_from=date(2022, 11, 30), event_to=date(2022, 12, 2), stage="draft", place=" ")
    after = edit.apply(document)
    assert edit.label(document) == "Изменены сведения о документе"
    assert (after.stage, after.event_to, after.place) == ("draft", date(2022, 12, 2), None)
    assert [item(found, "1.1").deadlines[0].date for found in (document, after)] == [
        date(2021, 12, 1),
        date(2023, 12, 1),
    ]


def test_one_day_said_twice_is_one_day(document: ParsedDocument) -> None:
    assert describe(document, event_to=document.event_from).apply(document) == document


def test_a_title_put_in_warns_no_more() -> None:
    found = parse("Участники рекомендуют:\nШколам:\n- вести учёт;\n- издать сборник.\n")
    assert len(found.warnings) == 2
    after = describe(found, title="Резолюция", event_from=date(2022, 1, 2), place="").apply(found)
    assert after.warnings == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Название документа пусто"),
        ({"title": "я" * 601}, "длиннее 600 знаков"),
        ({"stage": "closed"}, "Стадия документа не выбрана"),
        ({"place": "я" * 121}, "длиннее 120 знаков"),
        ({"event_from": None, "event_to": date(2021, 8, 24)}, "без первого"),
        ({"event_to": date(2021, 8, 23)}, "раньше первого"),
    ],
)
def test_the_head_of_the_document_is_checked(document: ParsedDocument, changes: dict, sentence: str) -> None:
    assert sentence in refusal(document, describe(document, **changes))


@pytest.mark.parametrize(
    "entry",
    [
        "join",
        {},
        {"edit": "burn", "start": 1},
        {"edit": ["join"], "start": 1},
        {"edit": "join"},
        {"edit": "join", "start": "1"},
        {"edit": "join", "start": True},
        {"edit": "address", "group": 0, "heading": "", "addressee_groups": "school"},
        {"edit": "describe", "title": "", "stage": "", "event_from": "вчера", "event_to": None, "place": ""},
    ],
)
def test_an_edit_of_another_shape_is_refused(entry: object) -> None:
    with pytest.raises(EditError, match="Правка № 2"):
        edits_from_json([{"edit": "unhead", "group": 0}, entry])


def test_edits_are_json_and_back(document: ParsedDocument) -> None:
    edits = (Address(0, "Школам", ("school",)), describe(document, event_from=date(2022, 1, 2)), Unhead(1))
    data = [edit.as_json() for edit in edits]
    assert data[0] == {"edit": "address", "group": 0, "heading": "Школам", "addressee_groups": ["school"]}
    assert data[1]["event_from"] == "2022-01-02"
    assert edits_from_json(data) == edits


def test_each_label_tells_of_the_document_before_its_edit(document: ParsedDocument) -> None:
    edits = [Unhead(0), Address(0, "Детям", ()), Address(0, "Детям", ("school",)), Address(0, "", ())]
    assert list(labels(document, edits)) == [
        "Строка «Министерству образования области» – не адресат",
        "Адресат указан: «Детям»",
        "Уточнены группы адресатов: «Детям»",
        "Адресат «Детям» убран",
    ]


def test_lines_know_what_they_were_understood_as(document: ParsedDocument) -> None:
    lines = [line for line in source_lines(document) if line.group == 1]
    assert [(line.kind, line.text, line.item, line.opens) for line in lines] == [
        ("heading", "2. Школам:", None, True),
        ("recommendation", "создать советы.", start(document, "2.1"), False),
    ]


def test_free_lines_are_those_with_a_word_outside_of_items(document: ParsedDocument) -> None:
    assert [(line.kind, line.text) for line in free_lines(document)][4:] == [
        ("preamble", "Форум рекомендует:"),
        ("heading", "1. Министерству образования области:"),
        ("heading", "2. Школам:"),
    ]


def test_an_item_is_split_at_signs_lines_and_verbs() -> None:
    text = "обеспечить: учёт, контроль и ежемесячно вести реестр, а также издать сборник (п. 5 плана на 2021 г. и др.)."
    found = parse(HEAD + f"Форум рекомендует школам:\n1) {text}\nСрок: постоянно.\n2) вести учёт.\n")
    assert [(place.before, place.after) for place in split_places(found, start(found, "1.1"))] == [
        ("обеспечить:", "учёт, контроль и ежемесячно вести"),
        ("обеспечить: учёт,", "контроль и ежемесячно вести реестр,"),
        ("обеспечить: учёт, контроль", "и ежемесячно вести реестр, а"),
        ("контроль и ежемесячно вести реестр,", "а также издать сборник (п."),
        ("на 2021 г. и др.).", "Срок: постоянно."),
        ("2021 г. и др.). Срок:", "постоянно."),
    ]


def test_a_long_item_offers_its_forty_surest_places() -> None:
    text = "; ".join(f"вести учёт, контроль, список {'я' * number}" for number in range(1, 41))
    found = parse(HEAD + f"Форум рекомендует школам:\n1) {text};\n2) вести учёт.\n")
    places = split_places(found, start(found, "1.1"))
    assert len(places) == 40
    assert sum(place.before.endswith(";") for place in places) == 39
