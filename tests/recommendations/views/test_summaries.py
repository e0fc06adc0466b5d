"""Summaries as pages and files: a day that cannot be is named, and no figures stand under it."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent
from recommendations.models import Resolution, Task
from tests.busy import Busy, signed_in

WRONG = [
    ("abc", "Введите правильную дату."),
    ("2026-02-30", "Введите правильную дату."),
    ("2026-10-06", "Дата ещё не наступила. Выберите сегодняшний или прошедший день."),
    ("1026-10-05", "Проверьте год: ожидается от 2000 до 2100."),
]


@pytest.fixture
def resolution(busy: Busy) -> Resolution:
    """The one with the most tasks of the school."""
    return Task.objects.get(pk=busy.pk("done")).resolution


@pytest.fixture
def specialist(busy: Busy) -> Client:
    return signed_in(busy.world["specialist"])


@pytest.mark.parametrize(("day", "words"), WRONG)
@pytest.mark.parametrize("code", ["f1", "f2"])
def test_a_wrong_day_gives_no_figures(resolution, specialist, code, day, words):
    page = specialist.get(reverse("resolution-summary", args=[resolution.pk, code]), {"as_of": day})
    text = page.content.decode()
    assert page.status_code == 200
    assert words in text
    assert "<table" not in text
    assert "Выгрузить" not in text


@pytest.mark.parametrize(("day", "words"), WRONG)
def test_a_wrong_day_gives_no_file(resolution, specialist, day, words):
    answer = specialist.get(reverse("resolution-summary-export", args=[resolution.pk, "f1"]), {"as_of": day})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "Content-Disposition" not in answer.headers
    assert not AuditEvent.objects.filter(act="export_summary").exists()


@pytest.mark.parametrize("code", ["f1", "f2"])
def test_a_day_before_the_first_act_gives_zeros(resolution, specialist, code):
    url = reverse("resolution-summary", args=[resolution.pk, code])
    text = specialist.get(url, {"as_of": "2001-01-01"}).content.decode()
    assert "<table" in text
    assert "data-figure" not in text
    export = specialist.get(reverse("resolution-summary-export", args=[resolution.pk, code]), {"as_of": "01.01.2001"})
    assert export.status_code == 200
