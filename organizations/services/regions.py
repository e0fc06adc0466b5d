"""The beginning of a region: what must be there before anybody can act in it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organizations.models import AddresseeGroup, AuditEvent, Membership, Organization, Region, User
from organizations.roles import GroupCode, Role
from organizations.services.audit import save_event
from organizations.services.organizations import found
from organizations.services.seats import keep_seat


@dataclass(frozen=True)
class Founder:
    """Who founds a region: a superuser without a place of work, from an address, by a request."""

    user: User
    address: str = ""
    request_id: str = ""


@transaction.atomic
def found_region(
    *, founder: Founder, code: str, name: str, time_zone: str, department: str, full_name: str, email: str
) -> Region:
    """Make a region with the four groups of addressees, its department and its first administrator.

    A person who has an account keeps it; a new one sets the password by «Забыли пароль?». Everything else is the
    administrator's. ValidationError by field.
    """
    region = Region(code=code, name=name, time_zone=time_zone)
    region.full_clean()
    region.save()
    for position, kind in enumerate(GroupCode, start=1):
        AddresseeGroup.objects.create(region=region, code=kind, name=kind.label, position=position)
    group = region.addressee_groups.get(code=GroupCode.DEPARTMENT)
    place = found(Organization(region=region, name=department, addressee_group=group, is_name_official=True), None)
    person = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, full_name=full_name)
    keep_seat(
        Membership(
            region=region,
            user=person,
            organization=place,
            role=Role.ADMINISTRATOR,
            position="Администратор портала",
            valid_from=timezone.localdate(timezone=region.zone),
        )
    )
    _record(founder, region, place, person)
    return region


def _record(founder: Founder, region: Region, department: Organization, administrator: User) -> None:
    facts = {"code": region.code, "name": region.name, "time_zone": region.time_zone, "department": department.name}
    event = AuditEvent(
        region=region,
        recorded_at=timezone.now(),
        user=founder.user,
        act="found_region",
        object_kind="region",
        object_id=region.pk,
        object_label=region.name,
        changes={field: [None, value] for field, value in facts.items()},
        request_id=founder.request_id,
    )
    save_event(event, {"address": founder.address, "email": administrator.email})
