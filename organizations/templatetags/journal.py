"""The journal on pages: what an act has changed, in words, and the history of one object."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.db import models
from django.http import QueryDict
from django.template import Context

from organizations import journal_words
from organizations.access import Actor
from organizations.models import AuditEvent, Membership, User
from organizations.policies import may_read_journal
from organizations.querysets import AuditQuerySet

register = template.Library()
HISTORY_ROWS = 20
_SIDES = {"before": "было", "after": "стало"}


@register.filter
def changes_in_words(event: AuditEvent) -> list[str]:
    """«наименование: «А» → «Б»» for each field that the act has changed."""
    return journal_words.change_sentences(event.object_kind, event.changes, event.details)


@register.filter
def details_in_words(event: AuditEvent) -> Iterator[tuple[str, str]]:
    """(what, value) of what the act has noted besides."""
    return journal_words.detail_sentences(event.details)


@register.filter
def personal_in_words(event: AuditEvent) -> list[tuple[str, str]] | None:
    """(what, value) of the personal values; None when there were some and they are erased."""
    if not event.personal_digest:
        return []
    if not hasattr(event, "personal"):
        return None
    values = event.personal.values
    return [(_personal_label(name), journal_words.value_text(value)) for name, value in values.items()]


def _personal_label(name: str) -> str:
    field, _, side = name.partition(" ")
    label = journal_words.DETAILS.get(field) or journal_words.field_label("user", field)
    return f"{label} ({_SIDES[side]})" if side in _SIDES else label


@register.filter
def kind_in_words(kind: str) -> str:
    """The Russian name of a kind of objects."""
    return journal_words.kind_label(kind)


@register.simple_tag
def without(query: QueryDict, name: str) -> str:
    """The address of the list without one of its conditions, from its first page."""
    rest = query.copy()
    for gone in (name, "before"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}" if rest else ""


def _acts_on(thing: models.Model, actor: Actor | None) -> AuditQuerySet:
    """Of a person also what was done with the places of work that the actor sees."""
    if isinstance(thing, User) and actor:
        return AuditEvent.objects.about_person(thing, Membership.objects.visible_to(actor).filter(user=thing))
    return AuditEvent.objects.about(thing)


@register.inclusion_tag("components/history.html", takes_context=True)
def object_history(context: Context, thing: models.Model) -> dict[str, Any]:
    """What was done with an object and by whom, newest first, for whoever sees the object.

    Without addresses and personal values; the journal itself is a link for those who may read it.
    """
    actor = context.get("current_actor")
    rows = list(_acts_on(thing, actor).of_changes().select_related("user", "membership")[: HISTORY_ROWS + 1])
    return {
        "rows": rows[:HISTORY_ROWS],
        "is_longer": len(rows) > HISTORY_ROWS,
        "kind": thing._meta.model_name,
        "number": thing.pk,
        "may_read_journal": bool(actor and may_read_journal(actor)),
    }
