"""Anonymising a person: the account and the names that the person left in reports; figures stay as they are."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from organizations.access import Actor, Refused, Verdict, require
from organizations.models import Region, User
from organizations.policies import may_be_forgotten, may_forget
from organizations.services.audit import record, record_command
from organizations.services.personal_data import account_traces, forget_account, nameless
from organizations.services.retention import former_staff
from recommendations.models import Letter, ProgressReport


@transaction.atomic
def anonymise_person(*, actor: Actor | None, user: User, reason: str) -> User:
    """Replace what describes the person by «Сотрудник № N» for good; `actor` None = the installation itself.

    Refused for a person with a place of work that has not ended, the last administrator among them. Raises
    ValidationError without a reason. The rows that name the person stay, so every figure stays.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require(may_anonymise(actor, user))
    if not reason.strip():
        raise ValidationError({"reason": "Укажите, на каком основании сведения о человеке удаляются."})
    home = user.memberships.select_related("region").order_by("-valid_from", "-pk").first()
    now = actor.now if actor else timezone.now()
    letters_to(user).delete()
    filled_reports(user).update(filler_name=nameless(user), filler_phone="")
    forget_account(user=user, now=now)
    if actor:
        record(actor=actor, act="anonymise_person", about=user, reason=reason)
    else:
        record_command(region=home.region if home else None, act="anonymise_person", about=user, reason=reason)
    return user


def may_anonymise(actor: Actor | None, user: User) -> Verdict:
    """Whether the person may be anonymised by the actor, or by the installation when there is none."""
    return may_forget(actor, user) if actor else may_be_forgotten(user, timezone.localdate())


def anonymise_former_staff(*, region: Region, now: datetime) -> int:
    """Anonymise the people whose places of work ended long ago, by the term of the region; gives how many."""
    days = region.retention_rules.former_staff_days
    reason = f"Срок хранения сведений о бывших сотрудниках ({days} дн.) закончился."
    return sum(_forgotten(user, reason) for user in former_staff(region, now))


def _forgotten(user: User, reason: str) -> bool:
    """One person in a transaction of their own: somebody seated again meanwhile stays, and so do the others' turns."""
    try:
        anonymise_person(actor=None, user=user, reason=reason)
    except Refused:
        return False
    return True


def traces(user: User) -> dict[str, int]:
    """What anonymising would change, in figures."""
    return account_traces(user) | {"отчётов с именем": filled_reports(user).count(), "писем": letters_to(user).count()}


def filled_reports(user: User) -> QuerySet[ProgressReport]:
    """Reports that the person filled: saved or submitted, or signed with the person's name in an own organization."""
    own = Q(task__organization__in=user.memberships.values("organization"))
    signed = own & Q(filler_name__in=[user.full_name, user.short_name, user.short_name.replace("\u00a0", " ")])
    filled = Q(saved_by=user) | Q(submitted_by=user) | signed
    return ProgressReport.objects.filter(pk__in=ProgressReport.objects.filter(filled).values("pk"))


def letters_to(user: User) -> QuerySet[Letter]:
    """Letters of the outbox to the person, sent ones too: their texts name the person."""
    return Letter.objects.filter(recipient=user)
