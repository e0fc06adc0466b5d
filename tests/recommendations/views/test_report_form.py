"""The report form: bad input is named at its place in Russian, and nothing typed or attached is lost."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from recommendations.models import Task
from recommendations.services.reports import submit_report
from recommendations.statuses import TaskStatus
from tests.factories import World, make_task
from tests.pages import read
from tests.stations import bring, fresh

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
GOOD = {
    "state": "done",
    "share_done": "100",
    "what_done": "Программа утверждена приказом № 5.",
    "obstacle": "none",
    "obstacle_text": "",
    "filler_name": "Иванова А. П.",
    "filler_position": "заместитель директора",
    "filler_phone": "+7 4812 00-00-00",
    "link": "",
}
Send = Callable[..., HttpResponse]


@pytest.fixture
def task(world: World) -> Task:
    return make_task(world)


@pytest.fixture
def send(world: World, sign_in, task: Task) -> Send:
    """Post the form as the school; `name=value` replaces what a careful person types."""

    def post(button: str = "submit", materials: list[SimpleUploadedFile] | None = None, **changes: str) -> HttpResponse:
        data = GOOD | changes | {button: "1"}
        if materials:
            data["materials"] = materials  # type: ignore[assignment]
        return sign_in(world["school"]).post(reverse("task-report", args=[task.pk]), data)

    return post


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words(response: HttpResponse) -> str:
    return " ".join(read(response).words)


def test_a_whole_report_goes_to_the_check_with_its_receipt(task: Task, send: Send) -> None:
    response = send(materials=[upload("Приказ.pdf"), upload("План.pdf", PDF + b" ")])
    assert response.status_code == 302
    assert fresh(task).status == TaskStatus.ENDORSEMENT
    report = task.reports.get()
    assert [item.file_name for item in report.evidence.all()] == ["Приказ.pdf", "План.pdf"]
    assert (report.share_done, report.filler_phone) == (100, "+7 4812 00-00-00")


@pytest.mark.parametrize("share", ["150", "-1", "сто", "1e9", "9" * 40])
def test_a_wrong_share_loses_neither_text_nor_files(task: Task, send: Send, share: str) -> None:
    """The text and the good file are kept in the draft, the typed share stays in its field."""
    response = send(materials=[upload("Приказ.pdf")], share_done=share)
    assert response.status_code == 422
    assert fresh(task).status == TaskStatus.IN_PROGRESS
    draft = task.reports.get()
    assert (draft.is_draft, draft.what_done) == (True, GOOD["what_done"])
    assert [item.file_name for item in draft.evidence.all()] == ["Приказ.pdf"]
    page = read(response)
    assert page.inputs["share_done"]["value"] == share
    assert GOOD["what_done"] in words(response)
    assert "Приказ.pdf" in words(response)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("вирус.exe", b"MZ", "«вирус.exe» такого вида не принимается"),
        ("подмена.pdf", b"<html>", "«подмена.pdf» не соответствует расширению"),
        ("пустой.pdf", b"", "пуст"),
    ],
)
def test_a_refused_file_is_named_and_the_good_one_kept(
    task: Task, send: Send, name: str, content: bytes, sentence: str
) -> None:
    response = send(materials=[upload("Приказ.pdf"), upload(name, content)])
    assert response.status_code == 422
    assert sentence in words(response)
    assert fresh(task).status == TaskStatus.IN_PROGRESS
    assert task.reports.get().what_done == GOOD["what_done"]


def test_a_file_over_the_limit_is_refused_by_name(task: Task, send: Send, settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 1_000_000
    response = send(materials=[upload("Большой.pdf", PDF + b" " * 1_000_000)])
    assert response.status_code == 422
    assert "«Большой.pdf» больше 1 МБ" in words(response)


@pytest.mark.parametrize(
    "link", ["ftp://server/file", f"https://школа.рф/{'a' * 1500}", "не адрес", "javascript:alert(1)"]
)
def test_a_wrong_link_is_named_beside_its_field(task: Task, send: Send, link: str) -> None:
    response = send(link=link)
    assert response.status_code == 422
    assert task.reports.get().what_done == GOOD["what_done"]
    assert not task.reports.get().evidence.exists()


@pytest.mark.parametrize("field", ["what_done", "filler_name"])
def test_a_missing_part_is_asked_for_on_sending_only(task: Task, send: Send, field: str) -> None:
    """A draft may be incomplete; a report may not."""
    assert send("save", **{field: ""}).status_code == 302
    response = send(**{field: ""})
    assert response.status_code == 422
    assert fresh(task).status == TaskStatus.IN_PROGRESS


@pytest.mark.parametrize("field", ["what_done", "filler_name", "obstacle_text", "link"])
def test_nul_characters_are_refused_in_russian(task: Task, send: Send, field: str) -> None:
    """PostgreSQL keeps no NUL: it must be stopped before."""
    response = send(**{field: "до\x00после"})
    assert response.status_code == 422
    assert task.reports.get().is_draft


def test_a_long_text_is_kept_whole(task: Task, send: Send) -> None:
    long = "Мероприятие проведено. " * 400
    assert send("save", what_done=long).status_code == 302
    assert task.reports.get().what_done == long.strip()


def test_a_megabyte_of_text_is_refused_and_given_back(task: Task, send: Send) -> None:
    """Too long to be kept, but not lost: it stands in the form to be shortened."""
    long = "Мероприятие проведено. " * 25_000
    response = send("save", what_done=long)
    assert response.status_code == 422
    assert long.strip() in response.content.decode()
    assert "Текст длиннее" in words(response)


def test_a_value_longer_than_its_column_is_refused(task: Task, send: Send) -> None:
    response = send(filler_name="я" * 201)
    assert response.status_code == 422
    assert "не более 200" in words(response)


@pytest.mark.parametrize("field", ["state", "obstacle"])
def test_a_foreign_choice_is_refused(task: Task, send: Send, field: str) -> None:
    response = send(**{field: "accepted"})
    assert response.status_code == 422
    assert fresh(task).status == TaskStatus.IN_PROGRESS


def test_markup_is_shown_as_it_was_typed(task: Task, send: Send, world: World, sign_in) -> None:
    send(what_done="<script>alert(1)</script>")
    page = sign_in(world["school"]).get(task.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_remarks_stay_in_sight_until_they_are_answered(world: World, sign_in) -> None:
    """A note on the course of the work does not answer them: the form goes on showing what to mend."""
    task = bring(world, TaskStatus.RETURNED)
    submit_report(actor=world["school"], task=task, state="progress")
    page = sign_in(world["school"]).get(reverse("task-report", args=[task.pk]))
    assert "Приложите ссылку на программу." in words(page)


# --- other forms ----------------------------------------------------------------------------------
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "31.02.2026", "завтра", ""])
def test_an_impossible_date_is_refused_beside_its_field(world: World, sign_in, task: Task, day: str) -> None:
    url = reverse("task-extension", args=[task.pk])
    response = sign_in(world["school"]).post(url, {"due_on": day, "reason": "Ждём типографию."})
    assert response.status_code == 422
    assert "Ждём типографию." in words(response)
    assert not task.extension_requests.exists()


def test_an_earlier_date_is_refused_beside_its_field(world: World, sign_in, task: Task) -> None:
    url = reverse("task-extension", args=[task.pk])
    response = sign_in(world["school"]).post(url, {"due_on": "2026-09-15", "reason": "Ждём."})
    assert response.status_code == 422
    assert "error_1_id_due_on" in response.content.decode()
    assert "Новый срок должен быть позже действующего." in words(response)


@pytest.mark.parametrize("name", ["task-withdraw", "task-undo"])
def test_an_act_without_its_reason_is_not_done(world: World, sign_in, name: str) -> None:
    task = bring(world, TaskStatus.DONE if name == "task-undo" else TaskStatus.ASSIGNED)
    response = sign_in(world["specialist"]).post(reverse(name, args=[task.pk]), {"reason": "   "})
    assert response.status_code == 422
    assert "Укажите обоснование." in words(response)
    assert fresh(task).status == task.status


def test_a_return_without_a_remark_is_not_done(world: World, sign_in) -> None:
    task = bring(world, TaskStatus.REVIEW)
    response = sign_in(world["specialist"]).post(reverse("task-return", args=[task.pk]), {"text": ""})
    assert response.status_code == 422
    assert "Напишите, что нужно исправить." in words(response)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("пустой.md", b"", "Файл пуст"), ("картинка.md", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, ""), ("x.exe", b"MZ", "")],
)
def test_an_unreadable_document_is_refused_and_nothing_is_made(
    world: World, sign_in, name: str, content: bytes, sentence: str
) -> None:
    response = sign_in(world["specialist"]).post(reverse("resolution-import"), {"document": upload(name, content)})
    assert response.status_code == 422
    assert sentence in words(response)
    assert not world.region.resolutions.exists()
