"""Forgetting who a former employee was, from the person's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.access import require
from organizations.forms.people import AccountReasonForm
from organizations.http import ActorRequest
from organizations.policies import may_forget
from organizations.views.people import find_person
from recommendations.services.anonymise import anonymise_person, traces
from recommendations.views.act_page import ActWords


def anonymise(request: ActorRequest, pk: int) -> HttpResponse:
    """What will be removed, the ground for it, and the act, which cannot be undone."""
    person = find_person(request, pk)
    require(may_forget(request.actor, person))
    form = AccountReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        anonymise_person(actor=request.actor, user=person, reason=form.cleaned_data["reason"])
        messages.success(request, f"Личные сведения удалены. Теперь это «Сотрудник № {person.pk}».")
        return redirect("person-detail", person.pk)
    found = "; ".join(f"{what}: {count}" for what, count in traces(person).items())
    about = (
        "Имя, почта, телефон и способы входа будут удалены навсегда, вместо имени останется номер. "
        f"Отчёты, сводки и записи журнала сохранятся. Будет затронуто: {found}."
    )
    words = ActWords("Удалить личные сведения", about, "Удалить навсегда")
    back = {"back_url": reverse("person-detail", args=[person.pk]), "back_label": person.short_name}
    status = 422 if form.errors else 200
    return render(request, "organizations/person_act.html", {"form": form, "words": words, **back}, status=status)
