"""Roles of the portal: who may what, and how many there are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest
from organizations.policies import may_change_settings
from organizations.roles import Role
from recommendations.summaries.roles import right_groups, role_rows


@require_safe
def role_list(request: ActorRequest) -> HttpResponse:
    """Every role with its rights, as the policies answer."""
    require(may_change_settings(request.actor))
    context = {"rows": role_rows(request.actor), "groups": right_groups(), "roles": list(Role)}
    return render(request, "recommendations/role_list.html", context)
