"""Addressees with a clause, a name in nested quotes, a cycle after them, or an acronym alone (contract, 4.5, 4.6)."""

import pytest

from tests.recommendations.documents.samples import body

START = "Участники форума рекомендуют:\n\n"
CLAUSES = [
    "Школам, на базе которых созданы центры",
    "Школам, которые в 2024 году вошли в проект",
    "Школам, которым предстоит пройти аккредитацию",
    "Школам, в которых планируется открыть классы",
    "Школам, где открыты классы",
    "Школам, вошедшим в 2024 году в проект",
    "Школам, чьи ученики участвуют в отборе в 2025 году",
    "Муниципалитетам, на территории которых есть сельские школы",
    "Руководителям школ, показавших в 2024 году низкие результаты",
]
NAMES = [
    "ГБУ ДПО «Центр «Учитель»",
    "ГБУ ДПО РМ «ЦНППМ «Педагог 13.ру»",
    "ГАУ ДПО «Институт «Развитие» совместно со школами",
    'ГБУ ДПО "Центр "Учитель"',
    "ГБУ ДПО «Центр «Учитель» (Рязань)",
    "ГБУ ДПО «Центр «Учитель», школам",
]
CYCLES = [
    "дважды в год",
    "трижды в год",
    "раз в месяц",
    "один раз в квартал",
    "2 раза в год",
    "два-три раза в год",
    "каждый квартал",
    "в каждом полугодии",
    "поквартально",
    "минимум раз в год",
    "хотя бы раз в год",
    "с периодичностью раз в квартал",
    "каждую пятницу",
    "в первую неделю каждого месяца",
]


@pytest.mark.parametrize("addressee", CLAUSES)
def test_a_heading_with_a_clause(addressee):
    points = [("вести учёт;"), ("провести урок.")]
    assert body(f"{START}{addressee}:\n- вести учёт;\n- провести урок.") == [(addressee, points)]
    nested = f"{START}- **{addressee}:**\n  - вести учёт;\n  - провести урок.\n"
    assert body(nested, "a.md") == [(addressee, points)]


@pytest.mark.parametrize("addressee", CLAUSES)
def test_a_clause_before_the_action(addressee):
    assert body(f"Решили:\n1. {addressee}, до 1 мая провести урок.") == [(addressee, ["до 1 мая провести урок."])]


@pytest.mark.parametrize("addressee", NAMES)
def test_one_closing_sign_for_two_opening_ones(addressee):
    action = "провести в июне курсы «Наставник»."
    assert body(f"Решили:\n1. {addressee} {action}") == [(addressee, [action])]


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_cycle_belongs_to_the_action(cycle):
    assert body(f"Решили:\n1. Школам {cycle} проводить сверку.") == [("Школам", [f"{cycle} проводить сверку."])]


@pytest.mark.parametrize("addressee", ["Школам, ежегодно участвующим в отборе", "Организаторам ежегодного форума школ"])
def test_a_cycle_inside_the_addressee(addressee):
    sign = "," if "," in addressee else ""
    assert body(f"Решили:\n1. {addressee}{sign} провести сверку.") == [(addressee, ["провести сверку."])]


@pytest.mark.parametrize(
    "name", ["ТОИПКРО", "ВИРО", "КРИРО", "СОИРО:", "КК ИРО", "ЦНППМ", "ГАУ ДПО СОИРО", "РУО", "СПб АППО", "ИРОСТ"]
)
def test_an_acronym_behind_a_letter(name):
    text = f"{START}А. Школам\n1. вести учёт.\n\nБ. {name}\n1. провести курсы;\n2. вести журнал."
    assert body(text) == [("Школам", ["вести учёт."]), (name.rstrip(":"), ["провести курсы;", "вести журнал."])]


@pytest.mark.parametrize("line", ["А. ПЕТРОВ", "А. Петров", "Г. МОСКВА", "Г. ВЕЛИКИЕ ЛУКИ"])
def test_a_letter_that_is_no_mark(line):
    assert body(f"{START}Школам:\n1. вести учёт.\n\n{line}") == [("Школам", ["вести учёт."])]
