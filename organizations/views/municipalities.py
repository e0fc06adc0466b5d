"""The list of municipalities and what is done with them."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.forms.organization import ClosingForm, MunicipalityForm, TransformForm
from organizations.http import ActorRequest, find
from organizations.models import Municipality
from organizations.policies import may_keep_registry
from organizations.services.municipalities import (
    change_municipality,
    close_municipality,
    create_municipality,
    transform_municipality,
)
from organizations.views.accounts import Words, kept


@require_safe
def municipality_list(request: ActorRequest) -> HttpResponse:
    """Municipalities of the region with the number of organizations in force, 50 a page."""
    require(may_keep_registry(request.actor))
    working = Count("organizations", filter=Q(organizations__closed_on=None))
    rows = Municipality.objects.visible_to(request.actor).annotate(working=working).order_by("sort_key", "pk")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count}
    return render(request, "organizations/municipality_list.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Add a municipality."""
    require(may_keep_registry(request.actor))
    form = MunicipalityForm(request.POST or None)
    words = Words("Новое муниципальное образование", "Внесите его, затем орган управления образованием.", "Внести")
    return _done(request, form, words, lambda: create_municipality(actor=request.actor, **form.cleaned_data))


def change(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct what is written."""
    place = _found(request, pk)
    form = MunicipalityForm(request.POST or None, instance=_found(request, pk))
    about = "Исправление ошибки: прежнее написание не сохранится. Преобразование в округ оформляется отдельно."
    words = Words(f"Исправить: {place}", about, "Сохранить")
    act = change_municipality
    return _done(request, form, words, lambda: act(actor=request.actor, municipality=place, **form.cleaned_data), place)


def transform(request: ActorRequest, pk: int) -> HttpResponse:
    """Another name, kind and code from a day on."""
    place = _found(request, pk)
    form = TransformForm(request.POST or None, instance=_found(request, pk), actor=request.actor)
    about = "Ничего не передаётся: организации, сотрудники и обязательства остаются на местах, меняются имя, вид и код."
    words = Words(f"Преобразовать: {place}", about, "Преобразовать")
    act = transform_municipality
    return _done(request, form, words, lambda: act(actor=request.actor, municipality=place, **form.cleaned_data), place)


def close(request: ActorRequest, pk: int) -> HttpResponse:
    """Abolish a municipality that is empty by now."""
    place = _found(request, pk)
    form = ClosingForm(request.POST or None, initial={"closed_on": request.actor.today})
    about = "Сначала переведите или закройте его организации. В отчётах за прежние дни оно останется."
    words = Words(f"Упразднить: {place}", about, "Упразднить")
    act = close_municipality
    return _done(request, form, words, lambda: act(actor=request.actor, municipality=place, **form.cleaned_data), place)


def _found(request: ActorRequest, pk: int) -> Municipality:
    place = find(request, Municipality, pk)
    require(may_keep_registry(request.actor))
    return place


def _done(
    request: ActorRequest, form: object, words: Words, act: Callable[[], object], place: Municipality | None = None
) -> HttpResponse:
    if kept(form, act):  # type: ignore[arg-type]
        messages.success(request, "Сведения о муниципальном образовании сохранены.")
        return redirect("municipality-list")
    context = {"form": form, "words": words, "place": place, "back_url": reverse("municipality-list")}
    facts = _facts(place) if place else []
    status = 422 if form.errors else 200  # type: ignore[attr-defined]
    return render(request, "organizations/registry_form.html", context | {"facts": facts}, status=status)


def _facts(place: Municipality) -> list[tuple[str, int]]:
    """What stands in the municipality and stays there."""
    working = place.organizations.filter(closed_on=None)
    return [
        ("Действующих организаций", working.count()),
        ("Закрытых организаций", place.organizations.exclude(closed_on=None).count()),
        ("Обязательств в его итогах, с начала работы портала", place.tasks.count()),
    ]
