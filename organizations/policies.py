"""Who may look at people and the journal."""

from organizations.access import ALLOWED, Actor, Verdict, refused


def may_list_people(actor: Actor) -> Verdict:
    """Administrators, and coordinators for their own schools."""
    if actor.is_administrator or actor.is_coordinator:
        return ALLOWED
    return refused("Список сотрудников ведут администратор портала и муниципальные координаторы.")


def may_read_journal(actor: Actor) -> Verdict:
    """The journal belongs to the administrator."""
    if actor.is_administrator:
        return ALLOWED
    return refused("Журнал действий доступен администратору портала.")
