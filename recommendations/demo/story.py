"""What may happen to a task: a table of weighted stories, and their days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from recommendations.demo.calendar import DemoCalendar


class Beat(StrEnum):
    """One thing that somebody does with a task."""

    SEE = "see"
    DRAFT = "draft"
    NOTE = "note"
    SUBMIT = "submit"
    SUBMIT_FOR = "submit_for"
    ENDORSE = "endorse"
    ACCEPT = "accept"
    RETURN_BY_MUNICIPALITY = "return_by_municipality"
    RETURN = "return"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    REFUSE = "refuse"
    ASK_NOT_APPLICABLE = "ask_not_applicable"
    MARK_NOT_APPLICABLE = "mark_not_applicable"
    WITHDRAW = "withdraw"


class When(StrEnum):
    """In which days a beat falls; each beat comes after the one before it."""

    SOON = "soon"  # within a week and a half after the assignment came
    EARLY = "early"  # well before the deadline, so that there is time to mend
    IN_TIME = "in_time"  # up to the deadline
    LATE = "late"  # within three weeks after the deadline
    LATELY = "lately"  # in the last days before the loading
    NEXT = "next"  # some days after the beat before


@dataclass(frozen=True)
class Story:
    """Beats in their order; weights among tasks whose deadline has passed and among those where it has not.

    `for_all`: also for the tasks of the department and the institute, of which there are few.
    """

    name: str
    passed: int
    open: int
    beats: tuple[tuple[Beat, When], ...]
    for_all: bool = False

    @property
    def is_troubled(self) -> bool:
        """It happens less in a diligent territory and more in a slow one."""
        return self.name.startswith(("overdue", "late"))


B, W = Beat, When
_SEEN = (B.SEE, W.SOON)
_CHECKED = ((B.ENDORSE, W.NEXT), (B.ACCEPT, W.NEXT))
_RETURNED = ((B.ENDORSE, W.NEXT), (B.RETURN, W.NEXT))

STORIES = (
    Story("done", 500, 40, (_SEEN, (B.SUBMIT, W.IN_TIME), *_CHECKED), for_all=True),
    Story("done_after_return", 45, 10, (_SEEN, (B.SUBMIT, W.EARLY), *_RETURNED, (B.SUBMIT, W.IN_TIME), *_CHECKED)),
    Story(
        "done_after_municipality",
        30,
        5,
        (_SEEN, (B.SUBMIT, W.EARLY), (B.RETURN_BY_MUNICIPALITY, W.NEXT), (B.SUBMIT, W.IN_TIME), *_CHECKED),
    ),
    Story("done_on_behalf", 20, 5, ((B.SUBMIT_FOR, W.IN_TIME), (B.ACCEPT, W.NEXT))),
    Story("done_after_note", 40, 5, (_SEEN, (B.NOTE, W.EARLY), (B.SUBMIT, W.IN_TIME), *_CHECKED), for_all=True),
    Story(
        "done_extended",
        20,
        0,
        (_SEEN, (B.ASK_EXTENSION, W.EARLY), (B.EXTEND, W.NEXT), (B.SUBMIT, W.IN_TIME), *_CHECKED),
    ),
    Story("late", 90, 0, (_SEEN, (B.SUBMIT, W.LATE), *_CHECKED)),
    Story("late_after_return", 30, 0, (_SEEN, (B.SUBMIT, W.IN_TIME), *_RETURNED, (B.SUBMIT, W.LATE), *_CHECKED)),
    Story(
        "late_refused",
        12,
        0,
        (_SEEN, (B.ASK_EXTENSION, W.EARLY), (B.REFUSE, W.NEXT), (B.SUBMIT, W.LATE), *_CHECKED),
    ),
    Story("overdue_silent", 35, 0, ()),
    Story("overdue_seen", 25, 0, (_SEEN,)),
    Story("overdue_begun", 25, 0, (_SEEN, (B.NOTE, W.EARLY))),
    Story("overdue_returned", 20, 0, (_SEEN, (B.SUBMIT, W.IN_TIME), *_RETURNED)),
    Story("waiting", 25, 35, (_SEEN, (B.SUBMIT, W.LATELY)), for_all=True),
    Story("waiting_for_controller", 25, 30, (_SEEN, (B.SUBMIT, W.LATELY), (B.ENDORSE, W.NEXT)), for_all=True),
    Story("not_applicable", 30, 30, (_SEEN, (B.ASK_NOT_APPLICABLE, W.SOON), (B.MARK_NOT_APPLICABLE, W.NEXT))),
    Story("withdrawn", 22, 25, ((B.WITHDRAW, W.SOON),)),
    Story("unseen", 0, 180, ()),
    Story("seen", 0, 160, (_SEEN,), for_all=True),
    Story("drafted", 0, 150, (_SEEN, (B.DRAFT, W.LATELY)), for_all=True),
    Story("noted", 0, 150, (_SEEN, (B.NOTE, W.LATELY)), for_all=True),
    Story("returned", 0, 60, (_SEEN, (B.SUBMIT, W.EARLY), *_RETURNED)),
    Story("returned_by_municipality", 0, 30, (_SEEN, (B.SUBMIT, W.EARLY), (B.RETURN_BY_MUNICIPALITY, W.NEXT))),
    Story("asks_extension", 0, 30, (_SEEN, (B.DRAFT, W.SOON), (B.ASK_EXTENSION, W.LATELY))),
    Story("extended", 0, 25, (_SEEN, (B.NOTE, W.SOON), (B.ASK_EXTENSION, W.NEXT), (B.EXTEND, W.NEXT))),
    Story("refused", 0, 15, (_SEEN, (B.NOTE, W.SOON), (B.ASK_EXTENSION, W.NEXT), (B.REFUSE, W.NEXT))),
    Story("asks_not_applicable", 0, 20, (_SEEN, (B.ASK_NOT_APPLICABLE, W.LATELY))),
    Story("applicable", 0, 15, (_SEEN, (B.ASK_NOT_APPLICABLE, W.SOON), (B.REFUSE, W.NEXT))),
)
DILIGENCE = (0.4, 0.8, 1.0, 1.2, 2.2)


@dataclass(frozen=True)
class Frame:
    """What the days of a task's story depend on; `reportable_from`: a period is reported when it is over."""

    came_on: date
    reportable_from: date
    due_on: date
    calendar: DemoCalendar


