"""The task: one obligation of one organization for one period; and the acts on it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Membership, Municipality, Organization, Region, User
from recommendations.control import Period
from recommendations.models.assignment import Assignment
from recommendations.models.resolution import Resolution
from recommendations.querysets.task import TaskQuerySet
from recommendations.statuses import Act, TaskStatus


class Task(models.Model):
    """Created when the assignment is issued, never deleted, changed only by recorded acts.

    The columns from `status` on are a cache of `TaskEvent`; `check_integrity` recomputes them.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="tasks", verbose_name="резолюция")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="tasks", verbose_name="поручение")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tasks", verbose_name="исполнитель")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="tasks", verbose_name="муниципальное образование"
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="heirs", verbose_name="передано от"
    )
    period = models.CharField("отчётный период", max_length=10, blank=True)
    original_due_on = models.DateField("первоначальный срок")
    due_note = models.CharField("пояснение к сроку", max_length=400, blank=True)
    issued_at = models.DateTimeField("направлено")
    first_seen_at = models.DateTimeField("открыто исполнителем", null=True)
    status = models.CharField("состояние", max_length=16, choices=TaskStatus.choices, default=TaskStatus.ASSIGNED)
    due_on = models.DateField("срок")
    extension_count = models.PositiveSmallIntegerField("продлений", default=0)
    report_version = models.PositiveSmallIntegerField("версия отчёта", default=0)
    first_submitted_at = models.DateTimeField("первый отчёт", null=True)
    executed_on = models.DateField("исполнено", null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "обязательство"
        verbose_name_plural = "обязательства"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "organization", "period"],
                name="task_once_in_period",
                violation_error_message="Эта организация уже получила поручение за этот период.",
            ),
            models.CheckConstraint(condition=Q(status__in=TaskStatus.values), name="task_status_known"),
            models.CheckConstraint(
                condition=Q(status=TaskStatus.DONE, executed_on__isnull=False)
                | (~Q(status=TaskStatus.DONE) & Q(executed_on__isnull=True)),
                name="task_done_has_date",
                violation_error_message="У исполненного обязательства должна быть дата исполнения.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("original_due_on")) | Q(extension_count=0),
                name="task_extension_moves_forward",
                violation_error_message="Продлённый срок не может быть раньше первоначального.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "due_on", "id"], name="task_open_by_due", condition=Q(status__in=TaskStatus.OPEN)
            ),
            models.Index(
                fields=["municipality", "due_on", "id"],
                name="task_open_by_territory",
                condition=Q(status__in=TaskStatus.OPEN),
            ),
            models.Index(fields=["organization", "due_on", "id"], name="task_by_organization"),
            models.Index(fields=["region", "due_on", "id"], name="task_by_due"),
            models.Index(fields=["municipality", "status", "due_on"], name="task_by_state"),
            models.Index(
                fields=["resolution", "municipality", "assignment", "status", "due_on", "executed_on"],
                name="task_roll_up",
            ),
        ]

    def __str__(self) -> str:
        return f"№\u00a0{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("task-detail", args=[self.pk])

    @property
    def is_with_executor(self) -> bool:
        return self.status in TaskStatus.WITH_EXECUTOR

    @property
    def period_label(self) -> str:
        return Period.from_key(self.period).label if self.period else ""

    @property
    def asks_endorsement(self) -> bool:
        """The assignment asks and a municipal authority stands above the executor, in whose totals the task counts."""
        if self.municipality_id != self.organization.municipality_id:
            return False
        return self.assignment.endorsement_required and self.organization.endorser is not None


class TaskEvent(models.Model):
    """One act on one task: never changed, never purged, the only source for "as of".

    `municipality` is where the task is counted after the act: an organization may move to another one.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="events", verbose_name="обязательство")
    act = models.CharField("действие", max_length=20, choices=Act.choices)
    recorded_at = models.DateTimeField("когда")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="кто")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", verbose_name="в какой роли")
    status_before = models.CharField(max_length=16, choices=TaskStatus.choices, blank=True)
    status_after = models.CharField(max_length=16, choices=TaskStatus.choices)
    due_before = models.DateField(null=True)
    due_after = models.DateField()
    version_before = models.PositiveSmallIntegerField(default=0)
    version_after = models.PositiveSmallIntegerField(default=0)
    executed_after = models.DateField(null=True)
    extensions_after = models.PositiveSmallIntegerField(default=0)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("основание", blank=True)

    class Meta:
        verbose_name = "действие по обязательству"
        verbose_name_plural = "действия по обязательствам"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status_after__in=TaskStatus.values), name="task_event_status_known")
        ]
        indexes = [models.Index(fields=["task", "-recorded_at", "-id"], name="task_event_last")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.recorded_at:%d.%m.%Y %H:%M}"
