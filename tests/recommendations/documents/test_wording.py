"""The same wording, twins, and the word-level difference of two texts."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import recommendations
from recommendations.documents import parse_document
from recommendations.documents.cleaning import collapse
from recommendations.documents.wording import compare, twins, wording_key

FORUM = Path(recommendations.__file__).parent / "data" / "forum-2021.md"
PLAIN = "обеспечить учёт школьных программ «Успех» и «Мы — вместе» на 2021-2022 учебный год"

WORDS = st.sampled_from(
    ["обеспечить", "школы", "программ", "воспитания", "и", "в", "№", "304-ФЗ", "«", "»", "1.5", "(а)"]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", "", ", ", "; ", "\n"]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.upper(),
        PLAIN.replace("ё", "е"),
        PLAIN.replace("ё", "е\u0308"),
        PLAIN.replace("«", '"').replace("»", '"'),
        PLAIN.replace("—", "-").replace("2021-2022", "2021 – 2022"),
        PLAIN.replace(" ", "\u00a0\n "),
        PLAIN + ";",
        PLAIN + ".",
        "– " + PLAIN,
        "2.1. " + PLAIN,
        "- а) " + PLAIN,
        PLAIN.replace("школьных", "школь\u00adных"),
    ],
)
def test_marks_of_writing_do_not_change_the_wording(other: str) -> None:
    assert wording_key(other) == wording_key(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("охватить 50 % школ", "охватить 50 школ"),
        ("провести 15 часов", "провести 1,5 часов"),
        ("до 01.09.2021", "до 01.10.2021"),
        ("исполнять приказ № 12-3", "исполнять приказ № 123"),
        ("провести семинар", "провести семинары"),
        ("не допускать работу", "допускать работу"),
    ],
)
def test_words_numbers_and_percents_do(one: str, other: str) -> None:
    assert wording_key(one) != wording_key(other)


def test_the_key_fits_its_column() -> None:
    assert len(wording_key(PLAIN)) == 64
    assert wording_key("") == wording_key(" — ;") == ""
    assert wording_key("• " * 5000 + "слово") == wording_key("Слово")


def test_the_forum_has_one_pair_of_twins() -> None:
    groups = parse_document(FORUM.read_bytes(), FORUM.name).groups
    lines = [
        ((place, number), item.text)
        for place, group in enumerate(groups)
        for number, item in enumerate(group.recommendations, 1)
    ]
    assert twins(lines) == [[(0, 2), (1, 4)]]


def test_twins_keep_the_order_of_lines_and_leave_out_empty_ones() -> None:
    lines = [("b", "Учёт."), ("x", ""), ("a", "отчёт"), ("y", ""), ("c", "- учет;"), ("d", "Отчет"), ("e", "учет")]
    assert twins(lines) == [["b", "c", "e"], ["a", "d"]]


def drawn(old: str, new: str) -> str:
    """Write a comparison on one line: [-removed-]{+added+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[stretch.kind].format(stretch.text) for stretch in compare(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("провести  семинар", "провести семинар", "провести семинар"),
        ("", "провести", "{+провести+}"),
        ("провести", "", "[-провести-]"),
        ("в срок до 01.09.2021 г.", "в срок до 15.10.2021 г.", "в срок до [-01.09.2021-]{+15.10.2021+} г."),
        ("закон № 273-ФЗ", "закон № 304-ФЗ", "закон № [-273-ФЗ-]{+304-ФЗ+}"),
        ("создать условия;", "создать условия.", "создать условия[-;-]{+.+}"),
        ("создать условия", "Рекомендуем создать условия", "{+Рекомендуем +}создать условия"),
        ("обеспечить поддержку", "обеспечить поддержку до мая", "обеспечить поддержку{+ до мая+}"),
        (
            "вопросы патриотического, гражданского, семейного воспитания",
            "вопросы патриотического, семейного воспитания",
            "вопросы патриотического, [-гражданского, -]семейного воспитания",
        ),
        (
            "поддержка программ, проектов и практик региона",
            "поддержка школ, педагогов и семей региона",
            "поддержка [-программ, проектов и практик-]{+школ, педагогов и семей+} региона",
        ),
        ("письмо №304 от мая", "письмо № 304 от мая", "письмо №{+ +}304 от мая"),
        ("проект «Успех каждого»", "проект Успех каждого", "проект [-«-]Успех каждого[-»-]"),
        (
            "провести до конца учебного года муниципальные семинары воспитания для молодых учителей сельских школ",
            "организовать ежемесячные областные открытые встречи воспитания среди руководителей городских гимназий",
            "[-провести до конца учебного года муниципальные семинары воспитания для молодых учителей сельских школ-]"
            "{+организовать ежемесячные областные открытые встречи воспитания среди руководителей городских гимназий+}",
        ),
    ],
)
def test_a_difference_is_read_by_words(old: str, new: str, expected: str) -> None:
    assert drawn(old, new) == expected


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("а, б", "а ,б")
@example("«а» б", "«а», «в» б")
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    stretches = compare(old, new)
    assert "".join(stretch.text for stretch in stretches if stretch.kind != "added") == collapse(old)
    assert "".join(stretch.text for stretch in stretches if stretch.kind != "removed") == collapse(new)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_stretches_are_not_empty_and_removed_comes_before_added(old: str, new: str) -> None:
    kinds = [stretch.kind for stretch in compare(old, new)]
    assert all(stretch.text for stretch in compare(old, new))
    wrong = {("added", "removed"), ("same", "same"), ("added", "added"), ("removed", "removed")}
    assert not wrong & set(pairwise(kinds))


@settings(deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {stretch.kind for stretch in compare(text, text)} <= {"same"}


@pytest.mark.parametrize("old", ["а " * 10_000, ", " * 10_000, "ах ох " * 3_000])
def test_endless_repetition_is_compared_too(old: str) -> None:
    """Such texts would take the plain search minutes: the commonest words are left out of it."""
    new = old[: len(old) // 2] + "конец"
    stretches = compare(old, new)
    assert "".join(stretch.text for stretch in stretches if stretch.kind != "removed") == collapse(new)
