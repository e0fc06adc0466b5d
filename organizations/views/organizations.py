"""Cards of organizations: adding, changing, renaming; suggestions while one is typed."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.forms.organization import (
    MOST_CANDIDATES,
    CardForm,
    NewOrganizationForm,
    RenameForm,
    find_organizations,
)
from organizations.http import ActorRequest, find
from organizations.models import Organization
from organizations.policies import may_keep_registry
from organizations.roles import AUTHORITIES
from organizations.services.organizations import change_card, create_organization, rename_organization
from organizations.views.accounts import Words, kept


def new(request: ActorRequest) -> HttpResponse:
    """Add an organization that no file has brought."""
    require(may_keep_registry(request.actor))
    form = NewOrganizationForm(request.POST or None, actor=request.actor)
    made: list[Organization] = []
    if kept(form, lambda: made.append(create_organization(actor=request.actor, **form.cleaned_data))):
        messages.success(request, f"Организация внесена в реестр: {made[0]}. Пригласите её сотрудников.")
        return redirect(made[0])
    words = Words("Новая организация", "Обязательны наименование, группа и вышестоящая организация.", "Внести в реестр")
    return registry_page(request, form, words)


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change facts and contacts of the card."""
    organization = find(request, Organization, pk)
    require(may_keep_registry(request.actor))
    form = CardForm(request.POST or None, instance=find(request, Organization, pk))
    if kept(form, lambda: change_card(actor=request.actor, organization=organization, **form.cleaned_data)):
        messages.success(request, "Карточка сохранена. Прежние значения остались в журнале.")
        return redirect(organization)
    about = "Сведения реестра и контакты организации. Наименование изменяется отдельно: у него есть даты."
    return registry_page(request, form, Words("Изменить карточку", about, "Сохранить"), organization)


def rename(request: ActorRequest, pk: int) -> HttpResponse:
    """Give another name from a day on, or correct a slip."""
    organization = find(request, Organization, pk)
    require(may_keep_registry(request.actor))
    initial = {name: getattr(organization, name) for name in ("name", "full_name")} | {"since": request.actor.today}
    form = RenameForm(request.POST or None, actor=request.actor, initial=initial)
    if kept(form, lambda: rename_organization(actor=request.actor, organization=organization, **form.cleaned_data)):
        messages.success(request, f"Теперь организация называется: {form.cleaned_data['name']}.")
        return redirect(organization)
    about = (
        "Обязательства, сотрудники и школы остаются как есть. Документы и отчёты за прежние дни сохранят прежнее имя."
    )
    return registry_page(request, form, Words("Переименовать", about, "Переименовать"), organization)


@require_safe
def suggest(request: ActorRequest) -> HttpResponse:
    """Names of organizations in which every typed word stands, for the list under the field."""
    asked = request.GET.get("q", "")[:200]
    rows = Organization.objects.visible_to(request.actor).active_on(request.actor.today)
    rows = rows.of_groups(list(AUTHORITIES)) if request.GET.get("kind") == "authority" else rows
    found = find_organizations(rows, asked)[:MOST_CANDIDATES] if asked.strip() else []
    return JsonResponse(
        {"results": [{"id": one.pk, "name": one.name, "place": str(one.municipality or "")} for one in found]}
    )


def registry_page(
    request: HttpRequest, form: object, words: Words, back: Model | None = None, **more: object
) -> HttpResponse:
    """The form of one act on the registry; 422 when something in it is to be mended."""
    url = back.get_absolute_url() if back else reverse("organization-list")  # type: ignore[attr-defined]
    context = {"form": form, "words": words, "back": back, "back_url": url} | more
    status = 422 if form.errors else 200  # type: ignore[attr-defined]
    return render(request, "organizations/registry_form.html", context, status=status)
