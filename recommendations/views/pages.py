"""Pages without data of their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.http import ActorRequest
from organizations.roles import Role


@require_safe
def help_page(request: ActorRequest) -> HttpResponse:
    """What this role does in the portal, step by step."""
    role = request.actor.role
    name = "department" if role in Role.SPECIALISTS else str(role)
    return render(request, f"recommendations/help/{name}.html")
