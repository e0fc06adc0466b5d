"""What the loaded demo shows (issue 2, point 2)."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from organizations.models import Membership, Municipality, Organization, Region, User
from organizations.roles import Role
from recommendations.control import Bucket, WorkingCalendar
from recommendations.demo.load import load_demo
from recommendations.evidence_types import content_type_of
from recommendations.models import (
    Assignment,
    Evidence,
    ExtensionRequest,
    NotApplicableRequest,
    ProgressReport,
    Remark,
    Resolution,
    StoredFile,
    Task,
    TaskEvent,
)
from recommendations.statuses import Act, AssignmentKind, AssignmentStatus, Decision, ReportState
from recommendations.summaries.integrity import integrity_problems
from tests.recommendations.demo.conftest import LOADED_AT
from tests.recommendations.demo.figures import (
    FEWEST_MUNICIPALITIES,
    LEAST_SHARE_DUE_SOON,
    municipalities_by_bucket,
    share_due_soon,
)

pytestmark = pytest.mark.django_db
TODAY = LOADED_AT.date()


def test_the_region_is_whole(demo: Region) -> None:
    assert (demo.code, demo.name, demo.time_zone) == ("67", "Смоленская область", "Europe/Moscow")
    assert Municipality.objects.filter(region=demo).count() == 27
    assert Organization.objects.schools().filter(region=demo).count() == 144


def test_the_resolution_keeps_its_own_date(demo: Region, demo_files: None) -> None:
    resolution = Resolution.objects.get()
    assert (resolution.event_from, resolution.stage) == (date(2021, 8, 24), "adopted")
    assert [section.recommendations.count() for section in resolution.sections.all()] == [4, 4, 4, 5]
    text = resolution.texts.get()
    shipped = Path(__file__).parents[3] / "recommendations" / "data" / "forum-2021.md"
    with text.file.open() as file:
        assert file.read() == shipped.read_bytes()


def test_each_recommendation_is_issued_on_a_current_order(demo: Region) -> None:
    assignments = Assignment.objects.all()
    assert assignments.filter(status=AssignmentStatus.ISSUED).count() == len(assignments) == 17
    assert assignments.values("recommendation").distinct().count() == 17
    assert set(assignments.values_list("basis_on", flat=True)) == {date(2026, 5, 22)}
    assert all("вымышлен" in assignment.instruction for assignment in assignments)
    assert {kind for (kind,) in assignments.values_list("kind")} == set(AssignmentKind.values)


def test_the_half_year_of_periods_ends_on_the_day_of_loading(demo: Region) -> None:
    monthly = Task.objects.filter(assignment__period_kind="month")
    periods = sorted(set(monthly.values_list("period", flat=True)))
    assert periods == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    assert monthly.count() == 6 * 144


def test_every_bucket_is_in_five_municipalities(demo: Region) -> None:
    found = {bucket: len(places) for bucket, places in municipalities_by_bucket(TODAY).items()}
    assert set(found) == set(Bucket)
    assert min(found.values()) >= FEWEST_MUNICIPALITIES, found


def test_enough_is_due_within_thirty_days(demo: Region) -> None:
    assert share_due_soon(TODAY) >= LEAST_SHARE_DUE_SOON


def test_the_rows_agree_with_one_another(demo: Region) -> None:
    assert list(integrity_problems()) == []


def test_acts_stand_in_the_order_of_time(demo: Region) -> None:
    moments = list(TaskEvent.objects.order_by("pk").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < LOADED_AT


def test_people_report_in_office_hours_and_seldom_on_a_day_off(demo: Region) -> None:
    calendar, zone = WorkingCalendar(), ZoneInfo("Europe/Moscow")
    submitted = ProgressReport.objects.filter(submitted_at__isnull=False).values_list("submitted_at", flat=True)
    local = [moment.astimezone(zone) for moment in submitted]
    assert all(time(8) <= moment.time() < time(18) for moment in local)
    assert sum(not calendar.is_working(moment.date()) for moment in local) < len(local) / 20


def test_nobody_accepts_own_work(demo: Region) -> None:
    for event in TaskEvent.objects.filter(act=Act.ACCEPT).select_related("task", "membership"):
        submitted = event.task.reports.get(version=event.version_after)
        assert submitted.submitted_by_id != event.user_id
        if event.membership.role not in Role.SPECIALISTS:
            assert event.membership.organization_id != event.task.organization_id


def test_all_kinds_of_acts_happened(demo: Region) -> None:
    acts = set(TaskEvent.objects.values_list("act", flat=True))
    assert acts >= {
        Act.ISSUE,
        Act.START,
        Act.NOTE_PROGRESS,
        Act.SUBMIT,
        Act.ENDORSE,
        Act.ACCEPT,
        Act.RETURN_FOR_REWORK,
        Act.EXTEND_DEADLINE,
        Act.MARK_NOT_APPLICABLE,
        Act.WITHDRAW,
    }
    assert ProgressReport.objects.filter(on_behalf_by__isnull=False).exists()
    assert Task.objects.filter(first_seen_at__isnull=True).exists()


@pytest.mark.parametrize("model", [ExtensionRequest, NotApplicableRequest])
def test_requests_are_granted_refused_and_waiting(demo: Region, model: type) -> None:
    decisions = set(model.objects.values_list("decision", flat=True))
    assert decisions >= {Decision.APPROVED, Decision.REJECTED, Decision.PENDING}


def test_reports_are_believable(demo: Region) -> None:
    reports = ProgressReport.objects.filter(state=ReportState.DONE, submitted_at__isnull=False)
    words = reports.filter(task__assignment__recommendation__number="4.1").values_list("what_done", flat=True)
    assert len(set(words)) > 100
    assert not reports.filter(what_done__contains="{").exists()
    assert not reports.filter(filler_name="").exists()
    assert Remark.objects.count() > 50
    assert reports.exclude(obstacle="none").filter(obstacle_text="").count() == 0


def test_links_lead_nowhere_real(demo: Region) -> None:
    links = Evidence.objects.exclude(url="")
    assert links.exists()
    assert not links.exclude(url__startswith="https://school.example/").exists()


def test_files_are_what_their_names_say(demo: Region, demo_files: None) -> None:
    attached = Evidence.objects.filter(stored__isnull=False).select_related("stored")
    assert {name.rpartition(".")[2] for name in attached.values_list("file_name", flat=True)} == {"docx", "pdf", "png"}
    for stored in StoredFile.objects.prefetch_related("attached"):
        with stored.file.open() as content:
            assert content_type_of(stored.attached.all()[0].file_name, content) == stored.content_type


def test_invented_people_cannot_sign_in_and_say_what_they_are(demo: Region) -> None:
    examples = User.objects.filter(email__regex=r"^(municipal|school)-\d+@demo\.example$")
    assert len(examples) == 25 + 140
    assert not any(person.has_usable_password() for person in examples)
    assert not Membership.objects.exclude(position__contains="демонстрационная учётная запись").exists()
    assert len({person.full_name for person in User.objects.all()}) == User.objects.count()


def test_the_second_time_does_nothing(demo: Region, capsys) -> None:
    before = Task.objects.count(), User.objects.count(), TaskEvent.objects.count()
    assert load_demo(now=LOADED_AT + timedelta(days=1)) is False
    call_command("load_demo")
    assert capsys.readouterr().out == "Учебные данные уже загружены, ничего не изменено.\n"
    assert (Task.objects.count(), User.objects.count(), TaskEvent.objects.count()) == before


def test_loading_is_not_dated_after_the_loading(demo: Region) -> None:
    issued = Task.objects.order_by("-issued_at").values_list("issued_at", flat=True)[0]
    assert isinstance(issued, datetime)
    assert issued <= LOADED_AT


def test_one_known_person_has_two_roles_to_switch_between(demo: Region) -> None:
    """«A membership switch» can be tried in the demo; the first role is the one that the list of accounts names."""
    roles = (
        Membership.objects.filter(user__email="department3@demo.example").order_by("pk").values_list("role", flat=True)
    )
    assert list(roles) == ["department", "observer"]
