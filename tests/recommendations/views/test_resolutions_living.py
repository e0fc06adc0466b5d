"""The page of the resolution: its own text with figures in the margin, and the same as a Word document."""

import gzip
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from docx import Document

from organizations.models import AuditEvent
from recommendations.models import Recommendation, Resolution, ResolutionText, Section
from recommendations.templatetags.wording import ACT_LABELS
from tests.busy import Busy, signed_in
from tests.factories import World, make_resolution
from tests.pages import read
from tests.recommendations.views.test_summaries import WRONG

CLAUSES = 300
FIRST_LOAD = 100 * 1024


@pytest.fixture
def specialist(busy: Busy) -> Client:
    return signed_in(busy.world["specialist"])


def page_of(client: Client, resolution: Resolution, **query: str) -> str:
    response = client.get(resolution.get_absolute_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def test_the_page_shows_the_text_itself(busy, specialist):
    text = words(page_of(specialist, busy.resolution))
    for line in busy.resolution.texts.get().plain_text.splitlines():
        assert re.sub(r"\s+", " ", line.lstrip("– ")).replace("\u00a0", " ") in text
    assert text.index("Обсудив проблемное поле") < text.index("1.1 способствовать") < text.index("4.5 развивать")


def test_what_the_reader_may_do(busy):
    """«who may draft gets the button»; only a specialist brings a new version in."""
    url = reverse("resolution-amend", args=[busy.resolution.pk])
    assign = "Оформить поручение"
    pages = {name: page_of(signed_in(busy.world[name]), busy.resolution) for name in ("specialist", "methodologist")}
    assert url in pages["specialist"]
    assert assign in pages["specialist"]
    assert url not in pages["methodologist"]
    school = page_of(signed_in(busy.world["school"]), busy.resolution)
    assert assign not in school
    assert "у вашей организации обязательств нет" in school.lower()
    assert reverse("resolution-matrix", args=[busy.resolution.pk]) not in school


def test_a_past_day_offers_no_act_and_its_figures_open_lists_of_that_day(busy, specialist):
    page = specialist.get(busy.resolution.get_absolute_url(), {"as_of": "2026-09-30"})
    assert "Оформить поручение" not in page.content.decode()
    figures = [link.url for link in read(page).links if link.url.startswith("/tasks/?")]
    own = [url for url in figures if "recommendation=" in url or "resolution=" in url]
    assert own
    assert all("as_of=2026-09-30" in url for url in own)
    assert "конец дня 30.09.2026" in words(page.content.decode())


def test_to_begin_is_offered_while_nothing_was_ever_issued(busy, specialist):
    """A day before the first assignment is no reason to issue one again."""
    begin = "Откройте пункт и оформите поручение"
    assert begin not in page_of(specialist, busy.resolution, as_of="2020-01-01")
    assert begin not in page_of(specialist, busy.resolution)
    assert begin in page_of(specialist, make_resolution(busy.world.region))


@pytest.mark.parametrize(("day", "sentence"), WRONG)
def test_a_wrong_day_is_told_over_the_state_of_now_and_gives_no_file(busy, specialist, day, sentence):
    text = page_of(specialist, busy.resolution, as_of=day)
    assert re.search(rf'id="id_as_of_error".*{sentence}', text)
    assert text.count("data-figure") == page_of(specialist, busy.resolution).count("data-figure") > 0
    answer = specialist.get(reverse("resolution-export", args=[busy.resolution.pk]), {"as_of": day})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Content-Disposition" not in answer.headers
    assert not AuditEvent.objects.filter(act="export_resolution").exists()


@pytest.mark.parametrize("day", ["", "2026-09-30"])
def test_the_document_is_recorded_and_says_what_the_page_says(busy, specialist, day):
    query = {"as_of": day} if day else {}
    answer = specialist.get(reverse("resolution-export", args=[busy.resolution.pk]), query)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    event = AuditEvent.objects.get(act="export_resolution")
    assert (event.object_id, event.details) == (busy.resolution.pk, {"as_of": day, "version": 1})
    assert "export_resolution" in ACT_LABELS
    notes = " ".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs).replace("\u00a0", " ")
    shown = re.findall(r"Исполнено (\d+) из (\d+) ", words(page_of(specialist, busy.resolution, **query)))
    assert len(shown) > 3
    assert [pair for pair in shown if f"исполнено {pair[0]} из {pair[1]} (" not in notes] == []


def test_the_theme_of_a_clause(busy, specialist):
    twin = busy.resolution.recommendations.get(number="1.2")
    page = words(specialist.get(reverse("recommendation-theme", args=[twin.pk])).content.decode())
    assert "Общая тема пунктов 1.2, 2.4" in page
    assert page.count(twin.text.rstrip(";")) == 1
    assert "Оформить поручение" in page
    assert "Общая тема пунктов 1.2, 2.4" in words(specialist.get(twin.get_absolute_url()).content.decode())


def test_a_clause_without_twins_has_its_own_page_only(busy, specialist):
    lone = busy.resolution.recommendations.get(number="1.1")
    answer = specialist.get(reverse("recommendation-theme", args=[lone.pk]))
    assert (answer.status_code, answer.url) == (302, lone.get_absolute_url())


def test_a_long_preamble_is_folded_without_being_left_out(world: World, sign_in):
    text = "Отмечая важность воспитания, участники обсудили доклады. " * 20
    resolution = make_resolution(world.region)
    piece = [["preamble", 0, len(text)]]
    ResolutionText.objects.create(
        plain_text=text, pieces=piece, file=ContentFile(b"1", "1"), **_text(resolution, world)
    )
    page = page_of(sign_in(world["specialist"]), resolution)
    assert page.count("Отмечая важность") == 20
    assert "Показать вводную часть полностью" in page


def test_a_page_of_many_clauses_is_light(world: World, sign_in):
    """«no page over 100 KB compressed on first load»."""
    resolution = make_resolution(world.region)
    section = Section.objects.create(region=world.region, resolution=resolution, position=1, heading="Школам")
    Recommendation.objects.bulk_create(
        Recommendation(
            region=world.region,
            resolution=resolution,
            section=section,
            position=number,
            number=f"1.{number}",
            text=f"обеспечить проведение мероприятия {number} " + "по воспитанию обучающихся и поддержке семьи " * 4,
            span_start=number * 300,
            span_end=number * 300 + 290,
        )
        for number in range(1, CLAUSES + 1)
    )
    page = page_of(sign_in(world["specialist"]), resolution)
    assert page.count('class="clause"') == CLAUSES
    assert len(gzip.compress(page.encode())) < FIRST_LOAD // 2


def _text(resolution: Resolution, world: World) -> dict[str, object]:
    return {
        "region": world.region,
        "resolution": resolution,
        "version": 1,
        "file_name": "Резолюция.txt",
        "sha256": "0" * 64,
        "imported_at": resolution.created_at,
        "imported_by": world["specialist"].user,
    }
