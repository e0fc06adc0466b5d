"""The addressee phrase and the words it is told by."""

import pytest

from recommendations.documents import phrases
from recommendations.documents.quotes import level, quoted_end
from recommendations.documents.words import is_infinitive, starts_dative

ADDRESSEES = [
    "Министерству образования и науки области",
    "ГАУ ДПО СОИРО",
    'ОГБУ ДПО "Курский институт развития образования"',
    "Отделу общего образования комитета",
    "Органам местного самоуправления (по согласованию)",
    "образовательным организациям, реализующим программы начального общего образования",
    "Департаменту образования, ГАУ ДПО СОИРО",
    "Региональному отделению Движения первых",
    "Школам и гимназиям области",
    "Смоленской областной организации Профсоюза",
    "Родителям (законным представителям) обучающихся",
]
ACTIONS = [
    "обеспечить реализацию программы",
    "до 1 июня 2023 года провести анализ",
    "не допускать нарушений",
    "активно внедрять опыт",
    "в целях развития школы создать совет",
    "ежегодно проводить форум",
]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("lead", ["", "Рекомендовать "])
@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_the_addressee_ends_where_the_action_begins(addressee, lead, action):
    text = f"{lead}{addressee} {action}"
    found = phrases.inline(text)
    assert found is not None
    assert (text[found.start : found.end], text[found.action :]) == (addressee, action)


@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_a_colon_between_the_addressee_and_the_action(addressee):
    text = f"{addressee}: разработать план"
    found = phrases.inline(text)
    assert found is not None
    assert (text[found.start : found.end], text[found.action :]) == (addressee, "разработать план")


@pytest.mark.parametrize("lead", ["", "Рекомендовать ", "Поручить "])
@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_the_same_words_as_a_heading(addressee, lead):
    text = f"{lead}{addressee}:"
    found = phrases.heading(text)
    assert found is not None
    assert text[found.start : found.end] == addressee


@pytest.mark.parametrize(
    "text",
    [
        "Принять информацию к сведению.",
        "Информацию принять к сведению.",
        "Контроль возложить на заместителя министра",
        "Протокол направить участникам совещания.",
        "Работу школ признать удовлетворительной",
        "Рекомендовать провести семинар",
        "Рекомендовать опыт школы к распространению",
        "Поручить контроль отделу",
        "Активно привлекать родителей",
        "В целях развития чтения провести конкурс",
        "До 1 июня представить отчёт",
        "Решение довести до сведения школ",
    ],
)
def test_points_without_an_addressee(text):
    assert phrases.inline(text) is None


def test_a_dash_may_part_the_addressee_from_the_action():
    text = "Институту развития образования – подготовить сборник."
    found = phrases.inline(text)
    assert text[found.start : found.end] == "Институту развития образования"
    assert text[found.action :] == "подготовить сборник."


@pytest.mark.parametrize(
    "word",
    [
        "обеспечить",
        "провести",
        "вовлечь",
        "привести",
        "учесть",
        "предусмотреть",
        "заниматься",
        "найти",
        "внести",
        "помочь",
    ],
)
def test_infinitives(word):
    assert is_infinitive(word)


@pytest.mark.parametrize(
    "word",
    [
        "область",
        "деятельности",
        "часть",
        "сеть",
        "память",
        "треть",
        "новости",
        "дочь",
        "школами",
        "совести",
        "пять",
        "отрасли",
    ],
)
def test_what_is_no_infinitive(word):
    assert not is_infinitive(word)


@pytest.mark.parametrize(
    "text", ["Школам области", "Институту", "МОУО", "Кафедре воспитания", "Областной организации профсоюза"]
)
def test_datives(text):
    assert starts_dative(text)


@pytest.mark.parametrize("text", ["Информацию", "Создать совет", "Опыт школ", "В школах", "", "Там"])
def test_no_datives(text):
    assert not starts_dative(text)


def test_quotes_of_all_kinds_are_levelled_without_moving_anything():
    text = 'закон "О школе", „О семье“ и “О детях”'
    assert len(level(text)) == len(text)
    assert level(text).count("«") == level(text).count("»") == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("«О школе» и прочем", "«О школе»"),
        ("«О законе «Об образовании» по вопросам» далее", "«О законе «Об образовании» по вопросам»"),
        ("«О законе «Об образовании» до 1 мая «Учитель»", "«О законе «Об образовании»"),
        (
            "«О законе «Об образовании» и статью 1 закона «О требованиях». Срок",
            "«О законе «Об образовании» и статью 1 закона «О требованиях»",
        ),
    ],
)
def test_where_a_quoted_name_ends(text, name):
    assert text[: quoted_end(text, 0)] == name


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Обратиться в Министерство образования области по вопросу ремонта", "Министерство образования области"),
        ("Ходатайствовать перед Министерством культуры о строительстве школы", "Министерством культуры"),
        ("Обратиться к губернатору с инициативой о премии", "губернатору"),
        ("Просить Комитет по образованию города об увеличении средств", "Комитет по образованию города"),
    ],
)
def test_what_a_request_is_about_is_no_addressee(text, addressee):
    found = phrases.inline(text)
    assert found is not None
    assert text[found.start : found.end] == addressee


@pytest.mark.parametrize(
    ("text", "addressee", "action"),
    [
        ("Министерство образования области – выделить гранты", "Министерство образования области", "выделить гранты"),
        ("школы: собрать заявки", "школы", "собрать заявки"),
        ("Школам. Собрать заявки", "Школам", "Собрать заявки"),
        ("Методисту центра собрать отчёты", "Методисту центра", "собрать отчёты"),
    ],
)
def test_addressees_parted_from_the_action(text, addressee, action):
    found = phrases.inline(text)
    assert found is not None
    assert (text[found.start : found.end], text[found.action :]) == (addressee, action)


@pytest.mark.parametrize(
    "text",
    [
        "Повышение квалификации: провести курсы",
        "Итоги – обсудить в школах",
        "Работу школ – одобрить",
        "Концепцию развития школ: утвердить до мая",
        "В школах – вести учёт",
    ],
)
def test_a_dash_after_something_else(text):
    assert phrases.inline(text) is None
