"""The register of legal acts and the clauses that rest on them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Region
from organizations.text import search_text
from recommendations.documents.act_validity import VALIDITY_LABELS, Validity, validity
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
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True)
                | Q(adopted_on__isnull=True)
                | Q(in_force_until__gte=F("adopted_on")),
                name="legal_act_in_force_after_adopted",
                violation_error_message="Акт не может утратить силу раньше, чем принят.",
            ),
        ]
        indexes = [models.Index(fields=["region", "kind", "number"], name="legal_act_by_number")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.fill_search()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("act-detail", args=[self.pk])

    def fill_search(self) -> None:
        """What the list is searched by; whoever writes many acts at once calls it for each."""
        self.search_text = search_text(f"{self.get_kind_display()} № {self.number}", self.title, self.name)

    def validity(self, on: date) -> Validity:
        """Whether the act is in force on that day, and how long still."""
        return validity(self.in_force_until, on)

    def validity_label(self, on: date) -> str:
        """«утратил силу»."""
        return VALIDITY_LABELS[self.validity(on)]

    @property
    def short_name(self) -> str:
        """«Федеральный закон от 29.12.2012 № 273-ФЗ»; without a number its kind with its title, or its name."""
        kind = self.get_kind_display().capitalize()
        day = f" от {self.adopted_on:%d.%m.%Y}" if self.adopted_on else ""
        if self.number:
            return f"{kind}{day} №\u00a0{self.number}"
        if not self.title:
            return self.name
        return self.title if self.kind in ActKind.OWN_TITLE else f"{kind}{day} «{self.title}»"

    @property
    def full_name(self) -> str:
        """The short name with the title: «Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании …»»."""
        return f"{self.short_name} «{self.title}»" if self.number and self.title else self.short_name


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
