"""Loading the demo: registry, accounts, resolution, assignments, then half a year of acts in the order of time."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from organizations.models import Organization, Region, User
from organizations.roles import GroupCode
from organizations.services.audit import record_command
from organizations.services.registry import load_registry
from recommendations.control import Period, WorkingCalendar
from recommendations.demo.accounts import KNOWN
from recommendations.demo.calendar import FORUM_ON, DemoCalendar
from recommendations.demo.cast import Cast, acting, gather_cast
from recommendations.demo.play import Thread, play
from recommendations.demo.scenario import PLOTS, Plot, fields_of
from recommendations.demo.story import DILIGENCE, Frame, beats_of, choose_story
from recommendations.documents import parse_document
from recommendations.models import Assignment, Recommendation, Resolution, Task
from recommendations.services.assignments import draft_assignment, issue_assignment, open_period
from recommendations.services.resolutions import adopt_resolution, import_resolution

DOCUMENT = Path(__file__).resolve().parent.parent / "data" / "forum-2021.md"
REGION_CODE, REGION_NAME = "67", "Смоленская область"
SEED = 2021
MORNING, MIDNIGHT = time(9, 30), time(0, 5)


class DemoRefused(Exception):
    """The demo cannot be loaded; the text says why."""


def is_loaded() -> bool:
    """Whether the demo is in the database."""
    return User.objects.filter(email=KNOWN[0].email).exists()


@transaction.atomic
def load_demo(*, now: datetime | None = None, seed: int = SEED) -> bool:
    """Load everything as of `now` (aware, the current moment by default); False when it is there already.

    Raises DemoRefused when the database holds a region of its own under the code of the demo.
    """
    if is_loaded():
        return False
    if Region.objects.filter(code=REGION_CODE).exists():
        raise DemoRefused(f"Регион с кодом {REGION_CODE} уже есть, и он не учебный. Возьмите пустую базу данных.")
    region = Region.objects.create(code=REGION_CODE, name=REGION_NAME, time_zone=settings.DEMO_TIME_ZONE)
    load_registry(region=region)
    calendar = DemoCalendar(now or timezone.now(), region.zone, WorkingCalendar())
    cast = gather_cast(region, since=date(FORUM_ON.year, 1, 1))
    resolution = _bring_resolution(cast, calendar)
    Director(cast, calendar, resolution, seed).run()
    record_command(region=region, act="load_demo", seed=seed)
    return True


def _bring_resolution(cast: Cast, calendar: DemoCalendar) -> Resolution:
    """The forum's own document, read by the importer, adopted on the day of the forum."""
    content = DOCUMENT.read_bytes()
    actor = acting(cast.specialists[0], datetime.combine(FORUM_ON, time(16), calendar.zone))
    parsed = parse_document(content, DOCUMENT.name)
    resolution = import_resolution(actor=actor, parsed=parsed, content=content, name=DOCUMENT.name)
    return adopt_resolution(actor=actor, resolution=resolution)


@dataclass
class Director:
    """Keeps what is still to happen in the order of time and lets it happen."""

    cast: Cast
    calendar: DemoCalendar
    resolution: Resolution
    seed: int
    agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    planned: int = 0

    def run(self) -> None:
        """Plan the assignments, then play until nothing is left."""
        points = {point.number: point for point in self.resolution.recommendations.select_related("resolution")}
        for plot in PLOTS:
            self._plan_issue(plot, points[plot.number])
        while self.agenda:
            moment, _, happen = heapq.heappop(self.agenda)
            happen(moment)

    def _at(self, moment: datetime, happen: Callable[[datetime], None]) -> None:
        self.planned += 1
        heapq.heappush(self.agenda, (moment, self.planned, happen))

    def _plan_issue(self, plot: Plot, point: Recommendation) -> None:
        day = self.calendar.second_wave_on if plot.second_wave else self.calendar.ordered_on
        self._at(self.calendar.moment(day, MORNING), lambda moment: self._issue(plot, point, moment))

    def _issue(self, plot: Plot, point: Recommendation, moment: datetime) -> None:
        actor = acting(self.cast.specialists[0], moment)
        fields = fields_of(plot, self.calendar, self.cast, actor.organization)
        assignment = draft_assignment(actor=actor, recommendation=point, **fields)
        created = issue_assignment(actor=actor, assignment=assignment)
        self._plan_stories(plot, created, moment)
        if created[0].period:
            self._plan_periods(plot, assignment, Period.from_key(created[0].period))

    def _plan_periods(self, plot: Plot, assignment: Assignment, first: Period) -> None:
        for period in self.calendar.later_periods(first):
            self._at(
                self.calendar.moment(period.starts_on, MIDNIGHT),
                lambda moment, period=period: self._open(plot, assignment, period, moment),
            )

    def _open(self, plot: Plot, assignment: Assignment, period: Period, moment: datetime) -> None:
        actor = acting(self.cast.specialists[0], moment)
        self._plan_stories(plot, open_period(actor=actor, assignment=assignment, period=period), moment)

    def _plan_stories(self, plot: Plot, created: list[Task], moment: datetime) -> None:
        for task in created:
            self._plan_story(plot, task, moment)

    def _plan_story(self, plot: Plot, task: Task, moment: datetime) -> None:
        organization = self.cast.executor(task.organization_id).organization
        rng = Random(f"{self.seed} {plot.number} {task.period} {_identity(organization)}")
        frame = _frame(task, moment, self.calendar)
        is_common = plot.addressee in {GroupCode.SCHOOL, GroupCode.MUNICIPAL}
        story = choose_story(
            rng,
            is_passed=task.due_on < self.calendar.today,
            is_common=is_common,
            troubles=_troubles(self.seed, organization),
        )
        thread = Thread(task, plot, self.cast, self.calendar, rng)
        for at, beat in beats_of(story, frame, rng, thread.fitting):
            self._at(at, lambda moment, beat=beat: play(thread, beat, moment))


def _frame(task: Task, moment: datetime, calendar: DemoCalendar) -> Frame:
    came_on = moment.astimezone(calendar.zone).date()
    over = Period.from_key(task.period).ends_on + timedelta(days=1) if task.period else came_on
    return Frame(came_on, max(over, came_on), task.due_on, calendar)


def _identity(organization: Organization) -> str:
    """The same on every database, whatever the ids are."""
    place = organization.municipality.oktmo if organization.municipality else ""
    return f"{place} {organization.name}"


def _troubles(seed: int, organization: Organization) -> float:
    """How often things end badly in the organization's territory."""
    place = organization.municipality.oktmo if organization.municipality else ""
    return Random(f"{seed} {place}").choice(DILIGENCE)
