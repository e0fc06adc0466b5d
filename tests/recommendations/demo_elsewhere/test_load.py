"""The demo loaded on a hard day: New Year's Day, two minutes after midnight, far in the east."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from organizations.models import Region
from recommendations.control import Bucket
from recommendations.models import Task, TaskEvent
from recommendations.summaries.integrity import integrity_problems
from tests.factories import moment
from tests.recommendations.demo.figures import (
    FEWEST_MUNICIPALITIES,
    LEAST_SHARE_DUE_SOON,
    municipalities_by_bucket,
    share_due_soon,
)
from tests.recommendations.demo.loading import loaded_at

# One load a database is enough for PostgreSQL: a second one in emptied tables meets the planner's notes of the first.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ZONE = "Asia/Vladivostok"
LOADED_AT = moment("2027-01-01 00:02", ZONE)
TODAY = date(2027, 1, 1)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Region]:
    yield from loaded_at(LOADED_AT, django_db_blocker, tmp_path_factory.mktemp("media"), DEMO_TIME_ZONE=ZONE)


def test_the_zone_is_the_region_s_own(demo: Region) -> None:
    assert demo.time_zone == ZONE
    issued = Task.objects.order_by("issued_at").values_list("issued_at", flat=True)[0]
    assert issued.astimezone(ZoneInfo(ZONE)).strftime("%d.%m.%Y %H:%M") == "01.07.2026 09:30"


def test_the_demands_hold(demo: Region) -> None:
    found = {bucket: len(places) for bucket, places in municipalities_by_bucket(TODAY).items()}
    assert set(found) == set(Bucket)
    assert min(found.values()) >= FEWEST_MUNICIPALITIES, found
    assert share_due_soon(TODAY) >= LEAST_SHARE_DUE_SOON


def test_the_period_that_has_just_begun_is_open(demo: Region) -> None:
    periods = set(Task.objects.filter(assignment__period_kind="month").values_list("period", flat=True))
    assert len(periods) == 6
    assert max(periods) == "2027-01"


def test_nothing_is_dated_after_the_loading(demo: Region) -> None:
    assert TaskEvent.objects.filter(recorded_at__gt=LOADED_AT).count() == 0


def test_the_rows_agree_with_one_another(demo: Region) -> None:
    assert list(integrity_problems()) == []
