"""The demo loaded once for all the tests of this folder: it is the slowest thing in the suite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizations.models import Region
from tests.factories import moment
from tests.recommendations.demo.loading import loaded_at

LOADED_AT = moment("2026-11-23 10:00")


@pytest.fixture(scope="package")
def demo_folder(tmp_path_factory) -> Path:
    """Where the files of the demo lie."""
    return tmp_path_factory.mktemp("demo-media")


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker, demo_folder: Path) -> Iterator[Region]:
    """The demo as loaded on a Monday in November; tests only read it."""
    yield from loaded_at(LOADED_AT, django_db_blocker, demo_folder)


@pytest.fixture
def demo_files(demo: Region, demo_folder: Path, media: None, settings) -> None:
    """Files are read from where the demo wrote them."""
    settings.MEDIA_ROOT = demo_folder
