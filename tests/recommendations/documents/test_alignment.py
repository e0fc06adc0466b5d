"""Two editions side by side: invented pairs, the proposal's invariants, and what a person may confirm."""

import random
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommendations.documents.alignment import (
    Alignment,
    ChangeKind,
    Clause,
    align,
    changes,
    continuations,
    similarity,
    validate,
)
from tests.recommendations.documents.edition_pairs import NAMES, read_pair

FORUM = read_pair("forum").old
STRANGERS = [
    Clause(clause.key + 500, clause.text, clause.groups, clause.heading) for clause in read_pair("protocol").old
]

WORDS = st.sampled_from(["обеспечить", "провести", "семинар", "школ", "учителей", "программ", "области", "и", "2025"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
GROUPS = st.frozensets(st.sampled_from(("department", "schools")))
PHRASES = ["утвердить план", "провести семинар", "вести учёт школ", "издать сборник статей", "открыть сайт музея"]
JOINED = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map("; ".join)
EDITIONS = st.lists(st.tuples(TEXTS | JOINED, GROUPS), max_size=8).map(
    lambda lines: [Clause(key, text, groups) for key, (text, groups) in enumerate(lines, 1)]
)


def found(old: list[Clause], new: list[Clause]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(change.kind.value, change.old, change.new) for change in changes(align(old, new), old, new)]


def kinds(old: list[Clause], new: list[Clause]) -> set[str]:
    return {kind for kind, _, _ in found(old, new)}


def numbered(*texts: str, groups: str = "") -> list[Clause]:
    return [Clause(key, text, frozenset(groups.split())) for key, text in enumerate(texts, 1)]


@pytest.mark.parametrize("name", NAMES)
def test_invented_editions_are_understood(name: str) -> None:
    pair = read_pair(name)
    assert found(pair.old, pair.new) == pair.changes


@pytest.mark.parametrize("name", NAMES)
def test_the_way_back_is_as_clear(name: str) -> None:
    """Editions changed about: what was split is merged, what was dropped is new."""
    pair = read_pair(name)
    back = {"split": "merged", "merged": "split", "dropped": "new", "new": "dropped"}
    expected = {(back.get(kind, kind), frozenset(old), frozenset(new)) for kind, old, new in pair.changes}
    assert {(kind, frozenset(new), frozenset(old)) for kind, old, new in found(pair.new, pair.old)} == expected


def test_a_twin_stays_with_its_addressees() -> None:
    old = [Clause(1, "вести учёт", frozenset(["department"])), Clause(2, "вести учёт", frozenset(["schools"]))]
    new = [Clause(11, "Вести учет.", frozenset(["schools"])), Clause(12, "вести учёт;", frozenset(["department"]))]
    assert align(old, new).sources == {11: 2, 12: 1}


def test_the_heading_tells_twins_apart_where_no_addressee_is_understood() -> None:
    old = [Clause(1, "вести учёт", heading="Клубам"), Clause(2, "вести учёт", heading="Музеям")]
    new = [Clause(11, "вести учёт", heading="Музеям:"), Clause(12, "вести учёт", heading="Клубам:")]
    assert align(old, new).sources == {11: 2, 12: 1}


def test_a_dropped_twin_is_not_merged_into_the_other() -> None:
    new = [clause for clause in FORUM if clause.key != 2]
    assert ("dropped", (2,), ()) in found(FORUM, new)
    assert kinds(FORUM, new) == {"kept", "dropped"}


def test_a_copy_for_one_more_addressee_is_new() -> None:
    new = [*FORUM, Clause(99, FORUM[1].text, frozenset(["schools"]))]
    assert found(FORUM, new)[-1] == ("new", (), (99,))


def test_the_same_wording_under_another_addressee_is_kept() -> None:
    new = [clause if clause.key != 11 else Clause(11, clause.text, frozenset(["department"])) for clause in FORUM]
    assert kinds(FORUM, new) == {"kept"}


def test_a_cited_act_lures_nobody_away() -> None:
    law = "в соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»"
    old = numbered(f"организовать подвоз учащихся {law}", f"согласовать расписание занятий {law}")
    new = numbered("наладить подвоз учащихся", f"принять положение об отдыхе {law}", "утвердить расписание занятий")
    assert align(old, new).sources == {1: 1, 2: None, 3: 2}


def test_a_merged_one_comes_from_the_most_alike() -> None:
    old = numbered("собрать отчёты", "разместить памятки для родителей на сайтах")
    new = numbered("разместить памятки для родителей на сайтах и собрать отчёты")
    assert align(old, new) == Alignment({1: 2}, {1: 1})


def test_of_two_alike_the_one_for_the_same_addressees_is_chosen() -> None:
    old = [Clause(1, "провести семинар для педагогов", frozenset(["schools"]))]
    new = [
        Clause(place, "провести семинар для молодых педагогов", frozenset([group]))
        for place, group in enumerate(("department", "schools", "institute"))
    ]
    assert align(old, new).sources == {0: None, 1: 1, 2: None}


def test_of_two_alike_the_one_between_the_same_neighbours_is_chosen() -> None:
    old = numbered("вести учёт", "провести семинар для педагогов", "издать сборник")
    seminars = "провести семинар для педагогов лицеев", "провести семинар для педагогов гимназий"
    assert align(old, numbered(seminars[0], "вести учёт", seminars[1], "издать сборник")).sources[3] == 2
    assert align(old, numbered("вести учёт", seminars[0], "издать сборник", seminars[1])).sources[2] == 2


@settings(deadline=None)
@given(st.sets(st.integers(0, 16)), st.sets(st.integers(0, 7)), st.randoms(use_true_random=False))
def test_deleted_and_inserted_recommendations_are_found_exactly(
    deleted: set[int], inserted: set[int], chance: random.Random
) -> None:
    kept = [clause for at, clause in enumerate(FORUM) if at not in deleted]
    new = list(kept)
    for at in inserted:
        new.insert(chance.randint(0, len(new)), STRANGERS[at])
    expected = {("kept", (clause.key,), (clause.key,)) for clause in kept}
    expected |= {("dropped", (FORUM[at].key,), ()) for at in deleted}
    expected |= {("new", (), (STRANGERS[at].key,)) for at in inserted}
    assert set(found(FORUM, new)) == expected


@settings(deadline=None)
@given(EDITIONS)
def test_an_edition_is_kept_whole_beside_itself(edition: list[Clause]) -> None:
    assert found(edition, edition) == [("kept", (clause.key,), (clause.key,)) for clause in edition]


@settings(deadline=None)
@given(EDITIONS, EDITIONS)
def test_every_recommendation_is_in_one_change(old: list[Clause], new: list[Clause]) -> None:
    result = changes(align(old, new), old, new)
    assert sorted(chain.from_iterable(change.old for change in result)) == [clause.key for clause in old]
    assert sorted(chain.from_iterable(change.new for change in result)) == [clause.key for clause in new]


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(NAMES))
def test_the_order_of_lines_loses_nothing(chance: random.Random, name: str) -> None:
    pair = read_pair(name)
    shuffled = chance.sample(pair.new, len(pair.new))
    result = found(pair.old, shuffled)
    assert sorted(chain.from_iterable(new for _, _, new in result)) == sorted(clause.key for clause in pair.new)
    assert {change for change in pair.changes if change[0] == "kept"} <= set(result)


def test_any_decision_of_a_person_is_accepted() -> None:
    """Split and merged at once is one change with all its recommendations."""
    old, new = numbered("а", "б", "в", "г", "д", "е"), numbered("а", "и", "к", "л", "м")
    decided = Alignment({1: 1, 2: 2, 3: 2, 4: None, 5: None}, {3: 3, 4: None, 5: 4, 6: 4})
    assert [(change.kind, change.old, change.new) for change in changes(decided, old, new)] == [
        (ChangeKind.KEPT, (1,), (1,)),
        (ChangeKind.MERGED, (2, 3), (2, 3)),
        (ChangeKind.DROPPED, (4,), ()),
        (ChangeKind.MERGED, (5, 6), (4,)),
        (ChangeKind.NEW, (), (5,)),
    ]


@pytest.mark.parametrize(
    ("sources", "heirs", "words"),
    [
        ({1: 9, 2: None}, {1: None, 2: None}, "нет в прежней редакции"),
        ({1: 1, 2: None, 9: None}, {2: None}, "нет в новой редакции"),
        ({1: 1, 2: None}, {2: 9}, "нет в новой редакции"),
        ({1: 1, 2: None}, {2: None, 9: None}, "нет в прежней редакции"),
        ({1: 1, 2: 2}, {2: 1}, "«вести учёт» продолжена"),
        ({1: 1}, {2: 1}, "рекомендацией новой редакции «вести учёт»"),
        ({1: 1, 2: None}, {}, "рекомендацией прежней редакции «вести учёт»"),
    ],
)
def test_a_contradiction_is_refused_in_words(sources: dict, heirs: dict, words: str) -> None:
    both = numbered("провести сбор", "вести учёт")
    with pytest.raises(ValueError, match=words):
        validate(Alignment(sources, heirs), both, both)
    with pytest.raises(ValueError, match=words):
        changes(Alignment(sources, heirs), both, both)


def test_the_most_similar_part_continues_a_split_recommendation() -> None:
    old = numbered("утвердить план и провести семинар для учителей", "вести учёт", "собрать отчёты", "издать сборник")
    new = numbered("утвердить план", "провести семинар для учителей", "вести учёт и собрать отчёты")
    decided = Alignment({1: 1, 2: 1, 3: 2}, {3: 3, 4: None})
    assert continuations(decided, old, new) == {1: 2, 2: 3, 3: 3, 4: None}


def test_of_equal_parts_the_one_for_the_same_addressees_continues() -> None:
    old = [Clause(1, "вести учёт", frozenset(["schools"]))]
    new = [Clause(1, "вести учёт", frozenset(["department"])), Clause(2, "вести учёт", frozenset(["schools"]))]
    assert continuations(Alignment({1: 1, 2: 1}, {}), old, new) == {1: 2}


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_similarity_is_even_and_bounded(one: str, other: str) -> None:
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert 0 <= similarity(one, other) <= 1 + 1e-9
    assert similarity(one, one) == pytest.approx(1)


def test_similarity_knows_forms_order_and_acts() -> None:
    text = "организовать подвоз учащихся сельских школ"
    law = " в соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»"
    assert similarity(text, "для учащихся сельской школы организован подвоз") > 0.75
    assert similarity(text, text + law) > 0.6
    assert similarity(text + law, "утвердить расписание кружков" + law) < 0.5
    assert similarity(text, "утвердить расписание кружков") < 0.1
