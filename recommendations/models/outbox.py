"""Letters waiting to be sent: written in the transaction of the act, sent by the worker."""

from django.db import models
from django.db.models import Q

from organizations.models import Region, User
from recommendations.querysets.outbox import LetterQuerySet


class Letter(models.Model):
    """One letter to one person; `dedupe_key` makes a repeated job harmless."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="получатель")
    kind = models.CharField("вид", max_length=30)
    subject = models.CharField("тема", max_length=250)
    body = models.TextField("текст")
    dedupe_key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField("создано")
    send_after = models.DateTimeField("отправить не раньше")
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    last_error = models.CharField("последняя ошибка", max_length=500, blank=True)
    sent_at = models.DateTimeField("отправлено", null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "исходящие письма"
        ordering = ["send_after", "pk"]
        indexes = [models.Index(fields=["send_after"], name="letter_waiting", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return self.subject
