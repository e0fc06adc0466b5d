"""Accounts of people: facts, closing and opening, sessions, a lost second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, refused, require
from organizations.models import User
from organizations.policies import may_keep_account, may_reset_second_factor, may_switch_off
from organizations.services.audit import record
from organizations.services.seats import lock_people
from organizations.services.sessions import end_sessions

FACTS = ("full_name", "email", "phone")


@transaction.atomic
def change_account(*, actor: Actor, person: User, full_name: str, email: str, phone: str) -> User:
    """Change name, e-mail and telephone; a new e-mail ends the sessions, for it is the login.

    Raises ValidationError at `email` when another account has it.
    """
    person = _locked(person)
    require(may_keep_account(actor, person))
    before = {name: getattr(person, name) for name in FACTS}
    person.full_name, person.email, person.phone = full_name, email.lower(), phone
    changed = [name for name in FACTS if getattr(person, name) != before[name]]
    if "email" in changed:
        _move_login(person)
    if changed:
        person.save(update_fields=changed)
        values = {f"{name} {word}": text for name in changed for word, text in _both(person, before, name)}
        record(actor=actor, act="change_person", about=person, personal=values, fields=changed)
    return person


def _both(person: User, before: dict[str, str], name: str) -> list[tuple[str, str]]:
    return [("before", before[name]), ("after", getattr(person, name))]


def _move_login(person: User) -> None:
    if User.objects.filter(email__iexact=person.email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": "Эта почта уже занята другой учётной записью."})
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    end_sessions(person)


@transaction.atomic
def switch_off(*, actor: Actor, person: User, reason: str) -> User:
    """Close an account: its sessions end and nobody signs in with it; places of work and past acts stay."""
    lock_people(actor.region)
    person = _locked(person)
    require(may_switch_off(actor, person))
    close_account(person)
    record(actor=actor, act="switch_off_person", about=person, reason=reason)
    return person


def close_account(person: User) -> None:
    """Nobody signs in with the account any more; its sessions end now."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)


@transaction.atomic
def switch_on(*, actor: Actor, person: User, reason: str) -> User:
    """Open a closed account again."""
    person = _locked(person)
    require(may_keep_account(actor, person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor=actor, act="switch_on_person", about=person, reason=reason)
    return person


@transaction.atomic
def end_sessions_of(*, actor: Actor, person: User) -> int:
    """End all sessions of a person, as after a lost telephone; tells how many."""
    require(may_keep_account(actor, person))
    ended = end_sessions(person)
    record(actor=actor, act="end_sessions", about=person, sessions=ended)
    return ended


@transaction.atomic
def reset_second_factor(*, actor: Actor, person: User, reason: str) -> User:
    """Take all second factors off an account and end its sessions; the person sets up a new one at the next sign-in."""
    require(may_reset_second_factor(actor, person))
    kinds = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if not kinds:
        require(refused("Второй шаг входа у этой учётной записи не настроен.", stale=True))
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    record(actor=actor, act="reset_second_factor", about=person, reason=reason, kinds=kinds)
    return person


def _locked(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)
