"""The operative word that ends with a full stop instead of a colon (contract, 4.1)."""

import pytest

from tests.recommendations.documents.samples import body

PREAMBLE = "Участники обсудили вопросы:\n- питания;\n- чтения.\n\n"
POINTS = "\n\n1. Считать чтение важным.\n2. Школам провести урок.\n3. Институту:\n- вести учёт.\n"
READ = [("", ["Считать чтение важным."]), ("Школам", ["провести урок."]), ("Институту", ["вести учёт."])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Участники круглого стола предлагают включить в резолюцию следующее.",
        "Обсудив доклады, участники рекомендуют.",
        "Решили.",
        "РЕШИЛА.",
        "Совет постановляет.",
        "Участники форума приняли решение.",
        "Участники считают необходимым следующее.",
        "Участники выработали следующие рекомендации.",
        "Участники вносят предложения в проект резолюции.",
        "Коллегия решила нижеследующее.",
        "Участники рекомендуют следующее;",
        "Участники форума рекомендуют –",
    ],
)
def test_an_operative_sentence_without_a_colon(sentence):
    assert body(PREAMBLE + sentence + POINTS) == READ


def test_the_first_point_after_the_full_stop_in_the_same_line():
    assert body("Решили. 1. Утвердить план.\n2. Вести учёт.") == [("", ["Утвердить план.", "Вести учёт."])]


@pytest.mark.parametrize(
    "sentence",
    [
        "На прошлом форуме были приняты рекомендации.",
        "Участники отметили, что министерство рекомендует.",
        "Участники предлагают обсудить следующие вопросы.",
    ],
)
def test_a_sentence_that_only_tells_of_recommendations(sentence):
    text = f"{sentence}\n\n- питание;\n- чтение.\n\nУчастники рекомендуют:\n\nШколам:\n- вести учёт."
    assert body(text) == [("Школам", ["вести учёт."])]


def test_prose_with_a_full_stop_and_no_list_below():
    text = "Участники обсудили то, что рекомендуют.\n\nФорум прошёл успешно.\n\nУчастники рекомендуют:\n- вести учёт."
    assert body(text) == [("", ["вести учёт."])]
