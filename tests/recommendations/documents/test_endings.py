"""What stands after the last point (contract, 4.3), and where a point without a mark ends."""

import pytest

from tests.recommendations.documents.samples import body

LIST = "Участники форума рекомендуют:\n\nШколам:\n- вести учёт;\n- проводить встречи ежемесячно"
TAILS = [
    "16 мая 2022 г.",
    "16.05.2022",
    "«16» мая 2022 года",
    "г. Тула, 2025",
    "Тула, 2025 год",
    "И.о. министра      А.А. Иванов",
    "Врио директора школы А. А. Иванов",
    "Первый заместитель министра А.А. Иванов",
    "Секретариат",
    "Рабочая группа по подготовке резолюции",
    "Контроль возложить на оргкомитет",
    "Контактный телефон: 8 (4812) 11-22-33",
    "E-mail: forum@school.example",
    "С уважением, оргкомитет",
    "По поручению участников форума",
    "Разослать: школам, институту",
    "Согласовано:",
]


@pytest.mark.parametrize("end", ["", ".", ";"])
@pytest.mark.parametrize("tail", TAILS)
def test_what_follows_the_last_point_is_not_glued_to_it(tail, end):
    assert body(f"{LIST}{end}\n\n{tail}\n") == [("Школам", ["вести учёт;", f"проводить встречи ежемесячно{end}"])]


def test_an_unmarked_paragraph_belongs_to_the_point_when_more_points_follow():
    text = LIST + "\n\nОсобое внимание уделить сёлам\n\n- купить книги"
    assert body(text)[0][1][1:] == ["проводить встречи ежемесячно Особое внимание уделить сёлам", "купить книги"]


def test_a_list_without_marks_goes_on_after_a_point_that_begins_with_a_noun():
    text = (
        "Форум предлагает:\n\nШколам\n\nСоздать совет\n\nОсобое внимание уделить сёлам\n\nКупить книги\n\nСекретариат"
    )
    assert body(text) == [("Школам", ["Создать совет", "Особое внимание уделить сёлам", "Купить книги"])]


def test_each_paragraph_may_begin_with_its_own_addressee():
    text = (
        "Форум рекомендует:\n\n**Школам** обеспечить книги.\n\n**Школам** провести форум.\n\n"
        "**Музеям** открыть двери.\n\nУтвердить план."
    )
    assert body(text, "a.md") == [
        ("Школам", ["обеспечить книги."]),
        ("Школам", ["провести форум."]),
        ("Музеям", ["открыть двери."]),
        ("", ["Утвердить план."]),
    ]


def test_points_after_prose_that_closes_nothing_are_not_lost():
    text = LIST + ".\n\nНаша общая мечта – добрая школа.\n\n1. Создать совет.\n2. Купить книги."
    assert body(text)[1] == ("", ["Создать совет.", "Купить книги."])


def test_points_after_words_that_close_the_list_are_no_items():
    text = LIST + ".\n\nУчастники форума благодарят тех, кто помог:\n1. Создать выставку.\n2. Провести концерт."
    assert len(body(text)) == 1
