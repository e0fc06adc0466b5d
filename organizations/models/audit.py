"""The journal of acts: only added to."""

from typing import Any

from django.db import models

from organizations.models.person import Membership, User
from organizations.models.region import Region
from organizations.querysets import AuditQuerySet


class AuditSeal(models.Model):
    """A batch of rows of one region closed by a sum that includes the sum of the batch before it.

    Rows without a region (the installation's own, sign-ins of strangers) have a chain of their own. `purged_at` is
    set when the rows were removed after their term: the seal stays, and the chain with it.
    """

    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name="регион")
    number = models.PositiveIntegerField("номер")
    event_count = models.PositiveIntegerField("записей")
    first_event = models.BigIntegerField("первая запись")
    last_event = models.BigIntegerField("последняя запись")
    previous_digest = models.CharField("сумма предыдущей печати", max_length=64, blank=True)
    digest = models.CharField("сумма", max_length=64)
    sealed_at = models.DateTimeField("когда")
    purged_at = models.DateTimeField("записи удалены по сроку", null=True)

    class Meta:
        verbose_name = "печать журнала"
        verbose_name_plural = "печати журнала"
        ordering = ["region", "number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="audit_seal_number_once"),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(region__isnull=True), name="audit_seal_number_once_of_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"Печать {self.number}"


class AuditEvent(models.Model):
    """One act of a person or a command; a bulk act is one row. Refusals and failed sign-ins are rows too.

    `changes`: field → [before, after]. What is personal (address, typed login, contacts) stands in `AuditPersonal`;
    the row keeps only its salted digest, so it can be erased without breaking the seals (domain rules, objects).
    """

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
    changes = models.JSONField("изменения", default=dict)
    reason = models.TextField("основание", blank=True)
    request_id = models.CharField("номер обращения", max_length=36, blank=True)
    personal_digest = models.CharField("сумма личных сведений", max_length=64, blank=True)
    seal = models.ForeignKey(
        "AuditSeal", models.PROTECT, null=True, related_name="events", editable=False, verbose_name="печать"
    )

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["region", "-recorded_at", "-id"], name="audit_by_time"),
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
            models.Index(fields=["region", "act", "-recorded_at"], name="audit_by_act"),
            models.Index(fields=["user", "-recorded_at"], name="audit_by_person"),
            models.Index(fields=["region", "id"], name="audit_unsealed", condition=models.Q(seal__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.recorded_at:%d.%m.%Y %H:%M} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("Журнал действий не изменяется.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Журнал действий не удаляется.")


class AuditPersonal(models.Model):
    """Personal values of one row of the journal: shown to the administrator, erased on request or after their term."""

    event = models.OneToOneField(AuditEvent, models.CASCADE, primary_key=True, related_name="personal")
    salt = models.CharField(max_length=32)
    values = models.JSONField("личные сведения", default=dict)

    class Meta:
        verbose_name = "личные сведения записи журнала"
        verbose_name_plural = "личные сведения записей журнала"

    def __str__(self) -> str:
        return f"Запись {self.pk}"
