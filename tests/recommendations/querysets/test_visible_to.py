"""Who sees which rows: the one truth for reading."""

import pytest

from organizations.models import AuditEvent, Membership, Municipality, Organization
from recommendations.models import Assignment, ExtensionRequest, Recommendation, Resolution, Task
from tests.busy import Busy

READERS = ("specialist", "colleague", "head", "methodologist", "observer")
MODELS = (Task, Assignment, Resolution, Recommendation, ExtensionRequest, Organization, Municipality, Membership)


@pytest.mark.parametrize("model", [*MODELS, AuditEvent], ids=lambda model: model.__name__)
def test_another_region_is_never_seen(busy: Busy, model: type) -> None:
    """«a query never crosses regions»: an empty region sees nothing of a busy one, whatever the role."""
    for actor in busy.foreign.actors.values():
        rows = model.objects.visible_to(actor)
        regions = {getattr(row, "region_id", None) or row.resolution.region_id for row in rows}
        assert regions <= {busy.foreign.region.pk}
    for actor in busy.actors().values():
        assert not model.objects.visible_to(actor).filter(region=busy.foreign.region).exists()


@pytest.mark.parametrize("role", READERS)
def test_readers_of_the_region_see_all_its_tasks(busy: Busy, role: str) -> None:
    """«read: СОИРО all, dept specialist all, observer all»."""
    own = Task.objects.filter(region=busy.world.region)
    assert set(Task.objects.visible_to(busy.actors()[role])) == set(own)


@pytest.mark.parametrize("role", ["school", "neighbour", "other_school"])
def test_a_school_sees_its_own(busy: Busy, role: str) -> None:
    """«read: school own»."""
    actor = busy.actors()[role]
    rows = Task.objects.visible_to(actor)
    assert {task.organization_id for task in rows} == {actor.organization.pk}


@pytest.mark.parametrize("role", ["coordinator", "other_coordinator"])
def test_a_coordinator_sees_the_territory(busy: Busy, role: str) -> None:
    """«read: municipal own territory»: its schools and itself, not the neighbours, not the region."""
    actor = busy.actors()[role]
    places = set(Task.objects.visible_to(actor).values_list("municipality", flat=True))
    assert places == {actor.organization.municipality_id}


@pytest.mark.parametrize("model", [Task, Assignment, Resolution, Recommendation, ExtensionRequest])
def test_an_administrator_sees_no_work(busy: Busy, model: type) -> None:
    """«read: administrator registry, people, journal»."""
    assert not model.objects.visible_to(busy.world["administrator"]).exists()


def test_nobody_but_the_administrator_reads_the_journal(busy: Busy) -> None:
    readers = {name for name, actor in busy.actors().items() if AuditEvent.objects.visible_to(actor).exists()}
    assert readers == {"administrator"}


def test_drafts_are_seen_where_they_are_written(busy: Busy) -> None:
    """A draft is a proposal: executors and observers do not see it."""
    seers = {
        name
        for name, actor in busy.actors().items()
        if Assignment.objects.visible_to(actor).filter(pk=busy.pk("draft")).exists()
    }
    assert seers == {"specialist", "colleague", "head", "methodologist"}


def test_an_organization_without_a_municipality_shows_nothing_to_strangers(busy: Busy) -> None:
    """Trap: a filter by a value that can be None would show the region's own rows to every school."""
    regional = Task.objects.filter(municipality__isnull=True)
    assert regional.exists()
    for role in ("school", "coordinator", "neighbour", "other_coordinator"):
        assert not Task.objects.visible_to(busy.actors()[role]).filter(pk__in=regional).exists()


def test_the_queues_hold_only_what_their_reader_sees(busy: Busy) -> None:
    for actor in busy.actors().values():
        visible = Task.objects.visible_to(actor)
        for queue in (Task.objects.to_do(actor), Task.objects.to_check(actor)):
            assert set(queue) <= set(visible) or actor.is_administrator


def test_the_journal_is_only_added_to(busy: Busy) -> None:
    """Changing or deleting through the program is refused; the row stays."""
    row = AuditEvent.objects.latest("pk")
    for attempt in (row.save, row.delete, AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(act="x")):
        with pytest.raises(TypeError, match="Журнал действий не"):
            attempt()
    assert AuditEvent.objects.filter(pk=row.pk).exists()
