"""How long an act is in force."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from recommendations.documents.act_validity import EXPIRING_DAYS, Validity, expired_acts, validity

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, Validity.EXPIRED),
        (0, Validity.EXPIRING),
        (EXPIRING_DAYS, Validity.EXPIRING),
        (EXPIRING_DAYS + 1, Validity.LASTING),
    ],
)
def test_the_last_day_is_a_day_in_force(days: int, expected: Validity) -> None:
    assert validity(TODAY + timedelta(days=days), TODAY) == expected


def test_an_act_without_a_last_day_lasts() -> None:
    assert validity(None, TODAY) == Validity.LASTING


@dataclass
class Act:
    in_force_until: date | None

    def __str__(self) -> str:
        return "Приказ от 01.09.2020 № 15"


def test_each_expired_act_is_a_warning_that_names_it() -> None:
    acts = [Act(None), Act(TODAY), Act(date(2025, 12, 31))]
    (found,) = expired_acts(acts, TODAY)
    assert (found.code, found.severity) == ("act_expired", "warning")
    assert found.message == "Акт утратил силу 31.12.2025: Приказ от 01.09.2020 № 15."
