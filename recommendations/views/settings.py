"""Pages of the region's settings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import require
from organizations.http import ActorRequest
from organizations.models import Region
from organizations.policies import may_change_settings
from organizations.setting import Setting
from recommendations.forms.settings import RegionForm, SettingsForm
from recommendations.services.settings import SECTIONS, Section, change_region, change_settings
from recommendations.templatetags.wording import counted
from recommendations.views.act_page import add_errors


@require_safe
def settings_list(request: ActorRequest) -> HttpResponse:
    """Every setting of the region with its value and its default."""
    require(may_change_settings(request.actor))
    region = request.actor.region
    sections = [(one, reverse(f"settings-{one.slug}"), _shown(one, region)) for one in SECTIONS]
    return render(request, "recommendations/settings_list.html", {"sections": sections, "region": region})


def _shown(section: Section, region: Region) -> list[tuple[Setting, Any, bool]]:
    """Each setting with its value in force and whether it is the region's own."""
    values, kept = section.in_force(region), section.kept(region)
    return [(one, values[one.name], one.name in kept) for one in section.settings]


def change(request: ActorRequest, section: Section) -> HttpResponse:
    """The settings of one page."""
    require(may_change_settings(request.actor))
    form = SettingsForm(section, request.actor.region, request.POST if request.method == "POST" else None)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            changed = change_settings(actor=request.actor, section=section, values=form.values(), seen=seen)
        except ValidationError as error:
            add_errors(form, error)
            form.see(form.kept)
        else:
            _tell(request, len(changed), section.title)
            return redirect("settings-list")
    context = {"form": form, "section": section}
    return render(request, "recommendations/settings_form.html", context, status=422 if form.errors else 200)


def change_name(request: ActorRequest) -> HttpResponse:
    """The name and the clock of the region."""
    require(may_change_settings(request.actor))
    region = request.actor.region
    form = RegionForm(region, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changed = change_region(actor=request.actor, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            form.see({"name": region.name, "time_zone": region.time_zone})
        else:
            _tell(request, len(changed), "Регион")
            return redirect("settings-list")
    return render(request, "recommendations/region_form.html", {"form": form}, status=422 if form.errors else 200)


def _tell(request: ActorRequest, count: int, title: str) -> None:
    if count:
        words = counted(count, "изменение сохранено,изменения сохранены,изменений сохранено")
        messages.success(request, f"«{title}»: {words}.")
    else:
        messages.info(request, f"«{title}»: изменений нет.")