def choose_story(rng: Random, *, is_passed: bool, is_common: bool, troubles: float) -> Story:
    """A story by its weight; `troubles` multiplies the weights of those that end badly."""
    stories = [story for story in STORIES if story.for_all or is_common]
    weights = [_weight(story, is_passed, troubles) for story in stories]
    return rng.choices(stories, weights)[0]


def _weight(story: Story, is_passed: bool, troubles: float) -> float:
    weight = story.passed if is_passed else story.open
    return weight * troubles if story.is_troubled else weight


def beats_of(
    story: Story, frame: Frame, rng: Random, fitting: Callable[[Beat], Beat | None]
) -> Iterator[tuple[datetime, Beat]]:
    """Beats with their moments, in order, up to the day before the loading; a beat with no day left ends the story.

    `fitting` says how a beat goes for this task; None drops it.
    """
    after, due_on = frame.came_on, frame.due_on
    for beat, when in _fitted(story, fitting):
        first, last = _days(when, frame, after, due_on)
        if beat in {Beat.SUBMIT, Beat.SUBMIT_FOR}:
            first = max(first, frame.reportable_from)
        last = min(max(last, first), frame.calendar.yesterday)
        if last < first:
            return
        after = rng.choice(frame.calendar.working_days(first, last))
        if beat == Beat.EXTEND:
            due_on = extended(due_on, frame.calendar)
        yield frame.calendar.office_moment(after, rng), beat


def _fitted(story: Story, fitting: Callable[[Beat], Beat | None]) -> Iterator[tuple[Beat, When]]:
    for beat, when in story.beats:
        if fitted := fitting(beat):
            yield fitted, when


def extended(due_on: date, calendar: DemoCalendar) -> date:
    """The working day that executors of the demo ask for instead of the deadline."""
    return calendar.working.at_or_before(due_on + timedelta(days=21))


def _days(when: When, frame: Frame, after: date, due_on: date) -> tuple[date, date]:
    """First and last possible day of a beat after the day of the one before.

    A deadline that is still ahead is looked at from the day of loading, so that something has happened by then.
    """
    following, today = after + timedelta(days=1), frame.calendar.today
    known = min(due_on, today)
    starts, ends = {
        When.SOON: (following, frame.came_on + timedelta(days=10)),
        When.EARLY: (known - timedelta(days=18), known - timedelta(days=9)),
        When.IN_TIME: (known - timedelta(days=12), known),
        When.LATE: (due_on + timedelta(days=1), due_on + timedelta(days=21)),
        When.LATELY: (today - timedelta(days=9), today),
        When.NEXT: (following, after + timedelta(days=4)),
    }[when]
    return max(starts, following), ends
