"""Reading the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class LetterQuerySet(models.QuerySet):
    """Letters that wait, are sent, or were given up after LETTER_ATTEMPTS refusals."""

    def waiting(self, now: datetime) -> Self:
        """Due by now, not sent and not given up, in the order of sending."""
        rows = self.filter(sent_at__isnull=True, send_after__lte=now, attempts__lt=settings.LETTER_ATTEMPTS)
        return rows.order_by("send_after", "pk")
