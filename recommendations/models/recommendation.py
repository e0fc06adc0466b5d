"""Headings of a resolution and the recommendations below them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from organizations.models import AddresseeGroup, Region, User
from recommendations.documents import ParsedAct, ParsedDeadline
from recommendations.documents.act_validity import expired_acts
from recommendations.documents.lint import Clause, Finding, Severity, lint
from recommendations.documents.wording import wording_key
from recommendations.models.resolution import Resolution
from recommendations.querysets.resolution import RecommendationQuerySet
from recommendations.statuses import ResolutionStage


class Section(models.Model):
    """A heading as it stands in the text, in order, with its addressee groups (none, one or several)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="sections", verbose_name="резолюция")
    version = models.PositiveSmallIntegerField("редакция", default=1)
    position = models.PositiveSmallIntegerField("порядок")
    heading = models.CharField("заголовок", max_length=1000, blank=True)
    groups = models.ManyToManyField(
        AddresseeGroup, related_name="sections", blank=True, verbose_name="группы адресатов"
    )

    class Meta:
        verbose_name = "раздел резолюции"
        verbose_name_plural = "разделы резолюции"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "version", "position"], name="section_position_once")
        ]

    def __str__(self) -> str:
        return self.heading or "Без адресата"


class Recommendation(models.Model):
    """One clause: our number, the verbatim text and its place in the source, as they stand in the version in force.

    A clause lives through the versions of the text: former wordings are kept in `PastWording`. One that a version
    leaves out is retired in it, not deleted: `successor` is the clause into which it was merged, none if it was
    dropped. `origin` is the clause from which this one was split off.
    """

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
    wording = models.CharField("ключ формулировки", max_length=64, editable=False, default="")
    since_version = models.PositiveSmallIntegerField("с редакции", default=1)
    retired_version = models.PositiveSmallIntegerField("нет с редакции", null=True, blank=True)
    retirement_reason = models.TextField("почему исключён", blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="вошёл в пункт"
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="выделен из пункта"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["resolution", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "number"],
                condition=Q(retired_version__isnull=True),
                name="recommendation_number_once",
                violation_error_message="Пункт с таким номером в резолюции уже есть.",
            ),
            models.CheckConstraint(condition=Q(span_end__gt=F("span_start")), name="recommendation_span_not_empty"),
            models.CheckConstraint(
                condition=Q(retired_version__isnull=True) | Q(retired_version__gt=F("since_version")),
                name="recommendation_retired_later",
                violation_error_message="Пункт исключается редакцией, следующей за той, в которой он появился.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(retired_version__isnull=False),
                name="recommendation_successor_of_retired",
                violation_error_message="Преемник бывает только у пункта, которого в действующей редакции нет.",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "position"], name="recommendation_by_position"),
            models.Index(fields=["resolution", "wording"], name="recommendation_by_wording"),
        ]

    def __str__(self) -> str:
        return f"Пункт {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.wording = wording_key(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("recommendation-detail", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Whether the clause stands in the version of the text that is in force."""
        return self.retired_version is None

    @property
    def label(self) -> str:
        """The number; of a retired clause with the last version in which it had this number."""
        if self.retired_version is None:
            return self.number
        return f"{self.number} (ред.\u00a0{self.retired_version - 1})"

    @cached_property
    def basis(self) -> list[Any]:
        """The citations of the clause with their acts, read once."""
        return list(self.citations.select_related("act"))

    def findings(self, on: date) -> tuple[Finding, ...]:
        """What to mind before the clause is made executable, looked at on that day."""
        deadlines = (ParsedDeadline(**row | {"date": _day(row["date"])}) for row in self.deadlines)
        acts = (ParsedAct(**row | {"date": _day(row["date"])}) for row in self.legal_acts)
        adopted = self.resolution.stage in ResolutionStage.IN_FORCE
        has_addressee = self.section.groups.exists()
        found = lint(Clause(self.text, has_addressee, tuple(deadlines), tuple(acts), on, adopted=adopted))
        return (*found, *expired_acts((citation.act for citation in self.basis), on))

    def weighed(self, on: date) -> list[tuple[Finding, "FindingSignature | None"]]:
        """Each finding of that day with the signature that took it away for this very wording, if there is one."""
        signed = self.signatures.filter(wording=self.wording).select_related("signed_by")
        by_code = {signature.code: signature for signature in signed}
        return [(found, by_code.get(found.code)) for found in self.findings(on)]

    def unsigned(self, on: date) -> list[Finding]:
        """Warnings of that day that nobody has signed away yet."""
        return unsigned_of(self.weighed(on))


def unsigned_of(weighed: "Iterable[tuple[Finding, FindingSignature | None]]") -> list[Finding]:
    """The warnings among findings that nobody has signed away; errors are not signed away."""
    return [found for found, signature in weighed if signature is None and found.severity == Severity.WARNING]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class PastWording(models.Model):
    """A clause as it stood in a version of the text that is no longer in force, and what the next version did to it."""

    class Fate(models.TextChoices):
        """What the next version made of the clause."""

        KEPT = "kept", "без изменений"
        REWORDED = "reworded", "изменён"
        SPLIT = "split", "разделён"
        MERGED = "merged", "объединён"
        DROPPED = "dropped", "исключён"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="past_wordings", verbose_name="рекомендация"
    )
    version = models.PositiveSmallIntegerField("редакция")
    fate = models.CharField("что изменила следующая редакция", max_length=10, choices=Fate.choices)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+", verbose_name="раздел")
    position = models.PositiveSmallIntegerField("порядок в резолюции")
    number = models.CharField("номер пункта", max_length=12)
    text = models.TextField("текст")
    span_start = models.PositiveIntegerField("начало в тексте")
    span_end = models.PositiveIntegerField("конец в тексте")

    class Meta:
        verbose_name = "прежняя редакция пункта"
        verbose_name_plural = "прежние редакции пунктов"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "version"], name="past_wording_version_once"),
            models.CheckConstraint(
                condition=Q(fate__in=["kept", "reworded", "split", "merged", "dropped"]),
                name="past_wording_fate_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Пункт {self.number} редакции {self.version}"


# A clause as it stands in one version of the text.
Wording = Recommendation | PastWording


class FindingSignature(models.Model):
    """A warning about a clause that somebody has taken upon himself or herself; it holds for that wording only."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="signatures", verbose_name="рекомендация"
    )
    wording = models.CharField("ключ формулировки", max_length=64)
    code = models.CharField("предупреждение", max_length=30)
    message = models.TextField("текст предупреждения")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто снял")
    signed_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "снятое предупреждение"
        verbose_name_plural = "снятые предупреждения"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "wording", "code"], name="finding_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.signed_by}"
