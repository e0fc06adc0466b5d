"""Loading the demo for a whole folder of tests."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings

from organizations.models import Region
from recommendations.demo.load import load_demo


def loaded_at(now: datetime, blocker: Any, folder: Path, **changes: Any) -> Iterator[Region]:
    """The region of a demo loaded at that moment with these settings; taken back afterwards."""
    with blocker.unblock(), override_settings(MEDIA_ROOT=folder, **changes), transaction.atomic():
        load_demo(now=now)
        yield Region.objects.get(code="67")
        transaction.set_rollback(True)
