"""The start page of each role: three counts, what is urgent, how resolutions stand."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.access import Actor
from organizations.http import ActorRequest
from organizations.models import AuditEvent, Invitation, Membership, Organization, RegistryImport
from organizations.policies import may_see_vacancies
from recommendations.control import Bucket
from recommendations.models import ExtensionRequest, NotApplicableRequest, Resolution, Task
from recommendations.querysets.calendar import control_rules, working_calendar
from recommendations.querysets.task import TaskQuerySet
from recommendations.summaries.progress import resolution_progress

ROWS, RESOLUTIONS, IMPORTS = 10, 3, 5
FAILED_SIGN_IN = "sign_in_failed"
VACANT_HINT = "организации, где некому ответить"


@dataclass(frozen=True)
class Count:
    """A card: how many, and the list behind it."""

    label: str
    number: int
    url: str
    hint: str = ""
    tone: str = ""


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Administrators get the registry, everybody else the work."""
    if request.actor.is_administrator:
        return render(request, "recommendations/home_administrator.html", _administration(request.actor))
    actor = request.actor
    rows = Task.objects.visible_to(actor).as_of(None, actor.region)
    queue, queue_url = _main_queue(rows, actor)
    context = {
        "counts": _counts(rows, actor),
        "warnings": _warnings(rows, actor),
        "queue": queue.for_list().order_by("due_on", "pk")[:ROWS],
        "queue_url": queue_url,
        "progress": resolution_progress(actor, Resolution.objects.visible_to(actor).with_clauses()[:RESOLUTIONS]),
    }
    return render(request, "recommendations/home.html", context)


def _main_queue(rows: TaskQuerySet, actor: Actor) -> tuple[TaskQuerySet, str]:
    """What this role is expected to do first."""
    tasks = reverse("task-list")
    if actor.is_observer:
        return rows.in_buckets([Bucket.OVERDUE], actor.today), f"{tasks}?bucket=overdue"
    if actor.is_school:
        return rows.to_do(actor), f"{tasks}?queue=to_do"
    return rows.to_check(actor), f"{tasks}?queue=to_check"


def _counts(rows: TaskQuerySet, actor: Actor) -> list[Count]:
    tasks = reverse("task-list")
    if actor.is_school:
        return _school_counts(rows, tasks, actor)
    if actor.is_observer:
        return _observer_counts(rows, tasks, actor)
    return [
        Count("Исполнить", rows.to_do(actor).count(), f"{tasks}?queue=to_do", "ждут отчёта вашей организации"),
        Count("Проверить", rows.to_check(actor).count(), f"{tasks}?queue=to_check", "отчёты ждут вашей проверки"),
        Count("Решить", _to_decide(actor), reverse("request-list"), "запросы исполнителей ждут решения"),
    ]


def _school_counts(rows: TaskQuerySet, tasks: str, actor: Actor) -> list[Count]:
    return [
        Count("Исполнить", rows.to_do(actor).count(), f"{tasks}?queue=to_do", "ждут вашего отчёта"),
        Count(
            "На проверке",
            rows.in_buckets([Bucket.IN_REVIEW], actor.today).count(),
            f"{tasks}?bucket=in_review",
            "отчёты отправлены",
        ),
        Count("Ждут решения", _pending(actor), reverse("request-list"), "ваши запросы о сроке и неприменимости"),
    ]


def _observer_counts(rows: TaskQuerySet, tasks: str, actor: Actor) -> list[Count]:
    return [
        Count(
            "Просрочено",
            rows.in_buckets([Bucket.OVERDUE], actor.today).count(),
            f"{tasks}?bucket=overdue",
            "отчёт не подан в срок",
        ),
        Count(
            "На проверке",
            rows.in_buckets([Bucket.IN_REVIEW], actor.today).count(),
            f"{tasks}?bucket=in_review",
            "отчёты поданы",
        ),
        Count("Ждут решения", _pending(actor), reverse("request-list"), "запросы исполнителей"),
    ]


def _to_decide(actor: Actor) -> int:
    return sum(model.objects.to_decide(actor).count() for model in (ExtensionRequest, NotApplicableRequest))


def _pending(actor: Actor) -> int:
    kinds = (ExtensionRequest, NotApplicableRequest)
    return sum(model.objects.visible_to(actor).pending().count() for model in kinds)


def _warnings(rows: TaskQuerySet, actor: Actor) -> list[Count]:
    """What soon becomes late, what is late, what came back, what nobody has opened."""
    tasks, last = reverse("task-list"), _soon(actor)
    soon = f"{tasks}?queue=with_executor&due_from={actor.today:%Y-%m-%d}&due_to={last:%Y-%m-%d}"
    numbers = rows.attention(actor.today, last)
    found = [
        Count("Приближается срок", numbers["soon"], soon, f"до {last:%d.%m.%Y}", "warning"),
        Count("Просрочено", numbers["overdue"], f"{tasks}?bucket=overdue", "", "overdue"),
        Count("На доработке", numbers["returned"], f"{tasks}?queue=returned", "с замечаниями, включая просроченные"),
    ]
    if not actor.is_school:
        unread = Count("Не открыты", numbers["unseen"], f"{tasks}?queue=unseen", "исполнитель ещё не прочитал")
        found.append(unread)
    if may_see_vacancies(actor) and (vacant := _vacant(actor)):
        found.append(Count("Нет сотрудника", vacant, reverse("people-vacant"), VACANT_HINT, "warning"))
    return found


def _vacant(actor: Actor) -> int:
    """Organizations below the actor where nobody would see a task."""
    return Organization.objects.visible_to(actor).below(actor).vacant_on(actor.today).count()


def _soon(actor: Actor) -> date:
    """The last day of «приближается срок»: so many working days from today."""
    return working_calendar(actor.region).add_working(actor.today, control_rules(actor.region).due_soon_days)


def _administration(actor: Actor) -> dict[str, Any]:
    """What waits for the administrator, what there is, and in an empty region what to begin with."""
    registry = _registry_counts(actor)
    waiting = RegistryImport.objects.visible_to(actor).filter(stage=RegistryImport.Stage.READY)
    return {
        "counts": _waiting_counts(actor),
        "registry": registry,
        "is_empty": registry[0].number <= 1,
        "imports": waiting.only("pk", "file_name", "created_at")[:IMPORTS],
    }


def _waiting_counts(actor: Actor) -> list[Count]:
    failed = AuditEvent.objects.visible_to(actor).filter(act=FAILED_SIGN_IN, recorded_at__gte=_midnight(actor))
    failed_url = f"{reverse('audit-list')}?act={FAILED_SIGN_IN}&since={actor.today:%Y-%m-%d}"
    invitations = Invitation.objects.visible_to(actor).open_at(actor.now).count()
    return [
        Count("Нет сотрудника", _vacant(actor), reverse("people-vacant"), VACANT_HINT, "warning"),
        Count("Приглашения без ответа", invitations, reverse("invitation-list"), "ссылки ещё действуют"),
        Count("Неудачные входы сегодня", failed.count(), failed_url, "неверный пароль или код"),
    ]


def _midnight(actor: Actor) -> datetime:
    return datetime.combine(actor.today, time(), actor.region.zone)


def _registry_counts(actor: Actor) -> list[Count]:
    people = Membership.objects.visible_to(actor).active_on(actor.today).count()
    return [
        Count("Организации", Organization.objects.visible_to(actor).count(), reverse("organization-list")),
        Count("Места работы сотрудников", people, reverse("people-list")),
    ]
