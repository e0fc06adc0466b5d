"""The card of an organization: who it is and how its tasks stand."""

from django.http import HttpResponse
from django.shortcuts import render

from organizations.http import ActorRequest, find
from organizations.models import Organization
from recommendations.models import Task
from recommendations.summaries.progress import organization_figures


def organization_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Registry facts, people, and figures that open their lists."""
    organization = find(request, Organization, pk)
    tasks = Task.objects.visible_to(request.actor).filter(organization=organization).as_of(None, request.actor.region)
    people = organization.memberships.active_on(request.actor.today).select_related("user")
    context = {
        "organization": organization,
        "names": organization.names.order_by("-valid_from"),
        "people": people,
        "figures": organization_figures(request.actor, [organization.pk]).get(organization.pk),
        "tasks": tasks.for_list().order_by("due_on", "pk")[:20],
    }
    return render(request, "recommendations/organization_detail.html", context)
