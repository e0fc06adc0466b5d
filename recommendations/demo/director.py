"""Half a year of acts: what is still to happen, in the order of time."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from organizations.models import Organization
from organizations.roles import GroupCode
from recommendations.control import Period
from recommendations.demo.calendar import DemoCalendar
from recommendations.demo.cast import Cast, acting
from recommendations.demo.play import Thread, play
from recommendations.demo.scenario import PLOTS, Plot, fields_of
from recommendations.demo.story import DILIGENCE, Frame, Story, beats_of, choose_story
from recommendations.models import Assignment, Recommendation, Resolution, Task
from recommendations.services.assignments import draft_assignment, issue_assignment, open_period

MORNING, MIDNIGHT = time(9, 30), time(0, 5)


@dataclass
class Director:
    """Issues the assignments, opens their periods and lets each task have its story."""

    cast: Cast
    calendar: DemoCalendar
    resolution: Resolution
    seed: int
    agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    planned: int = 0

    def run(self) -> None:
        """Plan the assignments, then let things happen until nothing is left."""
        points = {point.number: point for point in self.resolution.recommendations.select_related("resolution")}
        for plot in PLOTS:
            self._at(
                self.calendar.moment(came_on(plot, self.calendar), MORNING), self._issue, plot, points[plot.number]
            )
        while self.agenda:
            moment, _, happen = heapq.heappop(self.agenda)
            happen(moment)

    def _at(self, moment: datetime, happen: Callable[..., None], *about: object) -> None:
        """Keep an act for its moment; acts of one moment happen in the order in which they were planned."""
        self.planned += 1
        act: Callable[[datetime], None] = partial(happen, *about)
        heapq.heappush(self.agenda, (moment, self.planned, act))

    def _issue(self, plot: Plot, point: Recommendation, moment: datetime) -> None:
        actor = acting(self.cast.specialists[0], moment)
        fields = fields_of(plot, self.calendar, self.cast, actor.organization)
        assignment = draft_assignment(actor=actor, recommendation=point, **fields)
        created = issue_assignment(actor=actor, assignment=assignment)
        self._plan_stories(plot, created, moment)
        if created[0].period:
            for period in self.calendar.later_periods(Period.from_key(created[0].period)):
                self._at(self.calendar.moment(period.starts_on, MIDNIGHT), self._open, plot, assignment, period)

    def _open(self, plot: Plot, assignment: Assignment, period: Period, moment: datetime) -> None:
        actor = acting(self.cast.specialists[0], moment)
        self._plan_stories(plot, open_period(actor=actor, assignment=assignment, period=period), moment)

    def _plan_stories(self, plot: Plot, created: list[Task], moment: datetime) -> None:
        for task in created:
            organization = self.cast.executor(task.organization_id).organization
            rng = Random(f"{self.seed} {plot.number} {task.period} {identity(organization)}")
            frame = frame_of(task.period, task.due_on, moment, self.calendar)
            thread = Thread(task, plot, self.cast, self.calendar, rng)
            story = story_of(plot, frame, organization, rng, self.seed)
            for at, beat in beats_of(story, frame, rng, thread.fitting):
                self._at(at, play, thread, beat)


def came_on(plot: Plot, calendar: DemoCalendar) -> date:
    """The day on which the assignment goes out."""
    return calendar.second_wave_on if plot.second_wave else calendar.ordered_on


def frame_of(period: str, due_on: date, moment: datetime, calendar: DemoCalendar) -> Frame:
    """The days of a task that came at that moment."""
    day = moment.astimezone(calendar.zone).date()
    over = Period.from_key(period).ends_on + timedelta(days=1) if period else day
    return Frame(day, max(over, day), due_on, calendar)


def story_of(plot: Plot, frame: Frame, organization: Organization, rng: Random, seed: int) -> Story:
    """What happens to the task of that organization."""
    return choose_story(
        rng,
        is_passed=frame.due_on < frame.calendar.today,
        is_common=plot.addressee in {GroupCode.SCHOOL, GroupCode.MUNICIPAL},
        troubles=Random(f"{seed} {_place(organization)}").choice(DILIGENCE),
    )


def identity(organization: Organization) -> str:
    """The same on every database, whatever the ids are."""
    return f"{_place(organization)} {organization.name}"


def _place(organization: Organization) -> str:
    return organization.municipality.oktmo if organization.municipality else ""
