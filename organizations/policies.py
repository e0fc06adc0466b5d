"""Who may look after the registry, people, settings and the journal."""

from organizations.access import ALLOWED, Actor, Verdict, refused
from organizations.models import Membership, Organization
from organizations.roles import ROLES_OF_GROUP, Role


def may_list_people(actor: Actor) -> Verdict:
    """Administrators, and coordinators for their own schools."""
    if actor.is_administrator or actor.is_coordinator:
        return ALLOWED
    return refused("Список сотрудников ведут администратор портала и муниципальные координаторы.")


def may_manage_people(actor: Actor, organization: Organization) -> Verdict:
    """The administrator everybody's accounts, a coordinator those of the schools below (domain rules, states)."""
    if actor.is_administrator:
        return ALLOWED
    if actor.is_coordinator and organization.parent_id == actor.organization.pk:
        return ALLOWED
    return refused("Учётные записи организации ведут администратор портала и её муниципальный координатор.")


def may_give_seat(actor: Actor, organization: Organization, role: str) -> Verdict:
    """Whether the actor may seat a person there in this role: an organization has only roles of its group."""
    verdict = may_manage_people(actor, organization)
    if verdict and role not in ROLES_OF_GROUP[organization.addressee_group.code]:
        return refused(f"В этой организации нет роли «{Role(role).label}».")
    if verdict and organization.closed_on and organization.closed_on <= actor.today:
        return refused("Организация закрыта: новых сотрудников в ней быть не может.")
    return verdict


def may_end_seat(actor: Actor, membership: Membership) -> Verdict:
    """Whether the actor may end a place of work; the last administrator of a region stays."""
    verdict = may_manage_people(actor, membership.organization)
    if verdict and is_last_administrator(membership, actor):
        return refused("Это последний администратор портала. Сначала назначьте другого администратора.")
    return verdict


def is_last_administrator(membership: Membership, actor: Actor) -> bool:
    """Nobody else administers the region today without an end in sight."""
    if membership.role != Role.ADMINISTRATOR:
        return False
    others = Membership.objects.filter(region=membership.region_id, role=Role.ADMINISTRATOR, valid_to__isnull=True)
    return not others.active_on(actor.today).exclude(user=membership.user_id).exists()


def may_keep_registry(actor: Actor) -> Verdict:
    """Organizations, municipalities and registry files are the administrator's."""
    if actor.is_administrator:
        return ALLOWED
    return refused("Реестр организаций ведёт администратор портала.")


def may_change_settings(actor: Actor) -> Verdict:
    """Settings of the region and its calendar are the administrator's."""
    if actor.is_administrator:
        return ALLOWED
    return refused("Настройки региона меняет администратор портала.")


def may_read_journal(actor: Actor) -> Verdict:
    """The journal belongs to the administrator."""
    if actor.is_administrator:
        return ALLOWED
    return refused("Журнал действий доступен администратору портала.")
