"""Supporting materials: files kept once by their sum, and links."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models import Region, User
from recommendations.models.progress_report import ProgressReport


def _stored_path(stored: "StoredFile", name: str) -> str:
    return f"evidence/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """Content kept once in a region, however often it is attached."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    sha256 = models.CharField("контрольная сумма", max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    content_type = models.CharField("вид содержимого", max_length=100)
    file = models.FileField("файл", upload_to=_stored_path, max_length=200)

    class Meta:
        verbose_name = "хранимый файл"
        verbose_name_plural = "хранимые файлы"
        constraints = [models.UniqueConstraint(fields=["region", "sha256"], name="stored_file_once")]

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """A file or a link that confirms a report."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence", verbose_name="отчёт")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="attached", verbose_name="файл")
    file_name = models.CharField("имя файла", max_length=255, blank=True)
    url = models.URLField("ссылка", max_length=1000, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто приложил")
    added_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "подтверждающий материал"
        verbose_name_plural = "подтверждающие материалы"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(stored__isnull=False, url="") & ~Q(file_name=""))
                | (Q(stored__isnull=True, file_name="") & ~Q(url="")),
                name="evidence_file_or_link",
                violation_error_message="Приложите файл или укажите ссылку.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.url

    def get_absolute_url(self) -> str:
        return self.url or reverse("evidence-download", args=[self.pk])
