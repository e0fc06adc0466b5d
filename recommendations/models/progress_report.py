"""Reports of executors in versions, and the remarks of those who check."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from organizations.models import Organization, Region, User
from recommendations.models.task import Task
from recommendations.querysets.progress_report import ReportQuerySet
from recommendations.statuses import ObstacleKind, ReportState


class ProgressReport(models.Model):
    """A version of the report on a task: a draft until it is submitted, unchangeable afterwards."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name="обязательство")
    version = models.PositiveSmallIntegerField("версия")
    state = models.CharField(
        "состояние исполнения", max_length=16, choices=ReportState.choices, default=ReportState.DONE
    )
    share_done = models.PositiveSmallIntegerField(
        "доля выполненного, %", default=0, validators=[MaxValueValidator(100)]
    )
    what_done = models.TextField("что сделано", blank=True)
    obstacle = models.CharField("затруднения", max_length=10, choices=ObstacleKind.choices, default=ObstacleKind.NONE)
    obstacle_text = models.TextField("пояснение и нужная помощь", blank=True)
    filler_name = models.CharField("заполнил (фамилия, имя, отчество)", max_length=200, blank=True)
    filler_position = models.CharField("должность", max_length=200, blank=True)
    filler_phone = models.CharField("телефон", max_length=60, blank=True)
    saved_at = models.DateTimeField("сохранён")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто сохранил")
    on_behalf_by = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name="подан за организацию"
    )
    submitted_at = models.DateTimeField("отправлен", null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="кто отправил")
    opened_at = models.DateTimeField("открыт проверяющим", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт об исполнении"
        verbose_name_plural = "отчёты об исполнении"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["task", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(submitted_at__isnull=True),
                name="report_one_draft",
                violation_error_message="Черновик отчёта уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(share_done__lte=100),
                name="report_share_within_100",
                violation_error_message="Доля выполненного — от 0 до 100 процентов.",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(what_done=""),
                name="report_submitted_has_text",
                violation_error_message="Опишите, что сделано.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["task", "version", "obstacle"],
                name="report_with_obstacle",
                condition=Q(obstacle__in=ObstacleKind.NAMED, submitted_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Отчёт {self.receipt}"

    @property
    def receipt(self) -> str:
        """Number of the receipt: task and version."""
        return f"{self.task_id}-{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.submitted_at is None


class Remark(models.Model):
    """What a checker asks to mend, pinned to a part of the report."""

    class Field(models.TextChoices):
        WHOLE = "", "отчёт в целом"
        STATE = "state", "состояние исполнения"
        WHAT_DONE = "what_done", "что сделано"
        EVIDENCE = "evidence", "подтверждающие материалы"
        OBSTACLE = "obstacle", "затруднения"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="remarks", verbose_name="отчёт")
    field = models.CharField("к чему относится", max_length=12, choices=Field.choices, blank=True)
    text = models.TextField("замечание")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="автор")
    created_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remark_not_empty",
                violation_error_message="Напишите, что нужно исправить.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
