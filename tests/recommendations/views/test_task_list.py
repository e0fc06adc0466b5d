"""The list of tasks says why it cannot be chosen, and gives no file that would pass for an answer."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from organizations.models import AuditEvent
from tests.factories import World, make_task

TOMORROW = (date.today() + timedelta(days=2)).isoformat()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"as_of": TOMORROW}, "ещё не наступил"),
        ({"as_of": "вчера"}, "Введите правильную дату"),
        ({"bucket": "zzz"}, "zzz"),
        ({"resolution": "999999"}, "Выберите корректный вариант"),
    ],
)
def test_a_choice_that_cannot_be_made_is_named_and_exports_nothing(world: World, sign_in, asked, sentence) -> None:
    make_task(world)
    client = sign_in(world["specialist"])
    page = client.get(reverse("task-list"), asked)
    assert sentence in page.content.decode()
    assert 'data-total="0"' in page.content.decode()
    before = AuditEvent.objects.count()
    answer = client.get(reverse("task-export"), asked)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("task-list") + "?")
    assert AuditEvent.objects.count() == before, "no export is written down"


def test_an_export_is_a_row_of_the_journal(world: World, sign_in) -> None:
    make_task(world)
    answer = sign_in(world["specialist"]).get(reverse("task-export"), {"queue": "open"})
    assert answer.status_code == 200
    assert AuditEvent.objects.get(act="export_tasks").personal.values["query"] == "queue=open"


def test_a_printed_list_says_by_what_it_was_chosen(world: World, sign_in) -> None:
    """On paper the fields of the filter are not there: the words stand above the list."""
    make_task(world)
    asked = {"bucket": "assigned", "municipality": world.municipality.pk, "due_to": "2026-12-31", "q": "программа"}
    page = sign_in(world["specialist"]).get(reverse("task-list"), asked).content.decode()
    for words in (
        "Состояние: назначено",
        f"образование: {world.municipality}",
        "Срок по: 31.12.2026",
        "Текст: программа",
    ):
        assert f"{words}</p>" in page
