"""Organizations, their municipalities, addressee groups and dated names."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models.region import Region
from organizations.querysets import MunicipalityQuerySet, OrganizationQuerySet
from organizations.roles import GroupCode
from organizations.text import search_text, sort_text


class AddresseeGroup(models.Model):
    """One of the four groups that a resolution addresses, with the names under which documents call it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="addressee_groups", verbose_name="регион")
    code = models.CharField("код", max_length=20, choices=GroupCode.choices)
    name = models.CharField("наименование", max_length=200)
    position = models.PositiveSmallIntegerField("порядок")
    aliases = models.JSONField("варианты наименования", default=list, blank=True)

    class Meta:
        verbose_name = "группа адресатов"
        verbose_name_plural = "группы адресатов"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["region", "code"], name="addressee_group_code_once")]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipal district or okrug; keyed by its own id, because codes and names change."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities", verbose_name="регион")
    name = models.CharField("наименование", max_length=200)
    kind = models.CharField("вид", max_length=60)
    centre = models.CharField("административный центр", max_length=120, blank=True)
    oktmo = models.CharField("код ОКТМО", max_length=11)
    source = models.CharField("источник сведений", max_length=500, blank=True)
    closed_on = models.DateField("упразднено с", null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципальное образование"
        verbose_name_plural = "муниципальные образования"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["region", "oktmo"], name="municipality_oktmo_once"),
            models.UniqueConstraint(fields=["region", "name"], name="municipality_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_text(self.name)
        super().save(*args, **kwargs)


class Organization(models.Model):
    """An organization of the registry; identity is the id, in a file municipality + short name."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="organizations", verbose_name="регион")
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name="муниципальное образование",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="вышестоящая организация"
    )
    addressee_group = models.ForeignKey(
        AddresseeGroup, models.PROTECT, related_name="organizations", verbose_name="группа адресатов"
    )
    name = models.CharField("краткое наименование", max_length=300)
    full_name = models.CharField("полное наименование", max_length=600, blank=True)
    is_name_official = models.BooleanField("наименование подтверждено", default=False)
    settlement = models.CharField("населённый пункт", max_length=120, blank=True)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    address = models.CharField("почтовый адрес", max_length=300, blank=True)
    site = models.CharField("сайт", max_length=200, blank=True)
    source = models.CharField("источник сведений", max_length=500, blank=True)
    closed_on = models.DateField("закрыта с", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="правопреемник"
    )
    search_text = models.TextField(editable=False)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality", "name"],
                name="organization_name_once_in_municipality",
                violation_error_message="Организация с таким наименованием уже есть в этом муниципальном образовании.",
            ),
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=Q(municipality__isnull=True),
                name="organization_name_once_in_region",
                violation_error_message="Организация регионального уровня с таким наименованием уже есть.",
            ),
            models.UniqueConstraint(
                fields=["region", "inn"],
                condition=~Q(inn=""),
                name="organization_inn_once",
                violation_error_message="Организация с таким ИНН уже есть.",
            ),
            models.UniqueConstraint(
                fields=["region", "ogrn"],
                condition=~Q(ogrn=""),
                name="organization_ogrn_once",
                violation_error_message="Организация с таким ОГРН уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
                name="organization_not_own_parent",
                violation_error_message="Организация не может подчиняться сама себе.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | (Q(closed_on__isnull=False) & ~Q(successor=models.F("pk"))),
                name="organization_successor_of_closed",
                violation_error_message="Правопреемник указывается у закрытой организации, и это другая организация.",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "sort_key"], name="organization_by_name"),
            models.Index(fields=["municipality", "sort_key"], name="organization_by_territory"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organization-detail", args=[self.pk])

    def fill_search(self) -> None:
        """Recompute the levelled texts; bulk writers call it before they write."""
        territory = self.municipality.name if self.municipality else ""
        self.search_text = search_text(self.name, self.full_name, self.settlement, territory, self.inn)
        self.sort_key = sort_text(self.name)

    @property
    def endorser(self) -> "Organization | None":
        """The municipal authority above the organization, if there is one."""
        parent = self.parent
        return parent if parent and parent.addressee_group.code == GroupCode.MUNICIPAL else None

    def name_on(self, day: date) -> str:
        """The name valid on that day (domain rules, objects: a document keeps the name of its date)."""
        dated = self.names.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).order_by(
            models.F("valid_from").desc(nulls_last=True)
        )
        return dated.values_list("name", flat=True).first() or self.name
