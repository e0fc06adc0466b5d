"""What may happen to one task, told whole; the day of loading cuts each story where it has come to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from random import Random

STALE_DAYS, SETTLED = 100, 12
LATE_DAYS = 25
OPENS_UTC, OFFICE_MINUTES = 6, 9 * 60


class Step(Enum):
    """One act of a story."""

    SEE = "see"
    DRAFT = "draft"
    NOTE = "note"
    SUBMIT = "submit"
    ENDORSE = "endorse"
    RETURN_BY_MUNICIPALITY = "return by municipality"
    RETURN = "return"
    ACCEPT = "accept"
    ASK_EXTENSION = "ask extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse extension"
    ASK_NOT_APPLICABLE = "ask not applicable"
    MARK_NOT_APPLICABLE = "mark not applicable"
    REFUSE_NOT_APPLICABLE = "refuse not applicable"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Story:
    """Steps in order with a weight; `is_late`: handed in after the deadline; `is_silent`: never handed in."""

    weight: int
    steps: tuple[Step, ...]
    is_late: bool = False
    is_silent: bool = False


COMMON_DAYS = 6
PATIENCE_DAYS = {Step.ENDORSE: 12, Step.ACCEPT: 16, Step.RETURN: 12, Step.RETURN_BY_MUNICIPALITY: 12, Step.SUBMIT: 12}
_S = Step
_CHECKED = (_S.SUBMIT, _S.ENDORSE, _S.ACCEPT)
STORIES = (
    Story(420, (_S.SEE, *_CHECKED)),
    Story(160, (_S.SEE, _S.DRAFT, *_CHECKED)),
    Story(60, (_S.SEE, _S.NOTE, *_CHECKED)),
    Story(55, (_S.SEE, _S.DRAFT, _S.SUBMIT, _S.ENDORSE, _S.RETURN, *_CHECKED)),
    Story(25, (_S.SEE, _S.SUBMIT, _S.RETURN_BY_MUNICIPALITY, *_CHECKED)),
    Story(90, (_S.SEE, *_CHECKED), is_late=True),
    Story(20, (_S.SEE, _S.DRAFT, _S.SUBMIT, _S.ENDORSE, _S.RETURN, *_CHECKED), is_late=True),
    Story(25, (_S.SEE, _S.ASK_EXTENSION, _S.EXTEND, *_CHECKED)),
    Story(10, (_S.SEE, _S.ASK_EXTENSION, _S.REFUSE_EXTENSION, *_CHECKED)),
    Story(15, (_S.SEE, _S.ASK_NOT_APPLICABLE, _S.MARK_NOT_APPLICABLE)),
    Story(5, (_S.SEE, _S.ASK_NOT_APPLICABLE, _S.REFUSE_NOT_APPLICABLE, *_CHECKED)),
    Story(8, (_S.SEE, _S.WITHDRAW)),
    Story(40, (), is_silent=True),
    Story(30, (_S.SEE,), is_silent=True),
    Story(20, (_S.SEE, _S.DRAFT), is_silent=True),
    Story(15, (_S.SEE, _S.NOTE), is_silent=True),
    Story(15, (_S.SEE, _S.SUBMIT, _S.ENDORSE, _S.RETURN), is_silent=True),
)


@lru_cache(64)
def _weights(is_stale: bool, troubles: float) -> list[float]:
    """What is long past is settled by now: one silence in a dozen stays."""
    return [
        story.weight
        * (troubles if story.is_late or story.is_silent else 1)
        / (SETTLED if is_stale and story.is_silent else 1)
        for story in STORIES
    ]


@dataclass(frozen=True)
class Frame:
    """The days that a story depends on; `reportable_from`: a period is reported when it is over."""

    issued_on: date
    reportable_from: date
    due_on: date
    today: date


def choose_story(rng: Random, frame: Frame, troubles: float) -> Story:
    """A story by its weight; `troubles` multiplies the weights of those that end badly."""
    is_stale = (frame.today - frame.due_on).days > STALE_DAYS
    return rng.choices(STORIES, _weights(is_stale, troubles))[0]


def moments(story: Story, frame: Frame, rng: Random) -> list[tuple[Step, datetime]]:
    """The steps that have come about by the end of yesterday, each on a later day than the one before.

    Moments are naive, in UTC, in the office hours of European Russia.
    """
    told, day = [], frame.issued_on
    handed_in_on = _hand_in_day(story, frame, rng)
    for step in story.steps:
        day += timedelta(days=1 + int(rng.random() * PATIENCE_DAYS.get(step, COMMON_DAYS)))
        if step is Step.SUBMIT:
            day, handed_in_on = max(day, handed_in_on), day
        if day >= frame.today:
            break
        told.append((step, _office_moment(day, rng)))
    return told


def _hand_in_day(story: Story, frame: Frame, rng: Random) -> date:
    if story.is_late:
        return frame.due_on + timedelta(days=1 + int(rng.random() * LATE_DAYS))
    first = max(frame.reportable_from, frame.issued_on + timedelta(days=3))
    room = max((frame.due_on - first).days, 0)
    return first + timedelta(days=int(room * rng.random()))


def _office_moment(day: date, rng: Random) -> datetime:
    minutes = int(rng.random() * OFFICE_MINUTES)
    return datetime.combine(day, time(OPENS_UTC + minutes // 60, minutes % 60, int(rng.random() * 60)))
