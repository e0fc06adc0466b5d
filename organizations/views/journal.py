"""The journal of acts: the page, and the file of what was chosen on it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.forms.journal import JournalForm
from organizations.http import ActorRequest, file_response
from organizations.journal_details import DETAILS, Names
from organizations.journal_words import act_sentence, change_sentences, kind_label
from organizations.models import AuditEvent
from organizations.policies import may_read_journal
from organizations.querysets import AuditQuerySet
from organizations.services.audit import record
from organizations.services.journal_names import names_of
from organizations.sheets import CONTENT_TYPES, XLSX, Cell, write_list
from organizations.templatetags.journal import details_in_words, personal_in_words

MOST_COUNTED = 10_000
MOST_EXPORTED = 10_000
_NEWEST_FIRST = ("-recorded_at", "-pk")
_RELATED = ("user", "membership__organization", "personal", "seal")
COLUMNS = (
    *(("Когда", 18), ("Кто", 22), ("Электронная почта", 24), ("Роль", 16), ("Организация", 24)),
    *(("Действие", 22), ("Итог", 11), ("Вид объекта", 15), ("Номер объекта", 8), ("Объект", 26)),
    *(("Подробности", 42), ("Основание", 26)),
    *(("Сетевой адрес", 13), ("Номер обращения", 13), ("Печать", 7)),
)
# What the file tells in columns of their own.
_OWN_COLUMNS = (DETAILS["address"], DETAILS["object"])


@require_safe
def audit_list(request: ActorRequest) -> HttpResponse:
    """The journal of the region, newest first, a page at a time from the row that `before` names."""
    require(may_read_journal(request.actor))
    form = JournalForm(request.GET, actor=request.actor)
    chosen = form.chosen_rows()
    place = _place(request.GET.get("before", ""))
    shown = chosen.before(*place) if place else chosen
    rows = list(shown.select_related(*_RELATED).order_by(*_NEWEST_FIRST)[: settings.PAGE_SIZE + 1])
    page, count = rows[: settings.PAGE_SIZE], _count(chosen)
    context = {"form": form, "rows": page, "is_later": bool(place), "chosen": form.chosen()}
    context |= {"total": min(count, MOST_COUNTED), "is_capped": count > MOST_COUNTED}
    context |= {"next": _mark(page[-1]) if len(rows) > len(page) else "", "most_exported": MOST_EXPORTED}
    context |= {"names": names_of(page)}
    return render(request, "organizations/audit_list.html", context)


@require_safe
def export_journal(request: ActorRequest) -> HttpResponse:
    """The newest MOST_EXPORTED rows of the same choice as a file; the journal tells who took it and what was chosen."""
    require(may_read_journal(request.actor))
    form, format = JournalForm(request.GET, actor=request.actor), request.GET.get("format", XLSX)
    if format not in CONTENT_TYPES:
        raise Http404
    rows = list(form.chosen_rows().select_related(*_RELATED).order_by(*_NEWEST_FIRST)[:MOST_EXPORTED])
    content = write_list(format, "Журнал действий", COLUMNS, _cells(rows))
    asked = "; ".join(f"{label}: {words}" for _, label, words in form.chosen())
    record(actor=request.actor, act="export_journal", personal={"query": asked}, format=format)
    day = f"{request.actor.today:%Y-%m-%d}"
    return file_response(f"Журнал действий {day}.{format}", content, CONTENT_TYPES[format])


def _count(rows: AuditQuerySet) -> int:
    """Up to one more than MOST_COUNTED: a full count of a large journal would take longer than the page."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _mark(row: AuditEvent) -> str:
    return f"{row.recorded_at.timestamp():.6f}_{row.pk}"


def _place(mark: str) -> tuple[datetime, int] | None:
    """The row after which the page begins; an address that names none means the newest."""
    moment, _, key = mark.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), tz=UTC), min(int(key), 2**63 - 1)
    except (ValueError, OverflowError, OSError):
        return None


def _cells(rows: Sequence[AuditEvent]) -> Iterator[tuple[Cell, ...]]:
    names = names_of(rows)
    for row in rows:
        personal = row.personal.values if hasattr(row, "personal") else {}
        yield (
            row.recorded_at,
            *_who(row),
            act_sentence(row.act, row.details),
            row.get_outcome_display(),
            kind_label(row.object_kind),
            row.object_id or "",
            personal.get("object") or row.object_label,
            "\n".join(_told(row, names)),
            row.reason,
            personal.get("address", ""),
            row.request_id,
            row.seal.number if row.seal else "",
        )


def _who(row: AuditEvent) -> tuple[str, str, str, str]:
    """The person, the e-mail, the role and the organization; the portal has only a name."""
    person, place = row.user, row.membership
    role = (place.get_role_display(), str(place.organization)) if place else ("", "")
    return (str(person or "портал"), person.email if person else "", *role)


def _told(row: AuditEvent, names: Names) -> Iterator[str]:
    """What was before and after, and what was noted besides, a line each."""
    yield from change_sentences(row.object_kind, row.changes, row.details)
    apart = [pair for pair in personal_in_words(row) or [] if pair[0] not in _OWN_COLUMNS]
    for label, text in [*details_in_words(row, names), *apart]:
        yield f"{label}: {text}"
