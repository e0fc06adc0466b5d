"""Who may look after the registry, people, settings and the journal."""

from datetime import date

from organizations.access import ALLOWED, Actor, Verdict, refused
from organizations.models import Invitation, Membership, Organization, User
from organizations.querysets import MembershipQuerySet
from organizations.roles import ROLES_OF_GROUP, Role

LAST_ADMINISTRATOR = "Это последний администратор портала. Сначала назначьте другого администратора."


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
    if not verdict:
        return verdict
    if role not in ROLES_OF_GROUP[organization.addressee_group.code]:
        return refused(f"В этой организации нет роли «{Role(role).label}».")
    if organization.closed_on and organization.closed_on <= actor.today:
        return refused("Организация закрыта: новых сотрудников в ней быть не может.")
    return ALLOWED


def may_end_seat(actor: Actor, membership: Membership) -> Verdict:
    """Whether the actor may end a place of work; the last administrator of a region stays."""
    verdict = may_manage_people(actor, membership.organization)
    if not verdict:
        return verdict
    return refused(LAST_ADMINISTRATOR) if is_last_administrator(membership, actor) else ALLOWED


def is_last_administrator(membership: Membership, actor: Actor) -> bool:
    """Nobody else administers the region today without an end in sight."""
    if membership.role != Role.ADMINISTRATOR:
        return False
    return not _administrators(actor).exclude(user=membership.user_id).exists()


def is_last_home_of_administrators(organization: Organization, actor: Actor) -> bool:
    """Whether closing the organization would leave the region without an administrator."""
    return {*_administrators(actor).values_list("organization", flat=True)} == {organization.pk}


def _administrators(actor: Actor) -> MembershipQuerySet:
    """Those of the region today without an end in sight."""
    rows = Membership.objects.filter(region=actor.region, role=Role.ADMINISTRATOR, valid_to__isnull=True)
    return rows.active_on(actor.today)


def may_keep_account(actor: Actor, person: User) -> Verdict:
    """Change, switch off or end the sessions of an account: whoever answers for all the places where the person works.

    A changed e-mail gives an account away, so a seat elsewhere puts it out of reach (domain rules, states).
    """
    if person.is_superuser:
        return refused("Это техническая учётная запись: её ведут при установке портала.")
    if person.anonymised_at:
        return refused("Учётная запись обезличена, изменить её нельзя.", stale=True)
    rows = person.memberships.select_related("organization")
    seats = [row for row in rows if not row.valid_to or row.valid_to >= actor.today] or list(rows)
    if all(row.region_id == actor.region.pk and may_manage_people(actor, row.organization) for row in seats):
        return ALLOWED
    return refused("Сотрудник работает и в других организациях: его учётную запись ведёт администратор портала.")


def may_switch_off(actor: Actor, person: User) -> Verdict:
    """Close an account: not one's own, not that of the last administrator."""
    verdict = may_keep_account(actor, person)
    if not verdict:
        return verdict
    if person.pk == actor.user.pk:
        return refused("Собственную учётную запись отключает другой администратор.")
    if any(is_last_administrator(row, actor) for row in person.memberships.active_on(actor.today)):
        return refused(LAST_ADMINISTRATOR)
    return ALLOWED


def may_reset_second_factor(actor: Actor, person: User) -> Verdict:
    """Take a lost second factor off an account: the administrator, not for himself."""
    if not actor.is_administrator:
        return refused("Второй шаг входа сбрасывает администратор портала.")
    if person.pk == actor.user.pk:
        return refused("Собственный второй шаг входа изменяют на странице «Второй шаг входа».")
    return may_keep_account(actor, person)


def may_see_vacancies(actor: Actor) -> Verdict:
    """The level above: administrators, coordinators of schools, specialists of authorities and the institute."""
    if actor.is_administrator or actor.is_coordinator or actor.is_specialist:
        return ALLOWED
    return refused("Список организаций без сотрудников доступен тем, кому они подчинены.")


def may_change_invitation(actor: Actor, invitation: Invitation) -> Verdict:
    """Revoke an invitation or give it a new link, while it is not accepted."""
    if invitation.accepted_at:
        return refused("Приглашение уже принято.", stale=True)
    return may_give_seat(actor, invitation.organization, invitation.role)


def may_forget(actor: Actor, user: User) -> Verdict:
    """Anonymising is the administrator's, of people who never worked in another region."""
    if not actor.is_administrator:
        return refused("Личные сведения удаляет администратор портала.")
    if user.memberships.exclude(region=actor.region).exists():
        return refused("У человека есть место работы в другом регионе: его сведения удаляют при установке портала.")
    return may_be_forgotten(user, actor.today)


def may_be_forgotten(user: User, today: date) -> Verdict:
    """Nobody who still works or will work anywhere, the last administrator among them; nobody twice."""
    if user.anonymised_at:
        return refused("Личные сведения этого человека уже удалены.", stale=True)
    if user.is_superuser:
        return refused("Это учётная запись того, кто устанавливал портал. Сначала снимите с неё эти права.")
    if user.memberships.exclude(valid_to__lt=today).exists():
        return refused("У человека есть место работы, срок которого не закончился. Сначала завершите его.")
    return ALLOWED


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
