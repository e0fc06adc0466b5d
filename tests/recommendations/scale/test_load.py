"""A region of scale is whole, lawful, repeatable, and comes once."""

import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from organizations.models import AuditEvent, Municipality, Organization, Region
from organizations.roles import Role
from recommendations.control import Bucket
from recommendations.demo.accounts import PASSWORD
from recommendations.management.commands.load_scale import MOST
from recommendations.models import (
    Evidence,
    ExtensionRequest,
    NotApplicableRequest,
    ProgressReport,
    Remark,
    StoredFile,
    Task,
    TaskEvent,
)
from recommendations.scale.load import ScaleRefused, load_scale
from recommendations.statuses import MOVES, Act
from recommendations.summaries.integrity import integrity_problems
from tests.factories import NOW, moment

SCHOOLS, TASKS = 15, 1_500
pytestmark = pytest.mark.django_db


def load(seed: int = 7, tasks: int = TASKS, now=NOW) -> Region:
    load_scale(schools=SCHOOLS, tasks=tasks, seed=seed, say=lambda text: None, now=now)
    return Region.objects.get(code=f"scale-{seed}")


def test_events_and_caches_agree():
    load()
    assert list(integrity_problems()) == []


def test_every_act_is_a_move_of_the_table():
    load()
    acts = TaskEvent.objects.exclude(act=Act.ISSUE).values_list("act", "status_before", "status_after").distinct()
    for act, before, after in acts:
        move = MOVES[Act(act)]
        assert before in move.sources, (act, before)
        assert after in move.targets or before == after, (act, before, after)


def test_nothing_happens_after_the_loading():
    load()
    assert not TaskEvent.objects.filter(recorded_at__gt=NOW).exists()
    assert not AuditEvent.objects.exclude(act="load_scale").filter(recorded_at__gt=NOW).exists()


def test_numbers_are_those_asked_for():
    region = load()
    assert Task.objects.filter(region=region).count() == TASKS
    assert Organization.objects.filter(region=region).schools().count() == SCHOOLS
    assert Municipality.objects.filter(region=region).count() == 27


def test_every_state_and_kind_of_row_is_there():
    region = load(tasks=4_000)
    tasks = Task.objects.filter(region=region).as_of(NOW.date(), region)
    assert set(tasks.values_list("bucket", flat=True)) == set(Bucket)
    for model in (ProgressReport, Evidence, Remark, ExtensionRequest, NotApplicableRequest):
        assert model.objects.filter(region=region).exists(), model
    assert ProgressReport.objects.filter(region=region, submitted_at=None).exists()
    assert ProgressReport.objects.filter(region=region, version__gt=1).exists()


def test_all_files_are_one_stored_file_that_opens():
    region = load()
    stored = StoredFile.objects.get(region=region)
    assert Evidence.objects.filter(region=region, stored=stored).count() > 50
    with stored.file.open("rb") as file:
        assert len(file.read()) == stored.size


def facts(seed: int, now=NOW) -> list[tuple]:
    """What a loading gives; the loading itself is taken back."""
    columns = ("organization__name", "municipality__name", "period", "status", "due_on", "executed_on")
    with transaction.atomic():
        rows = list(Task.objects.filter(region=load(seed, now=now)).order_by("pk").values_list(*columns))
        transaction.set_rollback(True)
    return rows


def test_the_same_seed_gives_the_same_rows():
    first = facts(7)
    assert facts(7) == first
    assert facts(8) != first
    assert facts(7, now=moment("2026-09-02 10:00")) != first


def test_the_same_seed_is_refused_twice():
    load()
    with pytest.raises(ScaleRefused, match="scale-7 уже заполнен"):
        load()
    with pytest.raises(CommandError, match="уже заполнен"):
        call_command("load_scale", seed="7", schools="1", tasks="1")


@pytest.mark.parametrize("name", list(MOST))
@pytest.mark.parametrize("value", ["0", "-1", "много", "1.5", "", "99999999999999999999"])
def test_a_wrong_number_is_named_in_russian(name, value):
    with pytest.raises(CommandError, match=f"--{name}: ожидается целое число от 1 до {MOST[name]}"):
        call_command("load_scale", **{name: value})
    assert not Region.objects.exists()


def test_accounts_are_printed_in_the_demo_only(capsys, settings):
    settings.DEMO = True
    call_command("load_scale", schools="3", tasks="40", seed="1")
    printed = capsys.readouterr().out
    assert PASSWORD in printed
    assert all(role.label in printed for role in Role)
    settings.DEMO = False
    call_command("load_scale", schools="3", tasks="40", seed="2")
    assert "@" not in capsys.readouterr().out


@pytest.mark.parametrize("role", Role.values)
def test_an_account_of_each_role_signs_in(client, settings, role):
    settings.DEMO = True
    people = load_scale(schools=3, tasks=60, seed=3, say=lambda text: None)
    person = next(row for row in people if row.role == role)
    form = {"login": person.user.email, "password": PASSWORD}
    assert client.post(reverse(portal.LOGIN_URL), form).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_outside_the_demo_nobody_can_sign_in(settings):
    settings.DEMO = False
    people = load_scale(schools=3, tasks=40, seed=3, say=lambda text: None)
    assert not any(person.user.has_usable_password() for person in people)
