"""The assignment: a recommendation, or a stated part of it, made executable."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Organization, Region, User
from organizations.text import search_text
from recommendations.control import DEADLINE_LABELS, PERIOD_LABELS, ControlRules, DeadlineRule, Period, PeriodKind
from recommendations.models.recommendation import Recommendation
from recommendations.models.resolution import Resolution
from recommendations.querysets.calendar import control_rules
from recommendations.querysets.resolution import AssignmentQuerySet
from recommendations.statuses import AssignmentKind, AssignmentMode, AssignmentStatus, BasisKind

_PERIODIC = Q(deadline_rule=DeadlineRule.PERIODIC)


class Assignment(models.Model):
    """Who must do what, on what basis, by when, and who checks it (domain rules, objects).

    `addressee_rule` is a JSON object: groups (codes), municipalities (ids, empty = all), except (organization ids).
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="assignments", verbose_name="резолюция")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="assignments", verbose_name="рекомендация"
    )
    status = models.CharField("стадия", max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.DRAFT)
    part_text = models.TextField(
        "часть рекомендации", blank=True, help_text="Заполните, если поручение охватывает не весь пункт."
    )
    expected_result = models.TextField("ожидаемый результат")
    instruction = models.TextField("пояснение исполнителю", blank=True)
    expected_evidence = models.CharField("ожидаемые подтверждения", max_length=500, blank=True)
    kind = models.CharField("вид", max_length=10, choices=AssignmentKind.choices, default=AssignmentKind.ONE_OFF)
    mode = models.CharField("характер", max_length=10, choices=AssignmentMode.choices, default=AssignmentMode.ADVISORY)
    basis_kind = models.CharField("вид основания", max_length=10, choices=BasisKind.choices, default=BasisKind.ORDER)
    basis_number = models.CharField("номер основания", max_length=40)
    basis_on = models.DateField("дата основания")
    deadline_rule = models.CharField(
        "срок", max_length=10, choices=[(rule.value, DEADLINE_LABELS[rule]) for rule in DeadlineRule]
    )
    deadline_on = models.DateField("не позднее", null=True, blank=True)
    period_kind = models.CharField(
        "отчётный период",
        max_length=12,
        blank=True,
        choices=[(kind.value, PERIOD_LABELS[kind]) for kind in PeriodKind],
    )
    starts_on = models.DateField("исполнять начиная с", null=True, blank=True)
    issuing_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="issued_assignments", verbose_name="кто поручает"
    )
    controller_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="controlled_assignments", verbose_name="контролирующая организация"
    )
    controller_person = models.ForeignKey(
        User, models.PROTECT, related_name="controlled_assignments", verbose_name="контролёр"
    )
    addressee_rule = models.JSONField("адресаты", default=dict)
    endorsement_required = models.BooleanField("согласование в муниципалитете", default=True)
    special_control = models.BooleanField("особый контроль", default=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="автор")
    created_at = models.DateTimeField("создано")
    issued_at = models.DateTimeField("направлено", null=True, blank=True)
    search_text = models.TextField(editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "поручение"
        verbose_name_plural = "поручения"
        ordering = ["recommendation__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deadline_rule=DeadlineRule.BY_DATE) | Q(deadline_on__isnull=False),
                name="assignment_explicit_date_given",
                violation_error_message="Укажите дату, не позднее которой поручение исполняется.",
            ),
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True) | Q(deadline_on__gte=F("basis_on")),
                name="assignment_deadline_after_basis",
                violation_error_message="Срок исполнения раньше даты основания.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(deadline_rule=DeadlineRule.PERIODIC) & ~Q(kind=AssignmentKind.ONE_OFF) & ~Q(period_kind="")
                )
                | (~Q(deadline_rule=DeadlineRule.PERIODIC) & Q(kind=AssignmentKind.ONE_OFF) & Q(period_kind="")),
                name="assignment_period_fits_kind",
                violation_error_message=(
                    "У периодического и постоянного поручения должен быть отчётный период, у разового — срок."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[AssignmentStatus.DRAFT, AssignmentStatus.CANCELLED])
                | Q(issued_at__isnull=False),
                name="assignment_issued_has_date",
                violation_error_message="У направленного поручения должен быть день отправки.",
            ),
        ]
        indexes = [models.Index(fields=["resolution", "status"], name="assignment_by_resolution")]

    def __str__(self) -> str:
        return f"{self.get_mode_display().capitalize()} по пункту {self.recommendation.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_text(
            f"пункт {self.recommendation.number}", self.recommendation.text, self.part_text, self.expected_result
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("assignment-detail", args=[self.pk])

    @property
    def content(self) -> str:
        """The stated part, else the whole recommendation."""
        return self.part_text or self.recommendation.text

    @property
    def is_permanent(self) -> bool:
        return self.kind == AssignmentKind.PERMANENT

    @property
    def basis(self) -> str:
        """«приказ от 24.08.2021 № 15»."""
        return f"{self.get_basis_kind_display()} от {self.basis_on:%d.%m.%Y} №\u00a0{self.basis_number}"

    @property
    def rules(self) -> ControlRules:
        """Numbers of control in force in the region."""
        return control_rules(self.region)

    def period_label(self, key: str) -> str:
        """Words for a period key; empty for a one-off task."""
        return Period.from_key(key).label if key else ""
