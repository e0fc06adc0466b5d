"""The journal of acts: only added to."""

from typing import Any

from django.db import models

from organizations.models.person import Membership, User
from organizations.models.region import Region
from organizations.querysets import AuditQuerySet


class AuditEvent(models.Model):
    """One act of a person or a command; a bulk act is one row. Refusals and failed sign-ins are rows too."""

    class Outcome(models.TextChoices):
        DONE = "done", "выполнено"
        REFUSED = "refused", "отказано"
        FAILED = "failed", "не удалось"

    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="регион")
    recorded_at = models.DateTimeField("когда")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="кто")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", verbose_name="в какой роли")
    act = models.CharField("действие", max_length=60)
    outcome = models.CharField("итог", max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    object_kind = models.CharField("вид объекта", max_length=40, blank=True)
    object_id = models.BigIntegerField("номер объекта", null=True)
    object_label = models.CharField("объект", max_length=300, blank=True)
    details = models.JSONField("подробности", default=dict)
    reason = models.TextField("основание", blank=True)
    address = models.CharField("адрес", max_length=45, blank=True)
    request_id = models.CharField("номер обращения", max_length=36, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["region", "-recorded_at", "-id"], name="audit_by_time"),
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.recorded_at:%d.%m.%Y %H:%M} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("Журнал действий не изменяется.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Журнал действий не удаляется.")
