"""The register of legal acts and the clauses that rest on them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models import Region
from organizations.text import search_text
from recommendations.models.recommendation import Recommendation
from recommendations.querysets.legal_act import LegalActQuerySet
from recommendations.statuses import ActKind


class LegalAct(models.Model):
    """An official document, once in a region however often it is cited.

    `name` is how the act is called in the text where it was met first; `title` its own name, if it is known.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="legal_acts", verbose_name="регион")
    kind = models.CharField("вид", max_length=16, choices=ActKind.choices, default=ActKind.OTHER)
    number = models.CharField("номер", max_length=60, blank=True)
    adopted_on = models.DateField("дата", null=True, blank=True)
    title = models.CharField("название", max_length=1000, blank=True)
    name = models.CharField("как назван в тексте", max_length=1000)
    url = models.URLField("ссылка на текст", max_length=500, blank=True)
    in_force_until = models.DateField("действует до", null=True, blank=True)
    created_at = models.DateTimeField("внесён")
    search_text = models.TextField(editable=False)
    recommendations = models.ManyToManyField(
        Recommendation, through="Citation", related_name="acts", verbose_name="рекомендации"
    )

    objects = LegalActQuerySet.as_manager()

    class Meta:
        verbose_name = "правовой акт"
        verbose_name_plural = "правовые акты"
        ordering = ["kind", "-adopted_on", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "number", "adopted_on"],
                condition=~Q(number="") & Q(adopted_on__isnull=False),
                name="legal_act_once",
                violation_error_message="Акт такого вида с этими номером и датой в реестре уже есть.",
            ),
            models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="legal_act_kind_known"),
        ]
        indexes = [models.Index(fields=["region", "kind", "number"], name="legal_act_by_number")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = search_text(f"{self.get_kind_display()} № {self.number}", self.title, self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("act-detail", args=[self.pk])

    @property
    def short_name(self) -> str:
        """«Федеральный закон от 29.12.2012 № 273-ФЗ», or its name in the text when it has no number."""
        if not self.number:
            return self.title or self.name
        day = f" от {self.adopted_on:%d.%m.%Y}" if self.adopted_on else ""
        return f"{self.get_kind_display().capitalize()}{day} №\u00a0{self.number}"


class Citation(models.Model):
    """A clause names an act: with these words."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="citations", verbose_name="рекомендация"
    )
    act = models.ForeignKey(LegalAct, models.PROTECT, related_name="citations", verbose_name="правовой акт")
    text = models.TextField("как назван")

    class Meta:
        verbose_name = "ссылка на правовой акт"
        verbose_name_plural = "ссылки на правовые акты"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "act"], name="citation_once")]

    def __str__(self) -> str:
        return self.text
