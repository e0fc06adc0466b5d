"""The region: the owner of every row, with its clock, calendar and settings."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from organizations.rules import AccessRules, RetentionRules


def validate_time_zone(name: str) -> None:
    """Refuse a name that is not an IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(f"Часовой пояс «{name}» неизвестен. Пример: Europe/Moscow.")


class Region(models.Model):
    """The tenant (domain rules, objects): a query never crosses regions."""

    code = models.CharField("код", max_length=20, unique=True)
    name = models.CharField("наименование", max_length=200)
    time_zone = models.CharField(
        "часовой пояс", max_length=64, default="Europe/Moscow", validators=[validate_time_zone]
    )
    settings = models.JSONField("настройки", default=dict, blank=True)

    class Meta:
        verbose_name = "регион"
        verbose_name_plural = "регионы"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """The current day in the region."""
        return timezone.now().astimezone(self.zone).date()

    @property
    def access_rules(self) -> AccessRules:
        return AccessRules.from_settings(self.settings.get(AccessRules.key, {}))

    @property
    def retention_rules(self) -> RetentionRules:
        return RetentionRules.from_settings(self.settings.get(RetentionRules.key, {}))

    def day_of(self, moment: datetime) -> date:
        """The region's calendar day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The last moment of that day in the region."""
        return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=self.zone)


class CalendarDay(models.Model):
    """A day whose kind is set by hand; it wins over the built-in production calendar."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="calendar_days", verbose_name="регион")
    day = models.DateField("день")
    is_working = models.BooleanField("рабочий")
    note = models.CharField("примечание", max_length=200, blank=True)

    class Meta:
        verbose_name = "день календаря"
        verbose_name_plural = "производственный календарь"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "day"],
                name="calendar_day_once",
                violation_error_message="Этот день уже есть в календаре региона.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} — {'рабочий' if self.is_working else 'выходной'}"


class Heartbeat(models.Model):
    """When a background process last did its work; read by /readyz."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = "отметка фонового процесса"
        verbose_name_plural = "отметки фоновых процессов"

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at:%d.%m.%Y %H:%M:%S}"
