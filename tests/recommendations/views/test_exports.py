"""What a browser saves: a Russian name with the day."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from recommendations.models import Task
from tests.busy import Busy, signed_in

TODAY, BEFORE = "05.10.2026", "30.09.2026"
F1 = "F1 Сводный отчёт об исполнении рекомендаций резолюции"


@pytest.mark.parametrize(
    ("page", "query", "name"),
    [
        ("f1", "", f"{F1} на {TODAY}.xlsx"),
        ("f1", "?as_of=2026-09-30", f"{F1} на {BEFORE}.xlsx"),
        ("f2", "", f"F2 Сводка об исполнении по муниципальным образованиям на {TODAY}.xlsx"),
        ("tasks", "", f"Перечень обязательств на {TODAY}.xlsx"),
        ("tasks", "?as_of=2026-09-30", f"Перечень обязательств на {BEFORE}.xlsx"),
    ],
)
def test_a_file_bears_the_name_and_the_day_of_its_table(busy: Busy, page: str, query: str, name: str) -> None:
    resolution = Task.objects.filter(region=busy.world.region)[0].resolution_id
    url = reverse("task-export") if page == "tasks" else reverse("resolution-summary-export", args=[resolution, page])
    response = signed_in(busy.world["specialist"]).get(f"{url}{query}")
    assert response["Content-Disposition"].endswith(quote(name))
