"""What is a heading (contract, 4.5): names with dots, prepositions, titles of sections."""

import pytest

from recommendations.documents.sentences import expects_name, has_end_inside
from recommendations.documents.words import names_deed
from tests.recommendations.documents.samples import body

START = "Участники форума рекомендуют:\n"
WITH_DOTS = [
    "Управлению образования администрации г. Тулы",
    "Отделу образования администрации г. Узловая, г. Новомосковска",
    "ГОУ ДПО «Институт» им. Л.Н. Толстого",
    "ГБУ ДПО «ИРО имени Н. Ф. Бунакова»",
    "МБОУ СОШ с. Ивановка, пос. Ленинский",
    "Комитету образования р. п. Заокский",
    "Директору школы № 5 г. Смоленска",
]


@pytest.mark.parametrize("end", [":", ""])
@pytest.mark.parametrize("heading", WITH_DOTS)
def test_a_dot_after_an_abbreviation_ends_no_heading(heading, end):
    text = START + f"Школам:\n- вести учёт.\n{heading}{end}\n- открыть кружок;\n- купить книги."
    assert body(text) == [("Школам", ["вести учёт."]), (heading, ["открыть кружок;", "купить книги."])]


def test_what_ends_a_sentence():
    assert has_end_inside("Школам. Музеям открыть двери")
    assert has_end_inside("до 1 мая 2023 г. Министерству")
    assert not has_end_inside("г. Тулы, ул. Мира, и др. Школам, И. И. Иванову")


def test_what_breaks_off_before_a_name():
    assert expects_name("администрации г.")
    assert expects_name("институт имени Н. Ф.")
    assert not expects_name("1 мая 2023 г.")
    assert not expects_name("Слушали: Петрову А.А.")


def test_a_line_that_breaks_off_before_a_name_goes_on():
    text = START + "Школам:\n- провести встречу с учителями школы имени С. П.\nКоролёва;\n- вести учёт."
    assert body(text)[0][1] == ["провести встречу с учителями школы имени С. П. Королёва;", "вести учёт."]


@pytest.mark.parametrize(
    "heading",
    [
        "Для родителей",
        "Для СМИ",
        "Для наставников",
        "Для министерства",
        "К общественности",
        "Ко всем учителям",
        "В адрес вузов и предприятий",
        "Учащимся",
        "Обучающимся и их родителям",
        "Бизнес-сообществу",
    ],
)
def test_an_addressee_outside_the_four_groups_is_a_heading(heading):
    text = START + f"Школам:\n1) вести учёт.\n{heading}:\n1) помогать;\n2) читать."
    assert body(text) == [("Школам", ["вести учёт."]), (heading, ["помогать;", "читать."])]


@pytest.mark.parametrize(
    "title",
    [
        "Организационные меры",
        "Повышение квалификации педагогов",
        "I. КАДРЫ И МЕТОДИЧЕСКАЯ ПОДДЕРЖКА",
        "II. В сфере повышения квалификации",
        "III. Для развития школ",
    ],
)
def test_a_title_of_a_section_names_no_addressee(title):
    text = (
        START
        + f"{title}\n1. Институту развития образования провести курсы.\n2. Школам:\nа) вести учёт.\n3. Утвердить план."
    )
    assert body(text) == [
        ("Институту развития образования", ["провести курсы."]),
        ("Школам", ["вести учёт."]),
        ("", ["Утвердить план."]),
    ]


def test_numbers_go_on_under_the_next_section():
    text = START + "Организация\n1. Утвердить план.\n2. Школам вести учёт.\n\nКадры\n3. Институту провести курсы."
    assert body(text) == [("", ["Утвердить план."]), ("Школам", ["вести учёт."]), ("Институту", ["провести курсы."])]


def test_abbreviations_in_mixed_case_are_addressees():
    assert body("Решили:\n1. Поручить СПб АППО имени К.Д. Ушинского включить модуль.\n2. ВятГУ помочь.") == [
        ("СПб АППО имени К.Д. Ушинского", ["включить модуль."]),
        ("ВятГУ", ["помочь."]),
    ]


@pytest.mark.parametrize("text", ["Повышение квалификации", "Дальнейшее развитие школ", "подготовки кадров"])
def test_deeds(text):
    assert names_deed(text)


@pytest.mark.parametrize("text", ["Управление образования", "Школы", "Общеобразовательные организации", "Министерство"])
def test_bodies_are_no_deeds(text):
    assert not names_deed(text)


