"""Pages of a document that waits no more: saved by a colleague, deleted, never there."""

import re
from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from recommendations.models import PendingDocument, Resolution
from recommendations.services.alignments import propose
from recommendations.services.pending_documents import mended, save_version
from tests.editions import bring_in, by_text, later, wait
from tests.factories import World, make_region, make_task, make_world, moment
from tests.pages import read


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(moment("2026-10-05 12:00"), tick=False):
        yield


@pytest.fixture
def resolution(world: World) -> Resolution:
    return bring_in(world["specialist"])


@pytest.fixture
def document(world: World, resolution: Resolution) -> PendingDocument:
    return wait(later(world), resolution)


@pytest.fixture
def specialist(world: World, client: Client) -> Client:
    client.force_login(world["specialist"].user)
    return client


def page(client: Client, name: str, key: int) -> str:
    """The page of a document that is not there."""
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 404
    return response.content.decode()


def save(world: World, document: PendingDocument) -> None:
    """The colleague brings the document into force."""
    confirmation = replace(propose(document.resolution, mended(document)), reason="Решение оргкомитета.")
    save_version(actor=later(world, "colleague"), document=document, confirmation=confirmation)


@pytest.mark.parametrize("name", ["resolution-alignment", "resolution-review"])
def test_a_document_saved_meanwhile_leads_to_its_resolution(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument, name: str
) -> None:
    save(world, document)
    response = specialist.get(reverse(name, args=[document.pk]), follow=True)
    assert response.redirect_chain == [(resolution.get_absolute_url(), 302)]
    assert "Документ уже сохранён: «Редакция.md» — редакция 2 этой резолюции." in response.content.decode()
    assert f"Загружена 05.10.2026 12:00, {world['colleague'].user.short_name}." in response.content.decode()


@pytest.mark.parametrize("act", ["edit", "undo", "redo", "save", "discard"])
def test_an_act_on_a_saved_document_leads_to_its_resolution(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument, act: str
) -> None:
    save(world, document)
    response = specialist.post(reverse(f"resolution-review-{act}", args=[document.pk]), {"act": "unhead"}, follow=True)
    assert response.redirect_chain == [(resolution.get_absolute_url(), 302)]
    assert "Документ уже сохранён" in response.content.decode()
    assert Resolution.objects.get().version == 2


@pytest.mark.parametrize("name", ["resolution-alignment", "resolution-review"])
def test_a_document_deleted_meanwhile_is_told_of(specialist: Client, document: PendingDocument, name: str) -> None:
    specialist.post(reverse("resolution-review-discard", args=[document.pk]))
    for key in (document.pk, document.pk + 1000):
        html = page(specialist, name, key)
        assert "Вероятно, вы в другом окне или кто-то из коллег удалили его" in html
        assert reverse("resolution-list") in html


@pytest.mark.parametrize("name", ["school", "coordinator", "observer", "administrator"])
def test_those_who_read_no_documents_are_told_nothing(
    world: World, client: Client, resolution: Resolution, document: PendingDocument, name: str
) -> None:
    make_task(world, recommendation=by_text(resolution, "утвердить"))
    save(world, document)
    client.force_login(world[name].user)
    html = page(client, "resolution-review", document.pk)
    assert "Такой страницы нет или она вам не видна" in html


def test_a_document_that_waits_for_another_person_is_not_told_of(
    world: World, client: Client, document: PendingDocument
) -> None:
    """The answer is that for a number under which no document has ever waited."""
    client.force_login(world["methodologist"].user)
    answers = [client.get(reverse("resolution-review", args=[pk])) for pk in (document.pk, document.pk + 1000)]
    assert [answer.status_code for answer in answers] == [404, 404]
    words = [[word for word in read(answer).words if not re.fullmatch("[0-9a-f]{12}", word)] for answer in answers]
    assert words[0] == words[1]
    assert document.file_name not in words[0]


def test_another_region_is_told_nothing(world: World, client: Client, document: PendingDocument) -> None:
    save(world, document)
    other = make_world(make_region())
    client.force_login(other["specialist"].user)
    response = client.get(reverse("resolution-review", args=[document.pk]))
    assert response.status_code == 404
    assert "Вероятно, вы в другом окне" in response.content.decode()
