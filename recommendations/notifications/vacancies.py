"""The letter «нет сотрудника»: organizations that have newly lost everybody, to the level above, once a day."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from organizations.models import AuditEvent, Membership, Organization, Region, User
from organizations.querysets import MembershipQuerySet
from organizations.roles import Role
from organizations.services.audit import record_command
from recommendations.models import Letter
from recommendations.notifications.outbox import make_letter, queue_letters

KIND, ACT = "vacancies", "tell_of_vacancies"
MOST_NAMED = 50


@transaction.atomic
def tell_of_vacancies(*, region: Region, now: datetime) -> int:
    """Write a letter to each person who answers for an organization that is vacant now and was not when last told.

    Returns how many. What was told last stands in the journal, so a day on which nothing changes leaves no trace.
    """
    vacant = {place.pk: place for place in Organization.objects.filter(region=region).vacant_on(region.day_of(now))}
    told = _told(region)
    if set(vacant) == told:
        return 0
    fresh = sorted((place for pk, place in vacant.items() if pk not in told), key=lambda place: place.sort_key)
    letters = list(_letters(region, now, fresh)) if fresh else []
    queue_letters(letters)
    record_command(region=region, act=ACT, vacant=sorted(vacant), letters=len(letters))
    return len(letters)


def _told(region: Region) -> set[int]:
    last = AuditEvent.objects.filter(region=region, act=ACT).order_by("-recorded_at", "-pk").first()
    return set(last.details["vacant"]) if last else set()


def _letters(region: Region, now: datetime, fresh: list[Organization]) -> Iterable[Letter]:
    for user, seats in groupby(_recipients(region, now, fresh), key=lambda seat: seat.user):
        held = list(seats)
        above = {seat.organization_id for seat in held}
        is_administrator = any(seat.role == Role.ADMINISTRATOR for seat in held)
        places = [place for place in fresh if is_administrator or place.parent_id in above]
        yield _letter(region, now, user, places)


def _recipients(region: Region, now: datetime, fresh: list[Organization]) -> MembershipQuerySet:
    """Administrators, and those who answer for the level below: coordinators and specialists."""
    roles = (Role.MUNICIPAL, *Role.SPECIALISTS)
    above = Q(role__in=roles, organization__in={place.parent_id for place in fresh if place.parent_id})
    people = Membership.objects.filter(Q(role=Role.ADMINISTRATOR) | above, region=region).active_on(region.day_of(now))
    written = people.exclude(Q(user__email="") | Q(user__email__iendswith=".invalid"))
    return written.select_related("user").order_by("user", "pk")


def _letter(region: Region, now: datetime, user: User, places: list[Organization]) -> Letter:
    context = {
        "recipient": user,
        "places": places[:MOST_NAMED],
        "total": len(places),
        "more": max(len(places) - MOST_NAMED, 0),
        "public_url": settings.PUBLIC_URL,
    }
    return make_letter(
        region=region,
        recipient=user,
        kind=KIND,
        subject=render_to_string("mail/vacancies_subject.txt", context),
        body=render_to_string("mail/vacancies.txt", context),
        dedupe_key=f"{KIND}:{region.pk}:{now.isoformat()}:{user.pk}",
        now=now,
    )
