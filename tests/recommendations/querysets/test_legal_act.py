"""Who reads which acts of the register, and by which words they are found."""

from datetime import date, timedelta

import pytest

from recommendations.documents.act_validity import EXPIRING_DAYS, Validity, validity
from recommendations.models import Citation, LegalAct
from recommendations.statuses import ActKind
from tests.factories import NOW, World, make_recommendation, make_resolution, make_task, make_world

TODAY = date(2026, 9, 1)


def make_act(world: World, **changes) -> LegalAct:
    defaults = {"kind": "order", "name": "приказа", "number": f"{LegalAct.objects.count()}", "created_at": NOW}
    return LegalAct.objects.create(region=world.region, **defaults | changes)


@pytest.mark.parametrize(
    ("role", "read"),
    [
        ("specialist", {"cited", "idle"}),
        ("methodologist", {"cited", "idle"}),
        ("observer", {"cited", "idle"}),
        ("school", {"cited"}),
        ("coordinator", {"cited"}),
        ("other_school", set()),
        ("administrator", set()),
    ],
)
def test_executors_read_the_acts_of_the_resolutions_that_they_read(world: World, role: str, read: set[str]) -> None:
    clause = make_recommendation(make_resolution(world.region))
    make_task(
        world, recommendation=clause, addressee_rule={"groups": ["school"], "municipalities": [world.municipality.pk]}
    )
    cited, _ = make_act(world, title="cited"), make_act(world, title="idle")
    Citation.objects.create(region=world.region, recommendation=clause, act=cited, text="приказа")
    assert set(LegalAct.objects.visible_to(world[role]).values_list("title", flat=True)) == read


def test_another_region_reads_nothing(world: World) -> None:
    make_act(world)
    assert not LegalAct.objects.visible_to(make_world()["specialist"]).exists()


@pytest.mark.parametrize("days", [None, -1, 0, 1, EXPIRING_DAYS, EXPIRING_DAYS + 1])
def test_the_database_knows_validity_as_the_rule_does(world: World, days: int | None) -> None:
    act = make_act(world, in_force_until=None if days is None else TODAY + timedelta(days=days))
    found = [one for one in Validity if LegalAct.objects.of_validity(one, TODAY).exists()]
    assert found == [validity(act.in_force_until, TODAY)]


def test_acts_stand_by_their_force_then_from_the_newest(world: World) -> None:
    for kind, day in [
        (ActKind.ORDER, None),
        (ActKind.ORDER, date(2020, 1, 1)),
        (ActKind.ORDER, date(2021, 1, 1)),
        (ActKind.FEDERAL_LAW, date(2012, 1, 1)),
    ]:
        make_act(world, kind=kind, adopted_on=day)
    days = LegalAct.objects.in_order().values_list("adopted_on", flat=True)
    assert list(days) == [date(2012, 1, 1), date(2021, 1, 1), date(2020, 1, 1), None]


@pytest.mark.parametrize(
    ("fields", "is_like"),
    [
        ({"number": "15", "title": "Иначе"}, True),
        ({"number": "77", "title": "О школах"}, True),
        ({"number": "77", "title": "о ШКОЛАХ области"}, True),
        ({"number": "77", "title": "Иначе"}, False),
    ],
)
def test_alike_is_what_shares_a_number_or_a_title(world: World, fields: dict, is_like: bool) -> None:
    act, other = make_act(world, number="15", title="О школах"), make_act(world, **fields)
    assert list(LegalAct.objects.like(act)) == ([other] if is_like else [])


def test_nothing_is_like_a_card_that_says_nothing(world: World) -> None:
    act, _ = make_act(world, number="", title=""), make_act(world)
    assert not LegalAct.objects.like(act).exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": "15", "adopted_on": date(2021, 9, 1), "title": "О школах"}, "Приказ от 01.09.2021 №\u00a015"),
        ({"number": "15"}, "Приказ №\u00a015"),
        ({"number": "", "title": "О школах"}, "Приказ «О школах»"),
        ({"number": "", "name": "приказа министерства"}, "приказа министерства"),
        ({"kind": "strategy", "number": "", "title": "Стратегия развития"}, "Стратегия развития"),
    ],
)
def test_an_act_is_called_by_what_is_known_of_it(world: World, fields: dict, name: str) -> None:
    assert str(make_act(world, **fields)) == name
