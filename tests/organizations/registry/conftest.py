"""A small registry in a folder, to be spoiled by a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "municipalities.csv": (
        "oktmo,name,kind,centre,education_authority,source\n"
        "66603000,Велижский район,муниципальный район,г. Велиж,,источник\n"
        "66605000,Вяземский район,муниципальный район,г. Вязьма,,источник\n"
    ),
    "authorities.csv": (
        "group,full_name,short_name,municipality_oktmo,inn,ogrn,source\n"
        "department,Департамент образования,,,,,источник\n"
        "soiro,Институт развития образования,ИРО,,,,источник\n"
        "municipal,,,66603000,,,\n"
        "municipal,комитет образования Вяземского района,,66605000,,,источник\n"
    ),
    "schools.csv": (
        "municipality_oktmo,full_name,short_name,settlement,inn,ogrn,source\n"
        "66603000,,Школа № 1,г. Велиж,,,источник\n"
        "66605000,,МБОУ СОШ № 1,г. Вязьма,6720002806,1026700839175,источник\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three files, sound."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], Path]:
    """Replace a piece of one file."""

    def replace(name: str, old: str, new: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return replace
