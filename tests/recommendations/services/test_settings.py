"""Settings of a region are changed in one place, and the journal tells what they were."""

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent, Region
from recommendations.control import ControlRules
from recommendations.querysets.calendar import control_rules
from recommendations.services.settings import SECTIONS, Section, change_region, change_settings
from tests.factories import World

# Named by the domain rules, not used by the portal yet: no page offers it.
UNUSED = {"co_executor_working_days"}


def section(slug: str) -> Section:
    return next(one for one in SECTIONS if one.slug == slug)


DEADLINES, ACCESS, RETENTION = (section(slug) for slug in ("deadlines", "access", "retention"))


def save(world: World, page: Section, seen: dict | None = None, **values: object) -> list:
    """The page sent with these values and the defaults of the others."""
    return change_settings(
        actor=world["administrator"],
        section=page,
        values=values,
        seen=page.kept(world.region) if seen is None else seen,
    )


def stored(world: World) -> dict:
    return Region.objects.get(pk=world.region.pk).settings


def test_every_setting_stands_on_one_page() -> None:
    """«EVERY default of the domain rules»; one that nothing reads is not shown."""
    shown = [(page.rules, name) for page in SECTIONS for name in page.names]
    known = {(rules, name) for rules in {page.rules for page in SECTIONS} for name in rules.settings()}
    assert len(shown) == len(set(shown))
    assert known - set(shown) == {(ControlRules, name) for name in UNUSED}


def test_only_what_differs_is_kept(world: World) -> None:
    changed = save(world, DEADLINES, urgent_days=5, prompt_days=10)
    assert [one.name for one in changed] == ["urgent_days"]
    assert stored(world) == {"control": {"urgent_days": 5}}
    world.region.refresh_from_db()
    assert control_rules(world.region).urgent_days == 5


def test_a_default_comes_back(world: World) -> None:
    """«вернуть по умолчанию»"""
    save(world, DEADLINES, urgent_days=5)
    save(world, DEADLINES, seen={"urgent_days": 5})
    assert stored(world) == {"control": {}}


def test_pages_leave_the_settings_of_others_alone(world: World) -> None:
    save(world, DEADLINES, urgent_days=5)
    save(world, section("periods"), periodic_day=5)
    save(world, RETENTION, journal_days=400)
    assert stored(world) == {"control": {"urgent_days": 5, "periodic_day": 5}, "retention": {"journal_days": 400}}


def test_the_journal_tells_what_was_and_what_is(world: World) -> None:
    save(world, ACCESS, second_factor_roles=("administrator",), idle_minutes=20)
    event = AuditEvent.objects.get(act="change_settings")
    assert event.changes["idle_minutes"] == ["30", "20"]
    assert event.changes["second_factor_roles"][1] == "администратор портала"
    assert (event.object_kind, event.object_id) == ("region", world.region.pk)


def test_nothing_changed_is_nothing_recorded(world: World) -> None:
    assert save(world, DEADLINES, urgent_days=3) == []
    assert not AuditEvent.objects.filter(act="change_settings").exists()


def test_a_stale_window_is_told(world: World) -> None:
    """«Two windows: a stale form is told, not overwriting silently»."""
    save(world, DEADLINES, urgent_days=5)
    with pytest.raises(ValidationError, match=r"в другом окне\. Сейчас: Срок «срочно» — 5"):
        save(world, DEADLINES, seen={}, prompt_days=7)
    assert stored(world) == {"control": {"urgent_days": 5}}


def test_a_value_out_of_range_is_refused(world: World) -> None:
    """The journal is kept for 90 days at least."""
    with pytest.raises(ValidationError, match="от 90"):
        save(world, RETENTION, journal_days=30)
    assert stored(world) == {}


@pytest.mark.parametrize("name", ["head", "specialist", "coordinator", "observer", "school", "methodologist"])
def test_only_the_administrator_changes_settings(world: World, name: str) -> None:
    with pytest.raises(Refused, match="меняет администратор портала"):
        change_settings(actor=world[name], section=DEADLINES, values={"urgent_days": 5}, seen={})
    with pytest.raises(Refused, match="меняет администратор портала"):
        change_region(actor=world[name], name="Область", time_zone="Asia/Omsk", seen={})


def test_the_region_gets_a_name_and_a_clock(world: World) -> None:
    seen = {"name": world.region.name, "time_zone": "Europe/Moscow"}
    assert change_region(actor=world["administrator"], name="Область", time_zone="Asia/Omsk", seen=seen) == [
        "name",
        "time_zone",
    ]
    event = AuditEvent.objects.get(act="change_settings")
    assert event.changes["time_zone"] == ["Europe/Moscow", "Asia/Omsk"]
    with pytest.raises(ValidationError, match="в другом окне"):
        change_region(actor=world["administrator"], name="Край", time_zone="Asia/Omsk", seen=seen)


def test_an_unknown_time_zone_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="Часовой пояс «Луна» неизвестен"):
        change_region(actor=world["administrator"], name="Область", time_zone="Луна", seen={})
