"""A person keeps the register: cards are made, changed and merged, clauses linked by hand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent
from recommendations.models import Citation, LegalAct
from recommendations.services.act_cards import KnownAct, change_act, create_act, link_act, merge_acts, unlink_act
from tests.factories import World, make_recommendation, make_resolution

LAW = {"kind": "federal_law", "number": "273-ФЗ", "adopted_on": date(2012, 12, 29), "title": "Об образовании"}
ORDER = {"kind": "order", "number": "15", "adopted_on": date(2021, 9, 1), "title": "О школах"}


@pytest.fixture
def law(world: World) -> LegalAct:
    return create_act(actor=world["methodologist"], **LAW)


@pytest.fixture
def order(world: World) -> LegalAct:
    return create_act(actor=world["specialist"], **ORDER)


def cite(world: World, *acts: LegalAct):
    """A clause that names these acts."""
    clause = make_recommendation(make_resolution(world.region))
    for act in acts:
        Citation.objects.create(region=world.region, recommendation=clause, act=act, text="как назван")
    return clause


def test_a_new_card_is_found_by_its_words(world: World, law: LegalAct) -> None:
    assert law.name == "Федеральный закон от 29.12.2012 №\u00a0273-ФЗ «Об образовании»"
    assert LegalAct.objects.visible_to(world["specialist"]).search("ОБ ОБРАЗОВАНИИ 273-фз").get() == law
    assert AuditEvent.objects.get(act="create_act").details["after"]["adopted_on"] == "2012-12-29"


def test_a_change_keeps_before_and_after(world: World, law: LegalAct) -> None:
    change_act(actor=world["specialist"], act=law, in_force_until=date(2027, 8, 31), title="Об образовании в РФ")
    event = AuditEvent.objects.get(act="change_act")
    assert event.details["before"] == {"title": "Об образовании", "in_force_until": None}
    assert event.details["after"] == {"title": "Об образовании в РФ", "in_force_until": "2027-08-31"}


def test_a_change_of_nothing_is_no_act(world: World, law: LegalAct) -> None:
    change_act(actor=world["specialist"], act=law, **LAW)
    assert not AuditEvent.objects.filter(act="change_act").exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"url": "просто слова"}, "url"),
        ({"adopted_on": date(2030, 1, 1)}, "adopted_on"),
        ({"in_force_until": date(2012, 12, 28)}, "in_force_until"),
        ({"kind": "novel"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, law: LegalAct, fields: dict, at: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change_act(actor=world["specialist"], act=law, **fields)
    assert list(refused.value.message_dict) == [at]
    law.refresh_from_db()
    assert law.in_force_until is None


@pytest.mark.parametrize("number", ["273-ФЗ", "№ 273-фз", " 273 ФЗ"])
def test_the_same_act_twice_names_the_card_that_is_there(world: World, law: LegalAct, number: str) -> None:
    with pytest.raises(KnownAct) as refused:
        create_act(actor=world["specialist"], **LAW | {"number": number, "title": "Иначе"})
    assert refused.value.act == law


def test_a_change_into_another_card_is_refused(world: World, law: LegalAct, order: LegalAct) -> None:
    with pytest.raises(KnownAct):
        change_act(actor=world["specialist"], act=order, **LAW)


def test_a_card_that_says_nothing_is_refused(world: World) -> None:
    with pytest.raises(ValidationError) as refused:
        create_act(actor=world["specialist"], kind="order", number="", title="")
    assert "title" in refused.value.message_dict


def test_merging_moves_the_clauses_and_the_journal_keeps_both(world: World, law: LegalAct, order: LegalAct) -> None:
    both, one = cite(world, law, order), cite(world, order)
    change_act(actor=world["specialist"], act=order, url="https://pravo.example/15")
    merge_acts(actor=world["specialist"], act=order, into=law)
    assert not LegalAct.objects.filter(pk=order.pk).exists()
    assert [both.citations.get().act, one.citations.get().act] == [law, law]
    law.refresh_from_db()
    assert (law.number, law.url) == ("273-ФЗ", "https://pravo.example/15")
    events = AuditEvent.objects.filter(act="merge_acts")
    assert set(events.values_list("object_id", flat=True)) == {law.pk, order.pk}
    assert events.get(object_id=law.pk).details["merged"]["number"] == "15"
    assert events.get(object_id=law.pk).details["clauses"] == 1


def test_a_card_is_not_merged_into_itself(world: World, law: LegalAct) -> None:
    with pytest.raises(ValidationError):
        merge_acts(actor=world["specialist"], act=law, into=law)


def test_a_clause_is_linked_and_unlinked_by_hand(world: World, law: LegalAct) -> None:
    clause = cite(world)
    citation = link_act(actor=world["methodologist"], act=law, clause=clause)
    with pytest.raises(ValidationError):
        link_act(actor=world["methodologist"], act=law, clause=clause)
    unlink_act(actor=world["methodologist"], citation=citation)
    assert not clause.acts.exists()
    assert list(AuditEvent.objects.filter(object_id=law.pk).order_by("pk").values_list("act", flat=True)) == [
        "create_act",
        "link_act",
        "unlink_act",
    ]


@pytest.mark.parametrize("role", ["coordinator", "school", "observer", "administrator"])
def test_others_do_not_keep_the_register(world: World, law: LegalAct, order: LegalAct, role: str) -> None:
    actor, citation = world[role], link_act(actor=world["specialist"], act=law, clause=cite(world))
    for act in (
        lambda: create_act(actor=actor, **ORDER),
        lambda: change_act(actor=actor, act=law, title="Иначе"),
        lambda: merge_acts(actor=actor, act=law, into=order),
        lambda: link_act(actor=actor, act=law, clause=cite(world)),
        lambda: unlink_act(actor=actor, citation=citation),
    ):
        with pytest.raises(Refused, match="Реестр правовых актов ведут"):
            act()
