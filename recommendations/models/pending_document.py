"""A document that was read and waits for a person to look it through."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models import Region, User
from recommendations.models.resolution import Resolution
from recommendations.querysets.resolution import PendingDocumentQuerySet


def _document_path(document: "PendingDocument", name: str) -> str:
    return f"pending/{document.sha256}"


class PendingDocument(models.Model):
    """The file, how it was read, and the edits of the person who looks it through; nothing else exists of it yet.

    `reading` is the dump of the ParsedDocument, `edits` a list of edits of which the first `edit_count` are in force
    (those after it were undone). `resolution` is set when the document is a new version of that resolution's text;
    `alignment` is then what the person said about the clauses, none until the first time.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(
        Resolution, models.CASCADE, null=True, blank=True, related_name="pending", verbose_name="резолюция"
    )
    file = models.FileField("файл", upload_to=_document_path, max_length=200)
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64)
    reading = models.JSONField("прочтение")
    edits = models.JSONField("правки", default=list)
    edit_count = models.PositiveSmallIntegerField("правок в силе", default=0)
    alignment = models.JSONField("сопоставление", null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто загрузил")
    created_at = models.DateTimeField("загружен")
    changed_at = models.DateTimeField("изменён")

    objects = PendingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "документ на проверке"
        verbose_name_plural = "документы на проверке"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "sha256"],
                condition=Q(resolution__isnull=True),
                name="pending_document_once",
                violation_error_message="Этот документ уже ждёт проверки.",
            ),
            models.UniqueConstraint(
                fields=["created_by", "sha256", "resolution"],
                condition=Q(resolution__isnull=False),
                name="pending_version_once",
                violation_error_message="Эта редакция уже ждёт проверки.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("resolution-review", args=[self.pk])
