"""The journal on pages: what an act has changed, in words, and the history of one object."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django import template
from django.db import models
from django.http import QueryDict
from django.template import Context
from django.urls import reverse

from organizations import journal_words
from organizations.journal_details import DETAILS, Names, detail_sentences, value_text
from organizations.models import AuditEvent
from organizations.policies import may_read_journal
from organizations.services.object_history import called, history_of, last_sign_ins
from organizations.services.registry_import_history import loads_of

register = template.Library()
HISTORY_ROWS = 20
_LISTS = {
    "export_acts": "act-list",
    "export_invitations": "invitation-list",
    "export_people": "people-list",
    "export_tasks": "task-list",
}
_SIDES = {"before": "было", "after": "стало"}


@register.filter
def changes_in_words(event: AuditEvent) -> list[str]:
    """«наименование: «А» → «Б»» for each field that the act has changed."""
    return journal_words.change_sentences(event.object_kind, event.changes, event.details)


@register.filter
def act_in_words(event: AuditEvent) -> str:
    """What was done; of a refusal what was wanted."""
    return journal_words.act_sentence(event.act, event.details)


@register.filter
def outcome_in_words(event: AuditEvent) -> str:
    """The outcome, where the name of the act does not say it."""
    return journal_words.outcome_sentence(event.act, event.outcome)


@register.filter
def details_in_words(event: AuditEvent, names: Names) -> Iterator[tuple[str, str]]:
    """(what, value) of what the act has noted besides; people and organizations under `names`."""
    return detail_sentences(event.act, event.details, names)


@register.filter
def personal_in_words(event: AuditEvent) -> list[tuple[str, str]] | None:
    """(what, value) of the personal values; None when there were some and they are erased."""
    if not event.personal_digest:
        return []
    if not hasattr(event, "personal"):
        return None
    told = {name: value for name, value in event.personal.values.items() if name != "query" or "=" not in value}
    return [(_personal_label(name), value_text(value)) for name, value in told.items()]


@register.filter
def list_in_file(event: AuditEvent) -> str:
    """The address of the list that was taken away, narrowed as it was then."""
    query = event.personal.values.get("query", "") if hasattr(event, "personal") else ""
    page = _LISTS.get(event.act)
    return f"{reverse(page)}?{query}" if page and "=" in query else ""


def _personal_label(name: str) -> str:
    field, _, side = name.partition(" ")
    label = DETAILS.get(field) or journal_words.field_label("user", field)
    return f"{label} ({_SIDES[side]})" if side in _SIDES else label


@register.filter
def kind_in_words(kind: str) -> str:
    """The Russian name of a kind of objects."""
    return journal_words.kind_label(kind)


@register.filter
def object_in_words(event: AuditEvent, names: Names) -> str:
    """What the act was done with, when it is not the object of the page itself."""
    return names.get((event.object_kind, event.object_id or 0), "")


@register.simple_tag
def without(query: QueryDict, name: str) -> str:
    """The address of the list without one of its conditions, from its first page."""
    rest = query.copy()
    for gone in (name, "before"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}" if rest else ""


@register.inclusion_tag("components/history.html", takes_context=True)
def object_history(context: Context, thing: models.Model) -> dict[str, Any]:
    """What was done with an object and with what belongs to it, and by whom, newest first, for whoever sees the object.

    Without addresses and personal values; the journal itself is a link for those who may read it.
    """
    actor = context.get("current_actor")
    acts = list(history_of(thing, actor).of_changes().select_related("user", "membership")[: HISTORY_ROWS + 1])
    loads = loads_of(thing)
    rows = sorted([*acts, *loads], key=attrgetter("recorded_at"), reverse=True)
    return {
        "rows": rows[:HISTORY_ROWS],
        "names": {**called(acts, thing), **{(one.object_kind, one.object_id or 0): one.object_label for one in loads}},
        "sign_ins": last_sign_ins(thing, actor),
        "is_longer": len(rows) > HISTORY_ROWS,
        "kind": thing._meta.model_name,
        "number": thing.pk,
        "may_read_journal": bool(actor and may_read_journal(actor)),
    }
