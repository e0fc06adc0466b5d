"""What an executor asks of the controller: another date, or to be freed from the task."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Region, User
from recommendations.models.task import Task
from recommendations.querysets.request import ExtensionRequestQuerySet, RequestQuerySet
from recommendations.statuses import Decision


class TaskRequest(models.Model):
    """A reasoned request and its decision; one request of a kind may wait on a task."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    reason = models.TextField("обоснование")
    asked_at = models.DateTimeField("когда подано")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто подал")
    decision = models.CharField("решение", max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decision_reason = models.TextField("пояснение к решению", blank=True)
    decided_at = models.DateTimeField("когда решено", null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="кто решил")

    task: models.ForeignKey[Task, Task]

    objects = RequestQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["asked_at", "pk"]

    @property
    def is_pending(self) -> bool:
        return self.decision == Decision.PENDING


_DECIDED = (Q(decision=Decision.PENDING) & Q(decided_at__isnull=True)) | (
    ~Q(decision=Decision.PENDING) & Q(decided_at__isnull=False, decided_by__isnull=False)
)


class ExtensionRequest(TaskRequest):
    """Asks for a later deadline (domain rules, deadlines 7)."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="extension_requests", verbose_name="обязательство")
    done_so_far = models.TextField("что уже сделано", blank=True)
    old_due_on = models.DateField("действующий срок")
    asked_due_on = models.DateField("просимый срок")
    is_late = models.BooleanField("подано с нарушением", default=False)
    granted_due_on = models.DateField("установленный срок", null=True, blank=True)

    objects = ExtensionRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TaskRequest.Meta):
        verbose_name = "запрос о продлении срока"
        verbose_name_plural = "запросы о продлении срока"
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(decision=Decision.PENDING),
                name="extension_one_pending",
                violation_error_message="Запрос о продлении уже ждёт решения.",
            ),
            models.CheckConstraint(
                condition=Q(asked_due_on__gt=F("old_due_on")),
                name="extension_asks_later_date",
                violation_error_message="Новый срок должен быть позже действующего.",
            ),
            models.CheckConstraint(condition=_DECIDED, name="extension_decision_whole"),
        ]

    def __str__(self) -> str:
        return f"Продление до {self.asked_due_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("extension-decide", args=[self.pk])


class NotApplicableRequest(TaskRequest):
    """Asks to recognise the task as inapplicable to the organization."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="not_applicable_requests", verbose_name="обязательство")

    class Meta(TaskRequest.Meta):
        verbose_name = "запрос о неприменимости"
        verbose_name_plural = "запросы о неприменимости"
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(decision=Decision.PENDING),
                name="not_applicable_one_pending",
                violation_error_message="Запрос о неприменимости уже ждёт решения.",
            ),
            models.CheckConstraint(condition=_DECIDED, name="not_applicable_decision_whole"),
        ]

    def __str__(self) -> str:
        return "Неприменимость"

    def get_absolute_url(self) -> str:
        return reverse("not-applicable-decide", args=[self.pk])
