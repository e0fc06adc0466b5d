"""How long an act is in force: the last day, the days of warning before it, the remark about a clause resting on it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from recommendations.documents.lint import Finding

EXPIRING_DAYS = 90


class Validity(StrEnum):
    """Whether an act is in force on a day."""

    LASTING = "lasting"
    EXPIRING = "expiring"
    EXPIRED = "expired"


VALIDITY_LABELS = {
    Validity.LASTING: "действует",
    Validity.EXPIRING: "истекает",
    Validity.EXPIRED: "утратил силу",
}


class _Act(Protocol):
    in_force_until: date | None


def validity(until: date | None, on: date) -> Validity:
    """Where the day stands towards the last day of the act; an act without a last day lasts."""
    if until is None:
        return Validity.LASTING
    if until < on:
        return Validity.EXPIRED
    return Validity.EXPIRING if until <= on + timedelta(days=EXPIRING_DAYS) else Validity.LASTING


def expired_acts(acts: Iterable[_Act], on: date) -> Iterator[Finding]:
    """A warning for each of the acts (named by their `str`) that are no longer in force on that day."""
    for act in acts:
        if act.in_force_until and act.in_force_until < on:
            yield Finding(
                "act_expired",
                f"Акт утратил силу {act.in_force_until:%d.%m.%Y}: {act}.",
                "Проверьте, какой акт действует вместо него, и укажите его в поручении. "
                "Если срок продлён, исправьте его на карточке акта.",
            )
