"""Believable words of the demo, put together from texts.json."""

import json
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from recommendations.control import Period, PeriodKind

SUMMER = (6, 7, 8)
SITE = "https://school.example/vospitanie"


@lru_cache(1)
def _texts() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))


def pick(rng: Random, kind: str) -> str:
    """One sentence of that kind."""
    return rng.choice(_texts()[kind])


def pick_pair(rng: Random, kind: str) -> tuple[str, str]:
    """A part or a kind, and its sentence: remarks and obstacles."""
    first, second = rng.choice(_texts()[kind])
    return first, second


def report_text(rng: Random, number: str, period: Period | None) -> str:
    """What was done on the recommendation in the period, if it is reported by periods."""
    theme = _theme(number, period)
    figures = rng.choice(theme["figures"]).format(a=rng.randint(2, 24), b=rng.randint(25, 380))
    parts = [rng.choice(theme["done"]), figures, pick(rng, "closings")]
    if period:
        parts.insert(0, f"Отчётный период: {period.label}.".replace("..", "."))
    return " ".join(part for part in parts if part)


def _theme(number: str, period: Period | None) -> dict[str, list[str]]:
    themes = _texts()["reports"]
    is_summer = period is not None and period.kind == PeriodKind.MONTH and period.starts_on.month in SUMMER
    # There are no lessons in summer, so a monthly report tells of something else.
    return themes.get(f"{number} летом", themes[number]) if is_summer else themes[number]


def page_address(rng: Random) -> str:
    """An address that certainly belongs to nobody: .example is reserved for examples."""
    return f"{SITE}/{rng.randint(1, 40)}"
