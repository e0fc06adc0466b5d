"""People and their places of work."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from organizations.models.organization import Organization
from organizations.models.region import Region
from organizations.querysets import MembershipQuerySet, UserManager
from organizations.roles import Role
from organizations.text import initials_name


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail; what they may do comes from memberships."""

    email = models.EmailField("электронная почта", unique=True)
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    phone = models.CharField("телефон", max_length=60, blank=True)
    is_active = models.BooleanField("учётная запись включена", default=True)
    is_staff = models.BooleanField("доступ к служебному разделу", default=False)
    date_joined = models.DateTimeField("создана", auto_now_add=True)
    anonymised_at = models.DateTimeField("обезличена", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Учётная запись с такой почтой уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def short_name(self) -> str:
        """Surname with initials."""
        return initials_name(self.full_name) if self.full_name else self.email


class Membership(models.Model):
    """A person in a role at an organization, with dates; work belongs to the organization."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships", verbose_name="регион")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="пользователь")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    position = models.CharField("должность", max_length=200, blank=True)
    valid_from = models.DateField("действует с")
    valid_to = models.DateField("действует по", null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="замещает"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "место работы"
        verbose_name_plural = "места работы"
        ordering = ["organization__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(valid_to__isnull=True),
                name="membership_open_once",
                violation_error_message="Эта роль в организации у пользователя уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message="Окончание роли раньше её начала.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | (Q(valid_to__isnull=False) & ~Q(deputy_for=F("pk"))),
                name="membership_deputy_has_end",
                violation_error_message="У замещения должна быть дата окончания.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} — {self.get_role_display()}"
