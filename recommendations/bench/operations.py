"""What is timed: pages as people open them, and the two acts of the way of a report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from organizations.models import Membership
from organizations.roles import Role
from recommendations.bench import raw
from recommendations.bench.ground import Ground
from recommendations.models import Task

Call = Callable[[], None]
WORD = "гимназия"
REPORT = {
    "state": "done",
    "share_done": "100",
    "what_done": "Программа утверждена и размещена на сайте организации.",
    "obstacle": "none",
    "filler_name": "Примерова Анна Алексеевна",
    "submit": "1",
}


class AnswerError(Exception):
    """A page answered otherwise than it should, so its time means nothing."""


@dataclass(frozen=True)
class Operation:
    """A name, the target in milliseconds of server time, the calls to time, and the bare SQL of the same rows."""

    title: str
    target: float
    calls: Iterator[Call] = field(repr=False)
    limit: Call | None = None


def operations(ground: Ground) -> list[Operation]:
    """All operations in the order of the table."""
    return [*_lists(ground), *_summaries(ground), *_homes(ground), *_pages(ground), *_acts(ground)]


def _lists(ground: Ground) -> list[Operation]:
    person, tasks = ground.people[Role.DEPARTMENT], reverse("task-list")
    place = f"&municipality={ground.municipality.pk}"
    last = _last_page(ground)
    deep = (last - 1) * settings.PAGE_SIZE
    return [
        Operation(
            "Список: просроченные по сроку", 35, gets(person, f"{tasks}?bucket=overdue"), lambda: raw.overdue(ground)
        ),
        Operation(
            "То же, одно муниципальное образование",
            35,
            gets(person, f"{tasks}?bucket=overdue{place}"),
            lambda: raw.overdue_of_municipality(ground),
        ),
        Operation(f"Поиск по слову «{WORD}»", 55, gets(person, f"{tasks}?q={WORD}"), lambda: raw.search(ground, WORD)),
        Operation("Список всех, первая страница", 35, gets(person, tasks), lambda: raw.all_tasks(ground)),
        Operation("То же по наименованию исполнителя", 35, gets(person, f"{tasks}?sort=organization")),
        Operation("То же по номеру пункта", 35, gets(person, f"{tasks}?sort=number")),
        Operation(
            f"Список всех, страница {last // 2}",
            35,
            gets(person, f"{tasks}?page={last // 2}"),
            lambda: raw.all_tasks(ground, deep // 2),
        ),
        Operation(
            f"Список всех, страница {last}",
            35,
            gets(person, f"{tasks}?page={last}"),
            lambda: raw.all_tasks(ground, deep),
        ),
    ]


def _last_page(ground: Ground) -> int:
    count = Task.objects.filter(region=ground.region).count()
    return max(1, (count - 1) // settings.PAGE_SIZE)


def _summaries(ground: Ground) -> list[Operation]:
    person, key = ground.people[Role.DEPARTMENT], ground.resolution.pk
    matrix = reverse("resolution-matrix", args=[key])
    return [
        Operation("Карта исполнения", 50, gets(person, matrix), lambda: raw.matrix(ground)),
        Operation(
            "Сводка F2",
            50,
            gets(person, reverse("resolution-summary", args=[key, "f2"])),
            lambda: raw.by_municipality(ground),
        ),
        Operation("Сводка F1", 50, gets(person, reverse("resolution-summary", args=[key, "f1"]))),
    ]


def _homes(ground: Ground) -> list[Operation]:
    return [
        Operation(f"Главная: {Role(role).label.lower()}", 40, gets(ground.people[role], reverse("home")))
        for role in Role.values
    ]


def _pages(ground: Ground) -> list[Operation]:
    person = ground.people[Role.DEPARTMENT]
    waiting, executor, _ = next(ground.unreported())
    return [
        Operation("Задача с историей", 30, gets(person, reverse("task-detail", args=[ground.task.pk]))),
        Operation("Форма отчёта", 30, gets(executor, reverse("task-report", args=[waiting.pk]))),
    ]


def _acts(ground: Ground) -> list[Operation]:
    """Each report that is submitted is the one accepted in the same turn, so both are timed on the same tasks."""
    handed_in: list[tuple[Task, Membership]] = []
    return [
        Operation("Отправить отчёт", 28, _submissions(ground, handed_in)),
        Operation("Принять отчёт", 28, _acceptances(handed_in)),
    ]


def gets(person: Membership, address: str) -> Iterator[Call]:
    """Calls that open the page as this person, without end."""
    client = _signed_in(person)
    while True:
        yield lambda: _check(client.get(address), 200, address)


def _submissions(ground: Ground, handed_in: list[tuple[Task, Membership]]) -> Iterator[Call]:
    for task, executor, checker in ground.unreported():
        client, address = _signed_in(executor), reverse("task-report", args=[task.pk])
        handed_in.append((task, checker))
        yield partial(_post, client, address, REPORT)


def _acceptances(handed_in: list[tuple[Task, Membership]]) -> Iterator[Call]:
    for task, checker in handed_in:
        client, address = _signed_in(checker), reverse("task-accept", args=[task.pk])
        yield partial(_post, client, address, {})


def _signed_in(person: Membership) -> Client:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(person.user)
    return client


def _post(client: Client, address: str, form: dict[str, str]) -> None:
    _check(client.post(address, form), 302, address)


def _check(response: Any, expected: int, address: str) -> None:
    if response.status_code != expected:
        raise AnswerError(f"{address}: ответ {response.status_code} вместо {expected}.")
