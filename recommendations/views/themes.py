"""Themes: clauses of the same wording under several addressees."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organizations.http import ActorRequest, find
from recommendations.models import Recommendation
from recommendations.policies import may_draft_assignment
from recommendations.summaries.themes import theme_of


@require_safe
def recommendation_theme(request: ActorRequest, pk: int) -> HttpResponse:
    """The common text once, and how each addressee stands; a clause without twins has its own page only."""
    clause = find(request, Recommendation, pk)
    theme = theme_of(request.actor, clause)
    if theme is None:
        return redirect(clause)
    context = {"clause": clause, "theme": theme, "may_draft": may_draft_assignment(request.actor)}
    return render(request, "recommendations/theme.html", context)
