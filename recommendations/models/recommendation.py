"""Headings of a resolution and the recommendations below them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import AddresseeGroup, Region
from recommendations.documents import ParsedAct, ParsedDeadline
from recommendations.documents.lint import Clause, Finding, lint
from recommendations.models.resolution import Resolution
from recommendations.querysets.resolution import RecommendationQuerySet


class Section(models.Model):
    """A heading as it stands in the text, in order, with its addressee groups (none, one or several)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="sections", verbose_name="резолюция")
    position = models.PositiveSmallIntegerField("порядок")
    heading = models.CharField("заголовок", max_length=1000, blank=True)
    groups = models.ManyToManyField(
        AddresseeGroup, related_name="sections", blank=True, verbose_name="группы адресатов"
    )

    class Meta:
        verbose_name = "раздел резолюции"
        verbose_name_plural = "разделы резолюции"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["resolution", "position"], name="section_position_once")]

    def __str__(self) -> str:
        return self.heading or "Без адресата"


class Recommendation(models.Model):
    """One clause: our number, the verbatim text and its place in the source."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="recommendations", verbose_name="резолюция")
    section = models.ForeignKey(Section, models.CASCADE, related_name="recommendations", verbose_name="раздел")
    position = models.PositiveSmallIntegerField("порядок в резолюции")
    number = models.CharField("номер пункта", max_length=12)
    text = models.TextField("текст")
    span_start = models.PositiveIntegerField("начало в тексте")
    span_end = models.PositiveIntegerField("конец в тексте")
    deadlines = models.JSONField("сроки в тексте", default=list)
    legal_acts = models.JSONField("правовые акты", default=list)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["resolution", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "number"],
                name="recommendation_number_once",
                violation_error_message="Пункт с таким номером в резолюции уже есть.",
            ),
            models.CheckConstraint(condition=Q(span_end__gt=F("span_start")), name="recommendation_span_not_empty"),
        ]
        indexes = [models.Index(fields=["region", "position"], name="recommendation_by_position")]

    def __str__(self) -> str:
        return f"Пункт {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("recommendation-detail", args=[self.pk])

    def findings(self, on: date) -> tuple[Finding, ...]:
        """What to mind before the clause is made executable, looked at on that day."""
        deadlines = (ParsedDeadline(**row | {"date": _day(row["date"])}) for row in self.deadlines)
        acts = (ParsedAct(**row | {"date": _day(row["date"])}) for row in self.legal_acts)
        return lint(Clause(self.text, self.section.groups.exists(), tuple(deadlines), tuple(acts), on))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
