"""Opening an organization again that was closed by mistake: what comes back, and what must be done by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from organizations.access import require
from organizations.http import ActorRequest, find
from organizations.models import Organization
from organizations.views.accounts import kept
from recommendations.forms.acts import ReasonForm
from recommendations.policies import may_reopen
from recommendations.services.closures import reopen_organization
from recommendations.summaries.heirs import heirs_of, passed_on, people_at_the_end, withdrawn_for_good
from recommendations.views.act_page import ActWords

WORDS = ActWords(
    "Открыть организацию снова",
    "Если она закрыта ошибочно. Возвращается карточка; сотрудников и обязательства восстанавливают отдельно.",
    "Открыть снова",
)


def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back the closing, and show what that does not restore."""
    organization, actor = find(request, Organization, pk), request.actor
    require(may_reopen(actor, organization))
    form = ReasonForm(request.POST or None)
    act = reopen_organization
    if kept(form, lambda: act(actor=actor, organization=organization, **form.cleaned_data)):
        messages.success(request, f"{organization}: открыта снова. Верните сотрудников и проверьте обязательства.")
        return redirect(organization)
    context = {
        "organization": organization,
        "form": form,
        "words": WORDS,
        "people": people_at_the_end(organization),
        "passed": passed_on(organization),
        "heirs": heirs_of(organization),
        "withdrawn": withdrawn_for_good(organization),
    }
    return render(request, "recommendations/organization_reopen.html", context, status=422 if form.errors else 200)
