"""The ways in which officials write of terms, acts and addressees: one phrase and what it means on each line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from recommendations.documents.addressees import recognise
from recommendations.documents.deadlines import find_deadlines
from recommendations.documents.legal_acts import distinct_acts, find_all_acts

FOLDER = Path(__file__).parent / "phrases"
EVENT = date(2023, 4, 15)


def table(name: str) -> Iterator[tuple[str, str]]:
    """Yield the lines «phrase | meaning» of a table; the meaning may be empty."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        phrase, _, meaning = line.rpartition("|")
        yield phrase.strip(), meaning.strip()


def deadlines(text: str) -> str:
    found = find_deadlines(text, find_all_acts(text), EVENT)
    return "; ".join(f"{deadline.kind} {deadline.date or ''}".strip() for deadline in found)


def acts(text: str) -> str:
    found = distinct_acts(find_all_acts(text))
    return "; ".join(f"{act.number or '–'} {act.day or '–'}" for act in found)


@pytest.mark.parametrize(("phrase", "meaning"), list(table("deadlines.txt")))
def test_deadlines(phrase, meaning):
    assert deadlines(phrase) == meaning


@pytest.mark.parametrize(("phrase", "meaning"), list(table("acts.txt")))
def test_acts(phrase, meaning):
    assert acts(phrase) == meaning


@pytest.mark.parametrize(("phrase", "meaning"), list(table("addressees.txt")))
def test_addressees(phrase, meaning):
    assert " ".join(recognise(phrase).groups) == meaning
