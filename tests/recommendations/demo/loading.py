"""Loading the demo for a whole folder of tests."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import override_settings

from organizations.models import Region
from recommendations.demo.load import load_demo


def loaded_at(now: datetime, blocker: Any, folder: Path, **changes: Any) -> Iterator[Region]:
    """The region of a demo loaded at that moment with these settings; the tables are emptied afterwards."""
    with blocker.unblock(), override_settings(MEDIA_ROOT=folder, **changes):
        load_demo(now=now)
        region = Region.objects.get(code="67")
    yield region
    with blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
