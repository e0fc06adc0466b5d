"""Error pages in human words, with the reason and the number of the request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import Refused
from organizations.models import AuditEvent
from organizations.services.audit import record


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form is broken."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the act is refused; the policy's own sentence is shown, and the refusal stands in the journal."""
    reason = str(exception) if isinstance(exception, Refused) else ""
    actor = getattr(request, "actor", None)
    if reason and actor:
        path = request.path[:200]
        record(actor=actor, act="refused", outcome=AuditEvent.Outcome.REFUSED, reason=reason, path=path)
    stale = isinstance(exception, Refused) and exception.stale
    return render(request, "403.html", {"reason": reason, "stale": stale}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not for this person."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the database, which may be the very thing that failed."""
    return render(None, "500.html", {"request_id": getattr(request, "request_id", "")}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without a valid token: usually a page left open for too long."""
    return render(request, "403_csrf.html", status=403)
