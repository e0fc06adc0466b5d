"""The journal of acts."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest
from organizations.models import AuditEvent
from organizations.policies import may_read_journal


@require_safe
def audit_list(request: ActorRequest) -> HttpResponse:
    """The journal of the region, newest first."""
    require(may_read_journal(request.actor))
    rows = AuditEvent.objects.visible_to(request.actor).select_related("user", "membership__organization")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organizations/audit_list.html", {"page": page, "total": page.paginator.count})
