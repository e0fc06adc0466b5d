"""What was done with an object and with what belongs to it, for a reader who sees the object.

Numbers of what belongs to it are read first and asked for by number: the journal is found by its index of objects,
however long it is. Another kind of object gets a line in `_RELATED`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, Value

from organizations.access import Actor
from organizations.journal_details import Names
from organizations.models import AuditEvent, Invitation, Membership, Organization, User
from organizations.querysets import AuditQuerySet
from organizations.services.journal_names import names_of

SIGN_INS = 5
# What a person does with the own ways in: for administrators alone.
OWN_ACCESS = (
    *("set_password", "change_password", "reset_password", "add_second_factor", "remove_second_factor"),
    *("make_recovery_codes", "remove_recovery_codes", "use_recovery_code", "connect_provider", "end_sessions"),
)
_ENDED = ("merge_organization", "close_organization")


def history_of(thing: Model, actor: Actor | None) -> AuditQuerySet:
    """Acts that were done with an object and with what belongs to it as far as the actor sees it, newest first."""
    own, related = AuditEvent.objects.about(thing), _RELATED.get(type(thing))
    if actor is None or related is None:
        return own
    found = related(thing, actor) | Q(object_kind=thing._meta.model_name, object_id=thing.pk)
    return AuditEvent.objects.filter(found, outcome=AuditEvent.Outcome.DONE).order_by("-recorded_at", "-pk")


def last_sign_ins(thing: Model, actor: Actor | None) -> list[datetime]:
    """When a person has signed in, the last times; told to administrators alone."""
    if not (isinstance(thing, User) and actor and actor.is_administrator):
        return []
    rows = AuditEvent.objects.visible_to(actor).filter(user=thing, act="sign_in").order_by("-recorded_at")
    return list(rows.values_list("recorded_at", flat=True)[:SIGN_INS])


def called(rows: Iterable[AuditEvent], thing: Model) -> Names:
    """(kind, number) → what the objects of these rows are called, besides the object itself."""
    rows = list(rows)
    numbers: dict[str, set[int]] = {"membership": set(), "invitation": set()}
    for row in rows:
        if row.object_id and row.object_kind in numbers:
            numbers[row.object_kind].add(row.object_id)
    seats = Membership.objects.filter(pk__in=numbers["membership"]).select_related("user", "organization")
    offered = Invitation.objects.filter(pk__in=numbers["invitation"]).select_related("organization")
    is_person = isinstance(thing, User)
    found = {("membership", seat.pk): _seat(seat, is_person) for seat in seats}
    found |= {("invitation", one.pk): _place(one, is_person) for one in offered}
    ended = {
        ("organization", row.object_id or 0): row.object_label for row in rows if row.object_kind == "organization"
    }
    ended.pop((thing._meta.model_name or "", thing.pk), None)
    return {**names_of(rows), **ended, **found}


def _seat(seat: Membership, is_person: bool) -> str:
    return _place(seat, True) if is_person else f"{seat.user.short_name}, {seat.get_role_display().lower()}"


def _place(place: Membership | Invitation, is_person: bool) -> str:
    role = place.get_role_display().lower()
    return f"{role}, {place.organization}" if is_person else role


def _of_organization(organization: Any, actor: Actor) -> Q:
    """Its places of work and invitations, and the reorganizations that brought another into it."""
    seats = Membership.objects.visible_to(actor).filter(organization=organization).order_by()
    former = Organization.objects.filter(successor=organization).order_by()
    found: dict[str, list[int]] = {"seat": [], "former": []}
    for kind, pk in seats.values_list(Value("seat"), "pk").union(former.values_list(Value("former"), "pk")):
        found[kind].append(pk)
    invitations = Invitation.objects.visible_to(actor).filter(organization=organization)
    offered = list(invitations.values_list("pk", "created_at"))
    # One row stands for many invitations of one moment.
    moments = {moment for _, moment in offered}
    many = AuditEvent.objects.filter(region=organization.region_id, act="invite_many", recorded_at__in=moments)
    return (
        _objects("membership", found["seat"])
        | _objects("invitation", [pk for pk, _ in offered])
        | Q(pk__in=list(many.values_list("pk", flat=True)))
        | (_objects("organization", found["former"]) & Q(act__in=_ENDED))
    )


def _of_person(person: Any, actor: Actor) -> Q:
    """Places of work and the invitations that gave them; own ways in for administrators."""
    seats = list(Membership.objects.visible_to(actor).filter(user=person).values_list("pk", flat=True))
    invitations = Invitation.objects.filter(membership__in=seats).values_list("pk", flat=True)
    found = _objects("membership", seats) | _objects("invitation", invitations)
    return found | Q(user=person, act__in=OWN_ACCESS) if actor.is_administrator else found


def _objects(kind: str, numbers: Iterable[int]) -> Q:
    return Q(object_kind=kind, object_id__in=list(numbers))


_RELATED: dict[type[Model], Callable[[Any, Actor], Q]] = {Organization: _of_organization, User: _of_person}
