"""Believable words of the demo, put together from texts.json."""

import json
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

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


def report_text(rng: Random, number: str, period: str) -> str:
    """What was done on the recommendation; `period` is the Russian name of the reporting period or empty."""
    theme = _texts()["reports"][number]
    figures = rng.choice(theme["figures"]).format(a=rng.randint(2, 24), b=rng.randint(25, 380))
    parts = [rng.choice(theme["done"]), figures, pick(rng, "closings")]
    if period:
        parts.insert(0, f"Отчётный период: {period}.".replace("..", "."))
    return " ".join(part for part in parts if part)


def page_address(rng: Random) -> str:
    """An address that certainly belongs to nobody: .example is reserved for examples."""
    return f"{SITE}/{rng.randint(1, 40)}"
