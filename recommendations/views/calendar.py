"""The working calendar of the region: a year to read and print, days to change."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import Actor, require
from organizations.http import ActorRequest
from organizations.policies import may_change_settings
from organizations.services.calendar import change_calendar_days
from recommendations.forms.calendar import DAY_OFF, NATIONAL, WORKING, CalendarForm
from recommendations.summaries.calendar_year import FIRST_YEAR, LAST_YEAR, calendar_year, one_day, open_tasks_due
from recommendations.templatetags.wording import counted
from recommendations.views.act_page import add_errors


@require_safe
def calendar(request: ActorRequest) -> HttpResponse:
    """Twelve months; everybody reads, the administrator changes."""
    year = _year_of(request.GET.get("year", ""), request.actor.today)
    context = {
        "calendar": calendar_year(request.actor.region, year),
        "years": range(FIRST_YEAR, LAST_YEAR + 1),
        "may_change": may_change_settings(request.actor),
    }
    return render(request, "recommendations/calendar_year.html", context)


def change(request: ActorRequest) -> HttpResponse:
    """Make a day or a span of days working or not."""
    require(may_change_settings(request.actor))
    asked = _day_of(request.GET.get("day", ""))
    form = CalendarForm(request.POST or None, initial=_initial(request.actor, asked))
    if form.is_valid():
        try:
            return _changed(request, form)
        except ValidationError as error:
            add_errors(form, error)
    return render(
        request,
        "recommendations/calendar_form.html",
        {"form": form, "asked": _about(request.actor, asked)},
        status=422 if form.errors else 200,
    )


def _changed(request: ActorRequest, form: CalendarForm) -> HttpResponse:
    asked = form.for_service()
    days = change_calendar_days(actor=request.actor, **asked)
    if days:
        messages.success(request, f"Календарь изменён: {counted(len(days), 'день,дня,дней')}.")
        _warn_of_tasks(request, open_tasks_due(request.actor.region, days[0], days[-1]))
    else:
        messages.info(request, "Эти дни уже такие: изменений нет.")
    return redirect(f"{reverse('calendar-year')}?year={asked['first'].year}")


def _warn_of_tasks(request: ActorRequest, count: int) -> None:
    if count:
        words = counted(count, "открытой задачи,открытых задач,открытых задач")
        messages.warning(request, f"На эти дни приходится срок {words}. Выданные сроки сами не переносятся.")


def _year_of(text: str, today: date) -> int:
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year
    if not text:
        return min(max(year, FIRST_YEAR), LAST_YEAR)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _initial(actor: Actor, asked: date | None) -> dict[str, Any]:
    """For a day of one's own: taking it back; for another: the opposite of what it is."""
    if asked is None:
        return {"kind": DAY_OFF}
    day = one_day(actor.region, asked)
    if day.own:
        return {"first": asked, "kind": NATIONAL, "note": day.own.note}
    return {"first": asked, "kind": DAY_OFF if day.is_working else WORKING}


def _about(actor: Actor, asked: date | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    return {"day": one_day(actor.region, asked), "tasks": open_tasks_due(actor.region, asked, asked)}
