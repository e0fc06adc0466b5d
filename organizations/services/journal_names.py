"""What the objects that journal rows refer to by number are called now: one query for each kind."""

from collections import defaultdict
from collections.abc import Iterable

from organizations.journal_details import Names, references
from organizations.models import AuditEvent, Organization, User

_MODELS = {"user": User, "organization": Organization}


def names_of(rows: Iterable[AuditEvent]) -> Names:
    """(kind, number) → name of the people and organizations that these rows have noted."""
    asked = defaultdict[str, set[int]](set)
    for row in rows:
        for kind, number in references(row.act, row.details):
            asked[kind].add(number)
    return {
        (kind, thing.pk): str(thing)
        for kind, numbers in asked.items()
        for thing in _MODELS[kind]._default_manager.filter(pk__in=numbers)
    }
