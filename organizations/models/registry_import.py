"""A registry file brought in: read in full, shown row by row, applied in one act, taken back in one act."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models.organization import Organization
from organizations.models.person import User
from organizations.models.region import Region
from organizations.querysets import RegistryImportQuerySet


class RegistryImport(models.Model):
    """One file: what was read, what a person decided, what it did.

    `layout` is how the file was understood: a list of sheets, each {sheet, heading_rows, columns, dropped}.
    `read_count` of `row_count` rows are read so far: the progress of a large file. `fault` says why the file as a
    whole cannot be used.
    """

    class Stage(models.TextChoices):
        READING = "reading", "читается"
        READY = "ready", "ждёт решения"
        APPLYING = "applying", "записывается"
        APPLIED = "applied", "загружен"
        UNDONE = "undone", "загрузка отменена"
        DISCARDED = "discarded", "удалён без загрузки"
        FAILED = "failed", "не читается"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    stage = models.CharField("состояние", max_length=10, choices=Stage.choices, default=Stage.READING)
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64)
    content = models.BinaryField("файл")
    layout = models.JSONField("как понят файл", default=list)
    row_count = models.PositiveIntegerField("строк", default=0)
    read_count = models.PositiveIntegerField("прочитано строк", default=0)
    fault = models.TextField("ошибка файла", blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто загрузил")
    created_at = models.DateTimeField("получен")
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField("записан", null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField("отменён", null=True, blank=True)

    objects = RegistryImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестра"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(stage__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="registry_import_applied_has_date",
                violation_error_message="У записанной загрузки должен быть день записи.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(stage="undone"),
                name="registry_import_undone_has_date",
                violation_error_message="День отмены есть только у отменённой загрузки.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("registry-import-detail", args=[self.pk])


class RegistryImportRow(models.Model):
    """One line of the file.

    `values`: field → text as it will be kept; `cells`: field → address of its cell («C7»);
    `faults`: [{cell, field, text}]; `repairs`: sentences; `candidates`: ids of organizations that it may be;
    `before`: field → value of the organization, for the fields that the row changes, so that it can be taken back.
    """

    class Kind(models.TextChoices):
        NEW = "new", "новая"
        CHANGED = "changed", "изменена"
        SAME = "same", "без изменений"
        DOUBTFUL = "doubtful", "требует решения"
        ERROR = "error", "с ошибкой"

    class Decision(models.TextChoices):
        NONE = "", "не принято"
        NEW = "new", "новая организация"
        MATCH = "match", "та же организация"
        SKIP = "skip", "не загружать"

    registry_import = models.ForeignKey(RegistryImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField("порядок")
    sheet = models.CharField("лист", max_length=100, blank=True)
    line = models.PositiveIntegerField("строка файла")
    kind = models.CharField("вид", max_length=10, choices=Kind.choices)
    name = models.CharField("наименование", max_length=300, blank=True)
    values = models.JSONField("значения", default=dict)
    cells = models.JSONField("ячейки", default=dict)
    faults = models.JSONField("ошибки", default=list)
    repairs = models.JSONField("исправлено при чтении", default=list)
    candidates = models.JSONField("возможные совпадения", default=list)
    decision = models.CharField("решение", max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="организация"
    )
    before: Any = models.JSONField("было", default=dict)

    class Meta:
        verbose_name = "строка загрузки реестра"
        verbose_name_plural = "строки загрузки реестра"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["registry_import", "position"], name="registry_import_row_once"),
        ]
        indexes = [models.Index(fields=["registry_import", "kind", "position"], name="registry_row_by_kind")]

    def __str__(self) -> str:
        return f"{self.name} (строка {self.line})"
