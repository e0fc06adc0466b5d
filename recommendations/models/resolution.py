"""The resolution and the versions of its text."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Region, User
from recommendations.querysets.resolution import ResolutionQuerySet, ResolutionTextQuerySet
from recommendations.statuses import ResolutionStage


class Resolution(models.Model):
    """A document of recommendations: proposals, a draft, adopted, or closed."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="resolutions", verbose_name="регион")
    title = models.CharField("название", max_length=600)
    stage = models.CharField("стадия", max_length=12, choices=ResolutionStage.choices)
    number = models.CharField("номер", max_length=40, blank=True)
    adopted_on = models.DateField("дата принятия", null=True, blank=True)
    event_from = models.DateField("дата мероприятия", null=True, blank=True)
    event_to = models.DateField("последний день мероприятия", null=True, blank=True)
    place = models.CharField("место", max_length=120, blank=True)
    version = models.PositiveSmallIntegerField("действующая редакция", default=1)
    created_at = models.DateTimeField("внесена")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "резолюция"
        verbose_name_plural = "резолюции"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event_to__isnull=True) | Q(event_from__isnull=False, event_to__gte=F("event_from")),
                name="resolution_event_days_in_order",
                violation_error_message="Последний день мероприятия раньше первого.",
            ),
            models.CheckConstraint(condition=Q(stage__in=ResolutionStage.values), name="resolution_stage_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("resolution-detail", args=[self.pk])


def _document_path(text: "ResolutionText", name: str) -> str:
    return f"resolutions/{text.sha256[:2]}/{text.sha256}"


class ResolutionText(models.Model):
    """A version of the text with the file as it was sent; the file is never changed.

    `pieces`: what each stretch of the plain text is, as [kind, start, end], in order and without a gap.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="texts", verbose_name="резолюция")
    version = models.PositiveSmallIntegerField("редакция")
    stage = models.CharField("стадия", max_length=12, choices=ResolutionStage.choices, default=ResolutionStage.ADOPTED)
    file = models.FileField("файл", upload_to=_document_path, max_length=200)
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64)
    plain_text = models.TextField("текст")
    pieces = models.JSONField("разметка текста", default=list)
    warnings = models.JSONField("предупреждения", default=list)
    imported_at = models.DateTimeField("загружена")
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто загрузил")

    objects = ResolutionTextQuerySet.as_manager()

    class Meta:
        verbose_name = "текст резолюции"
        verbose_name_plural = "тексты резолюций"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "version"], name="resolution_text_version_once"),
            models.UniqueConstraint(
                fields=["region", "sha256"],
                name="resolution_text_file_once",
                violation_error_message="Этот документ уже загружен.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
