"""Acts named in clauses come into the register once."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import AuditEvent
from recommendations.documents import parse_document
from recommendations.documents.legal_acts import distinct_acts, find_all_acts
from recommendations.models import LegalAct, Recommendation
from recommendations.services.act_cards import change_act, link_act, merge_acts
from recommendations.services.legal_acts import register_acts
from recommendations.services.resolutions import import_resolution
from tests.factories import World, make_recommendation, make_resolution, make_world

FORUM = Path(__file__).resolve().parents[3] / "recommendations" / "data" / "forum-2021.md"
EDUCATION = "Об образовании в Российской Федерации"
BARE = f"Федерального закона «{EDUCATION}»"
FULL = f"Федерального закона от 29.12.2012 г. № 273-ФЗ «{EDUCATION}»"


def found_in(text: str) -> list[dict]:
    """What the parser finds in a text, as a clause keeps it."""
    return [
        {
            "text": text[act.start : act.end],
            "kind": act.kind,
            "number": act.number,
            "date": act.day.isoformat() if act.day else None,
        }
        for act in distinct_acts(find_all_acts(text))
    ]


@pytest.fixture
def clauses(world: World):
    """Make clauses of one resolution with these texts, as import does."""

    def make(*texts: str) -> list[Recommendation]:
        resolution = make_resolution(world.region)
        return [
            make_recommendation(resolution, text=f"исполнить {text}", legal_acts=found_in(f"исполнить {text}"))
            for text in texts
        ]

    return make


@pytest.fixture
def register(world: World, clauses):
    """Bring clauses with these texts into the register and give them."""

    def bring(*texts: str) -> list[Recommendation]:
        rows = clauses(*texts)
        register_acts(actor=world["specialist"], clauses=rows)
        return rows

    return bring


def acts(world: World) -> list[tuple[str, date | None]]:
    return list(LegalAct.objects.filter(region=world.region).order_by("pk").values_list("number", "adopted_on"))


def test_the_forum_document_gives_each_act_once(world: World) -> None:
    """«273-ФЗ and 304-ФЗ with dates»; the clause that names the law without requisites rests on the same act."""
    content = FORUM.read_bytes()
    resolution = import_resolution(
        actor=world["specialist"], parsed=parse_document(content, FORUM.name), content=content, name=FORUM.name
    )
    rows = LegalAct.objects.filter(region=world.region)
    cited = {act.number or act.title: sorted(act.recommendations.values_list("number", flat=True)) for act in rows}
    assert cited == {
        "273-ФЗ": ["1.4", "4.1"],
        "304-ФЗ": ["2.1", "4.1"],
        "Стратегия развития воспитания в Смоленской области на период до 2025 года": ["1.2", "2.4"],
    }
    assert rows.get(number="273-ФЗ").adopted_on == date(2012, 12, 29)
    assert rows.get(number="304-ФЗ").adopted_on == date(2020, 7, 31)
    assert rows.get(number="273-ФЗ").title == EDUCATION
    assert resolution.recommendations.get(number="1.4").citations.get().text == BARE


def test_a_bare_name_before_the_requisites_is_the_same_act(world: World, register) -> None:
    bare, full = register(BARE, FULL)
    assert bare.acts.get() == full.acts.get()


def test_a_later_text_completes_the_card_and_the_journal_tells(world: World, register) -> None:
    register(BARE)
    register(FULL)
    assert acts(world) == [("273-ФЗ", date(2012, 12, 29))]
    event = AuditEvent.objects.get(act="complete_act")
    assert event.details["before"] == {"number": "", "adopted_on": None}
    assert event.details["after"] == {"number": "273-ФЗ", "adopted_on": "2012-12-29"}


def test_a_title_learned_in_the_same_document_is_kept(world: World, register) -> None:
    register("приказа Минпросвещения России от 02.09.2020 № 458", "приказа № 458 «О порядке приёма»")
    act = LegalAct.objects.get(region=world.region)
    assert (act.title, act.adopted_on) == ("О порядке приёма", date(2020, 9, 2))
    assert not AuditEvent.objects.filter(act="complete_act").exists()


def test_an_edited_card_is_left_as_the_person_left_it(world: World, register) -> None:
    register(BARE)
    act = LegalAct.objects.get(region=world.region)
    change_act(actor=world["specialist"], act=act, url="https://pravo.example/273")
    register(FULL)
    act.refresh_from_db()
    assert (act.number, act.adopted_on) == ("", None)
    assert act.recommendations.count() == 2


def test_spelling_of_the_number_does_not_make_a_second_act(world: World, register) -> None:
    register("приказа от 01.09.2021 № 15-О", "приказом от 01.09.2021 № 15–О", "приказу от 01.09.2021 № 15-O")
    assert len(acts(world)) == 1


def test_two_acts_that_could_be_meant_are_not_guessed_between(world: World, register) -> None:
    register("приказа от 01.09.2021 № 15", "приказа от 01.09.2022 № 15")
    (clause,) = register("приказа № 15")
    assert (clause.acts.get().number, clause.acts.get().adopted_on) == ("15", None)
    (again,) = register("приказа № 15")
    assert again.acts.get() == clause.acts.get()


def test_of_two_acts_in_one_document_none_takes_over_the_bare_card(world: World, register) -> None:
    (bare,) = register("закона области «О детях»")
    register("закона области от 01.09.2021 № 15-з «О детях»", "закона области от 01.09.2022 № 18-з «О детях»")
    assert acts(world) == [("", None), ("15-з", date(2021, 9, 1)), ("18-з", date(2022, 9, 1))]
    assert bare.acts.get().number == ""


def test_orders_of_different_bodies_with_one_number_are_different(world: World, register) -> None:
    register("приказа Рособрнадзора № 15", "приказа Минпросвещения от 01.09.2021 № 15")
    assert len(acts(world)) == 2


def test_another_region_has_its_own_register(world: World, register) -> None:
    register(FULL)
    other = make_world()
    clause = make_recommendation(make_resolution(other.region), legal_acts=found_in(FULL))
    register_acts(actor=other["specialist"], clauses=[clause])
    assert acts(other) == acts(world)
    assert clause.acts.get().region == other.region


def test_a_new_wording_rests_on_what_it_names(world: World, register) -> None:
    (clause,) = register(FULL)
    kept = clause.acts.get()
    clause.legal_acts = found_in("исполнить приказ от 01.09.2021 № 15")
    register_acts(actor=world["specialist"], clauses=[clause])
    assert clause.acts.get().number == "15"
    assert LegalAct.objects.filter(pk=kept.pk).exists()


def test_a_new_version_leaves_alone_what_a_person_has_decided(world: World, register) -> None:
    """Merged cards stay merged, an act linked by hand stays linked."""
    first, second = register("распоряжением от 31.03.2022 № 678-р", FULL)
    merge_acts(actor=world["specialist"], act=first.acts.get(), into=second.acts.get())
    link_act(actor=world["specialist"], act=second.acts.get(), clause=(third := register("школам")[0]))
    register_acts(actor=world["specialist"], clauses=[first, second, third])
    assert [clause.acts.get().number for clause in (first, second, third)] == ["273-ФЗ"] * 3


def test_a_link_that_a_person_has_settled_is_not_doubted_again(world: World, register) -> None:
    """Read anew, the bare name could be either law."""
    (bare,) = register("закона области «О детях»")
    first, _ = register(
        "закона области от 01.09.2021 № 15-з «О детях»", "закона области от 01.09.2022 № 18-з «О детях»"
    )
    merge_acts(actor=world["specialist"], act=bare.acts.get(), into=first.acts.get())
    register_acts(actor=world["specialist"], clauses=[bare])
    assert bare.acts.get() == first.acts.get()


def test_words_of_a_merged_card_are_known_in_the_next_document(world: World, register) -> None:
    first, second = register("распоряжением от 31.03.2022 № 678-р", FULL)
    merge_acts(actor=world["specialist"], act=first.acts.get(), into=second.acts.get())
    (again,) = register("распоряжением от 31.03.2022 № 678-р")
    assert again.acts.get() == second.acts.get()


def test_two_names_of_one_act_in_a_clause_are_one_link(world: World, register) -> None:
    (clause,) = register(f"{BARE}, а также {FULL}")
    assert clause.citations.count() == 1


def test_three_hundred_clauses_cost_few_queries(world: World, clauses) -> None:
    """A query for each clause would be hundreds; SQLite takes a long insert in several parts."""
    rows = clauses(*(f"{FULL} и приказ от 01.09.2021 № 1-{number}" for number in range(300)))
    with CaptureQueriesContext(connection) as queries:
        register_acts(actor=world["specialist"], clauses=rows)
    assert len(queries) <= 15
    assert len(acts(world)) == 301
