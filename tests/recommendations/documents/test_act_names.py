"""Own titles of acts, and when two mentions are one act."""

from datetime import date

import pytest

from recommendations.documents.act_names import ActFacts, number_key, own_title, title_key

EDUCATION = "Об образовании в Российской Федерации"


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [
        ("federal_law", f"Федерального закона от 29 декабря 2012 г. № 273-ФЗ «{EDUCATION}»", EDUCATION),
        ("federal_law", f"Федеральным законом «{EDUCATION}»", EDUCATION),
        ("federal_law", "Федеральному закону об образовании в Российской Федерации", EDUCATION),
        ("federal_law", "273-ФЗ", ""),
        (
            "federal_law",
            f'Федеральным законом N 304-ФЗ "О внесении изменений в Федеральный закон "{EDUCATION}" по вопросам"',
            f"О внесении изменений в Федеральный закон «{EDUCATION}» по вопросам",
        ),
        (
            "resolution",
            "постановление Правительства от 30.12.2019 № 754-П «Об утверждении программы «Развитие образования»",
            "Об утверждении программы «Развитие образования»",
        ),
        ("order", "приказом ГАУ «Центр» от 01.02.2021 № 5", ""),
        ("order", "приказом ГАУ «Центр» от «01» февраля 2021 г. № 5 «О мониторинге»", "О мониторинге"),
        ("letter", "письмо от 01.02.2021 № 5 «Рекомендации школам»", "Рекомендации школам"),
        ("strategy", "«Стратегии развития воспитания до 2025 года»", "Стратегия развития воспитания до 2025 года"),
        ("concept", "Концепции развития, утверждённой распоряжением от 31.03.2022 № 678-р", "Концепция развития"),
        (
            "programme",
            "государственной программы области «Развитие образования»",
            "Государственная программа области «Развитие образования»",
        ),
        ("code", "Трудового кодекса РФ", "Трудовой кодекс Российской Федерации"),
        ("code", "Гражданским кодексом Российской Федерации", "Гражданский кодекс Российской Федерации"),
        ("code", "Налогового кодекса", "Налоговый кодекс"),
        ("code", "Конституции РФ", "Конституция Российской Федерации"),
        ("order", "", ""),
    ],
)
def test_own_title(kind: str, text: str, title: str) -> None:
    assert own_title(text, kind) == title


@pytest.mark.parametrize("typed", ["273-ФЗ", "273 - фз", "№ 273ФЗ", "273–ФЗ", "№\u00a0273\u2011ФЗ"])
def test_one_number_in_many_spellings(typed: str) -> None:
    assert number_key(typed) == number_key("273-ФЗ")


def test_latin_look_alikes_are_cyrillic() -> None:
    assert number_key("754-P") == number_key("754-Р")


def test_a_dash_between_figures_tells_numbers_apart() -> None:
    assert number_key("1-794") != number_key("1794")


def test_titles_differ_by_their_words_only() -> None:
    assert title_key("Об учёте, в РФ «до 2025 года»") == title_key("об учете в Российской Федерации до 2025 г.")
    assert title_key("Об учёте") != title_key("Об отчёте")


def facts(name: str = "", number: str = "", day: str = "", kind: str = "order", title: str = "") -> ActFacts:
    moment = date.fromisoformat(day) if day else None
    return ActFacts.of(kind=kind, number=number, day=moment, name=name, title=title)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (facts(number="15", day="2021-09-01"), facts(number="15")),
        (facts(number="15", day="2021-09-01", title="О школах"), facts("приказ «О школах»")),
        (facts("приказ «О школах»", day="2021-09-01"), facts("приказом «О школах»", number="15")),
        (facts("Трудового кодекса", kind="code"), facts("Трудовой кодекс", kind="code")),
        (facts("приказ Минпросвещения России № 15", number="15"), facts("приказа № 15", number="15", day="2021-09-01")),
    ],
)
def test_what_one_mention_leaves_out_another_may_say(one: ActFacts, other: ActFacts) -> None:
    assert one.fits(other)
    assert other.fits(one)
    assert not one.equals(other) or one == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (facts(number="15", day="2021-09-01"), facts(number="15", day="2022-09-01")),
        (facts(number="15"), facts(number="15", kind="letter")),
        (facts(number="15", title="О школах"), facts(number="15", title="О детских садах")),
        (facts("приказ Минпросвещения № 15", number="15"), facts("приказ Рособрнадзора № 15", number="15")),
        (facts(number="15"), facts(day="2021-09-01")),
        (facts("приказ «О школах»", day="2021-09-01"), facts("приказ «О школах»", day="2022-09-01")),
    ],
)
def test_what_contradicts_is_another_act(one: ActFacts, other: ActFacts) -> None:
    assert not one.fits(other)
    assert not other.fits(one)


def test_full_requisites_are_one_act_whatever_it_is_called() -> None:
    one = facts(number="15", day="2021-09-01", title="О школах")
    assert one.equals(facts("приказ «О школах области»", number="№ 15", day="2021-09-01"))


def test_a_number_of_a_federal_law_tells_the_kind() -> None:
    assert facts("закона № 273-ФЗ", number="273-ФЗ", kind="regional_law").kind == "federal_law"