def test_capital_letters_are_marks_of_headings():
    text = (
        "А. Министерству образования области\n1. Принять план.\n2. Дать средства.\n"
        "Б. Школам и лицеям\n3. Вести учёт.\n\nА. Петров"
    )
    expected = [
        ("Министерству образования области", ["Принять план.", "Дать средства."]),
        ("Школам и лицеям", ["Вести учёт."]),
    ]
    assert body(START + text) == expected
    assert body(START + "А. Школам\n- вести учёт.\nБ. Музеям\n- открыть двери.")[1] == ("Музеям", ["открыть двери."])
    assert body(START + text.replace("А. М", "A) М").replace("Б. ", "B) ")) == expected


def test_indents_tell_the_points_of_a_heading_from_the_next_heading():
    text = (
        "Форум предлагает:\n\n1. **Министерству** утвердить план.\n"
        "2. **Школам**:\n   1. вести учёт;\n   2. купить книги.\n"
        "3. **Институту развития образования** провести курсы.\n"
        "4. **Музеям**:\n   - открыть двери.\n5. Вернуться к делу."
    )
    assert body(text, "a.md") == [
        ("Министерству", ["утвердить план."]),
        ("Школам", ["вести учёт;", "купить книги."]),
        ("Институту развития образования", ["провести курсы."]),
        ("Музеям", ["открыть двери."]),
        ("", ["Вернуться к делу."]),
    ]


def test_levels_are_sections():
    text = (
        "**1. На уровне региона**\n\n1.1. Министерству:\n\nа) утвердить план.\n\n"
        "**2. На уровне школы**\n\n2.1. Учителям:\n\nа) вести учёт."
    )
    assert body(START + "\n" + text, "a.md") == [("Министерству", ["утвердить план."]), ("Учителям", ["вести учёт."])]
    plain = "На уровне школы:\n- вести учёт;\n- купить книги.\nНа муниципальном уровне:\n- дать средства."
    assert body(START + plain) == [("", ["вести учёт;", "купить книги.", "дать средства."])]


def test_a_section_over_headings_and_over_hearings():
    text = "## По направлению «Поддержка учителей»\n\n### Школам:\n\n- вести учёт.\n\n## Итог\n\nСпасибо всем."
    assert body(START + "\n" + text, "a.md") == [("Школам", ["вести учёт."])]
    text = (
        "Решили:\n\n1. Школам вести учёт.\n\n**II. О питании**\n\n"
        "СЛУШАЛИ: А. А. Петрова\n\nРЕШИЛИ:\n\n1. Утвердить меню."
    )
    assert body(text, "a.md") == [("Школам", ["вести учёт."]), ("", ["Утвердить меню."])]


def test_what_others_recommend_is_no_operative_word():
    told = "Участники отметили, что министерство рекомендует школам:\n- читать;\n- писать.\n\n"
    assert body(told + "Форум, зная, что книги нужны, решил:\n1. Вести учёт.") == [("", ["Вести учёт."])]


def test_a_section_after_the_list_inside_a_point():
    text = "I. МЕРЫ\n1. Школам:\nа) обеспечить:\n- учёт;\n- чтение.\nII. КОНТРОЛЬ\n2. Контроль возложить на отдел."
    assert body(START + text) == [
        ("Школам", ["обеспечить: - учёт; - чтение."]),
        ("", ["Контроль возложить на отдел."]),
    ]


def test_points_on_the_level_of_the_heading_go_on_under_the_next_title():
    text = (
        "Организация\n\n1. Утвердить план.\n2. Школам:\nа) вести учёт;\nб) купить книги.\n\nКадры\n\n3. Провести курсы."
    )
    assert body(START + text) == [
        ("", ["Утвердить план."]),
        ("Школам", ["вести учёт;", "купить книги."]),
        ("", ["Провести курсы."]),
    ]


def test_capital_letters_before_an_addressee_with_a_preposition():
    text = "А. Школам\n1. Вести учёт.\nБ. Для родителей\n2. Читать с детьми."
    assert body(START + text) == [("Школам", ["Вести учёт."]), ("Для родителей", ["Читать с детьми."])]


def test_a_heading_that_ends_with_a_full_stop():
    text = "Школам.\n1. Вести учёт.\n2. Купить книги.\n\nУправлению образования г. Тулы.\n1. Дать средства."
    assert body(START + text) == [
        ("Школам", ["Вести учёт.", "Купить книги."]),
        ("Управлению образования г. Тулы", ["Дать средства."]),
    ]


def test_a_person_with_a_double_name_of_the_post():
    assert (
        body("Решили:\n1. Учителю-логопеду Ивановой А. А. провести сверку.")[0][0] == "Учителю-логопеду Ивановой А. А."
    )
