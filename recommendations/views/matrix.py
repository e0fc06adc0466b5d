"""The map: recommendations × municipalities, and × organizations of one municipality."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest, find
from organizations.models import Municipality
from recommendations.models import Resolution
from recommendations.policies import may_export_summaries
from recommendations.summaries.matrix import matrix, organization_matrix


@require_safe
def resolution_matrix(request: ActorRequest, pk: int) -> HttpResponse:
    """Every cell is a figure that opens its tasks; a municipality opens into its organizations."""
    resolution = find(request, Resolution, pk)
    require(may_export_summaries(request.actor))
    place = request.GET.get("municipality", "")
    municipality = None
    if place.isdecimal():
        visible = Municipality.objects.visible_to(request.actor)
        municipality = get_object_or_404(visible, pk=place)
        found = organization_matrix(request.actor, resolution, municipality)
    else:
        found = matrix(request.actor, resolution)
    context = {"resolution": resolution, "matrix": found, "municipality": municipality}
    return render(request, "recommendations/matrix.html", context)
