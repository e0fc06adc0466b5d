"""Invitations: how people get an account without a password sent by letter."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from organizations.models.organization import Organization
from organizations.models.person import Membership, User
from organizations.models.region import Region
from organizations.querysets import InvitationQuerySet
from organizations.roles import Role


class Invitation(models.Model):
    """A seat offered to a person by a signed link that opens once.

    The link is signed over the id and `serial`, nothing secret is stored; a new `serial` makes the former link void.
    Without `email` the invitation is handed over on paper, and the person names the address.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="регион")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="invitations", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    email = models.EmailField("электронная почта", blank=True)
    full_name = models.CharField("фамилия, имя, отчество", max_length=200, blank=True)
    position = models.CharField("должность", max_length=200, blank=True)
    deputy_for = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="замещает"
    )
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)
    serial = models.PositiveSmallIntegerField("номер ссылки", default=1)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="кто пригласил")
    created_at = models.DateTimeField("создано")
    expires_at = models.DateTimeField("действует до")
    accepted_at = models.DateTimeField("принято", null=True, blank=True)
    membership = models.OneToOneField(
        Membership, models.PROTECT, null=True, blank=True, related_name="invitation", verbose_name="место работы"
    )
    revoked_at = models.DateTimeField("отозвано", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = ["organization__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_accepted_or_revoked",
                violation_error_message="Принятое приглашение нельзя отозвать.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, membership__isnull=True)
                | Q(accepted_at__isnull=False, membership__isnull=False),
                name="invitation_accepted_gives_seat",
                violation_error_message="Принятое приглашение даёт место работы.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | Q(valid_to__isnull=False),
                name="invitation_deputy_has_end",
                violation_error_message="У замещения должна быть дата окончания.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} — {self.get_role_display()}"

    def is_open_at(self, moment: datetime) -> bool:
        """Neither accepted nor revoked nor expired."""
        return self.accepted_at is None and self.revoked_at is None and moment < self.expires_at
