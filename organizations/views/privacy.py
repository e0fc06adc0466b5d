"""What personal data the portal keeps, why, and for how long."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.services.retention import terms_shown_to


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The purpose of each piece of personal data, open to everybody, with the terms of the reader's region."""
    actor = getattr(request, "actor", None)
    return render(request, "organizations/privacy.html", {"terms": terms_shown_to(actor)})
