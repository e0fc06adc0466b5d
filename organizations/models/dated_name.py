"""Names with the days of their validity: a document keeps the name of its date."""

from django.db import models
from django.db.models import Q

from organizations.models.organization import Municipality, Organization
from organizations.models.region import Region


class OrganizationName(models.Model):
    """A name of an organization with the days of its validity; an empty beginning is unknown."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names", verbose_name="организация")
    name = models.CharField("краткое наименование", max_length=300)
    full_name = models.CharField("полное наименование", max_length=600, blank=True)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)

    class Meta:
        verbose_name = "наименование организации"
        verbose_name_plural = "наименования организаций"
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(valid_to__isnull=True),
                name="organization_one_open_name",
                violation_error_message="У организации может быть только одно действующее наименование.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="organization_name_dates_in_order",
                violation_error_message="Срок действия наименования заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityName(models.Model):
    """Name, kind and code of a municipality in a time: districts become okrugs, and their codes change."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="names", verbose_name="муниципальное образование"
    )
    name = models.CharField("наименование", max_length=200)
    kind = models.CharField("вид", max_length=60)
    oktmo = models.CharField("код ОКТМО", max_length=11)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)

    class Meta:
        verbose_name = "наименование муниципального образования"
        verbose_name_plural = "наименования муниципальных образований"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(valid_to__isnull=True),
                name="municipality_one_open_name",
                violation_error_message="У муниципального образования может быть только одно действующее наименование.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="municipality_name_dates_in_order",
                violation_error_message="Срок действия наименования заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
