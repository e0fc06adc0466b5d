"""The pages of versions: bring a file, align its clauses, read what each version changed."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations.control import Bucket
from recommendations.documents.alignment import Alignment, ChangeKind
from recommendations.forms.alignment import NO_CONSENT, AlignmentForm
from recommendations.models import Assignment, Letter, PendingDocument, Recommendation, Resolution, Task
from recommendations.services.alignments import STALE, Confirmation
from recommendations.services.versions import NO_REASON
from recommendations.summaries.amendment import Amendment, ChangeRow, OldClause
from recommendations.summaries.figures import BucketCounts
from recommendations.views.versions import LOOK_AGAIN
from tests.editions import FIRST, SECOND, TITLES, amend, bring_in, by_text, content_of, later, wait
from tests.factories import World, make_assignment, make_task, moment
from tests.stations import bring, fresh

NOW = moment("2026-10-05 12:00")


@pytest.fixture(autouse=True)
def in_october():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def resolution(world: World) -> Resolution:
    return bring_in(world["specialist"])


@pytest.fixture
def document(world: World, resolution: Resolution) -> PendingDocument:
    return wait(later(world), resolution)


@pytest.fixture
def client_of(world: World, client: Client) -> Callable[[str], Client]:
    def sign(name: str) -> Client:
        client.force_login(world[name].user)
        return client

    return sign


@pytest.fixture
def specialist(client_of) -> Client:
    return client_of("specialist")


def page(client: Client, name: str, *keys: int, status: int = 200) -> str:
    response = client.get(reverse(name, args=keys))
    assert response.status_code == status
    return response.content.decode()


def words(html: str) -> str:
    """What a reader sees, white space collapsed."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").replace("\u00a0", " ").split())


def values(html: str) -> dict[str, str]:
    """What the browser would send of the alignment form."""
    found = dict(re.findall(r'<input type="hidden" name="(seen)" value="(\w+)"', html))
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="(\d*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    reason = re.search(r"<textarea name=\"reason\".*?>\s*(.*?)</textarea>", html, re.S)
    return {**found, "reason": reason[1] if reason else ""}


def send(client: Client, document: PendingDocument, button: str, **changes: str):
    """Press a button of the page as it is shown now, with some fields changed."""
    url = reverse("resolution-alignment", args=[document.pk])
    fields = values(client.get(url).content.decode())
    return client.post(url, fields | changes | {button: "1"}, follow=True)


# ---------------------------------------------------------------- choosing the file
def test_a_new_version_goes_to_the_review(specialist: Client, resolution: Resolution) -> None:
    upload = SimpleUploadedFile("Редакция.md", content_of(SECOND))
    response = specialist.post(reverse("resolution-amend", args=[resolution.pk]), {"document": upload})
    document = PendingDocument.objects.get()
    assert (response.status_code, response.url) == (302, document.get_absolute_url())
    assert document.resolution == resolution
    assert Resolution.objects.get().version == 1


def test_a_saved_file_tells_where_it_is(specialist: Client, resolution: Resolution) -> None:
    upload = SimpleUploadedFile("Резолюция.md", content_of(FIRST))
    response = specialist.post(reverse("resolution-amend", args=[resolution.pk]), {"document": upload})
    assert response.status_code == 422
    assert "Этот документ уже загружен" in response.content.decode()
    assert resolution.get_absolute_url() in response.content.decode()
    assert not PendingDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("пусто.md", b"", "Файл пуст"), ("скан.doc", b"\xd0\xcf\x11\xe0", ".doc"), ("таблица.zip", b"PK", "формат")],
)
def test_a_bad_file_is_told_in_words(
    specialist: Client, resolution: Resolution, name: str, content: bytes, sentence: str
) -> None:
    url = reverse("resolution-amend", args=[resolution.pk])
    response = specialist.post(url, {"document": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_document_that_waits_is_offered(specialist: Client, document: PendingDocument) -> None:
    html = page(specialist, "resolution-amend", document.resolution.pk)
    assert reverse("resolution-alignment", args=[document.pk]) in html


# ---------------------------------------------------------------- what will change
def test_the_page_tells_the_changes_in_words_first(specialist: Client, document: PendingDocument) -> None:
    text = words(page(specialist, "resolution-alignment", document.pk))
    assert "без изменений 3, изменено 1, разделено 1, объединено 2, исключено 1, новый 1" in text
    order = [text.index(word) for word in ("Пункты:", "Исключён", "Объединены", "Разделён", "Без изменений: 3 пункта")]
    assert order == sorted(order)


def test_words_are_told_apart_without_colour(specialist: Client, document: PendingDocument) -> None:
    html = page(specialist, "resolution-alignment", document.pk)
    assert re.search(r'<ins><span class="visually-hidden">\[добавлено: </span>и финансирование ?<', html)


def test_what_hangs_on_a_clause_is_shown_with_what_becomes_of_it(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    dropped = by_text(resolution, "провести инвентаризацию")
    bring(world, "done", recommendation=dropped)
    text = words(page(specialist, "resolution-alignment", document.pk))
    assert "Поручений 1, обязательств 3 , из них исполнено 1 ." in text
    assert "2 незавершённых обязательства будут отозваны, 1 исполненное останется." in text
    assert "По исключённым пунктам будут отозваны 2 незавершённых обязательства." in text
    assert "обязательно: по ним направлены поручения" in text


def test_without_dropped_clauses_no_reason_is_asked(world: World, specialist: Client, resolution: Resolution) -> None:
    document = wait(later(world), resolution, FIRST | {"institute": ["вести мониторинг воспитания"]})
    html = page(specialist, "resolution-alignment", document.pk)
    assert 'name="reason"' not in html
    assert "Ни одно обязательство не будет отозвано" in html


def test_a_correction_is_kept_and_shown(specialist: Client, resolution: Resolution, document: PendingDocument) -> None:
    dropped = by_text(resolution, "провести инвентаризацию")
    response = send(specialist, document, "recount", **{"source-3": str(dropped.pk), "reason": "Решение оргкомитета."})
    text = words(response.content.decode())
    assert "без изменений 3, изменено 2, разделено 1, объединено 2" in text
    assert "исключено" not in text.split("Пункты:")[1][:120]
    document.refresh_from_db()
    assert document.alignment["reason"] == "Решение оргкомитета."
    assert Resolution.objects.get().version == 1
    back = send(specialist, document, "propose")
    assert "исключено 1" in words(back.content.decode())
    document.refresh_from_db()
    assert document.alignment is None


def test_a_kept_clause_can_be_told_apart(specialist: Client, document: PendingDocument) -> None:
    """Its select is short; after «Пересчитать» the whole list is there for both halves."""
    html = page(specialist, "resolution-alignment", document.pk)
    kept = re.search(r'<select name="source-4".*?</select>', html, re.S)
    assert kept
    assert kept[0].count("<option") == 2
    response = send(specialist, document, "recount", **{"source-4": ""})
    html = response.content.decode()
    whole = re.search(r'<select name="source-4".*?</select>', html, re.S)
    assert whole
    assert whole[0].count("<option") == 9
    assert "исключено 2, новых 2" in words(html)


def test_a_clause_that_is_not_listed_is_refused(specialist: Client, document: PendingDocument) -> None:
    response = send(specialist, document, "recount", **{"source-3": "999999"})
    assert response.status_code == 422
    assert "Выберите пункт из списка" in response.content.decode()


# ---------------------------------------------------------------- a wrong document
OTHER = {"institute": [f"вести библиотечный фонд раздела {n}" for n in "абвгд"], "school": FIRST["school"][:2]}
DOUBT = "Похоже, это другой документ: из 8 действующих пунктов в нём нашлось 2. Проверьте, тот ли файл загружен."


@pytest.fixture
def wrong(world: World, resolution: Resolution) -> PendingDocument:
    make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"))
    return wait(later(world), resolution, OTHER)


def test_another_document_is_told_at_once(specialist: Client, resolution: Resolution) -> None:
    url = reverse("resolution-amend", args=[resolution.pk])
    upload = SimpleUploadedFile("Другая.md", content_of(OTHER))
    assert DOUBT in words(specialist.post(url, {"document": upload}, follow=True).content.decode())
    text = words(page(specialist, "resolution-alignment", PendingDocument.objects.get().pk))
    assert text.index(DOUBT) < text.index("Пункты:")
    assert "Понимаю, что будет исключено 6 действующих пунктов" in text


def test_another_document_is_saved_only_with_a_tick(
    specialist: Client, resolution: Resolution, wrong: PendingDocument
) -> None:
    text = words(page(specialist, "resolution-alignment", wrong.pk))
    assert "Понимаю, что будут отозваны 3 незавершённых обязательства" in text
    for ticked in ({}, {"consent": "2"}):
        response = send(specialist, wrong, "save", reason="Так решено.", **ticked)
        html = response.content.decode()
        assert response.status_code == 422
        assert re.search(r'id="id_consent_error">' + NO_CONSENT, html)
        assert values(html)["reason"] == "Так решено."
    assert Resolution.objects.get(pk=resolution.pk).version == 1
    send(specialist, wrong, "save", reason="Так решено.", consent="3")
    assert Resolution.objects.get(pk=resolution.pk).version == 2


def test_what_changed_is_counted_anew_before_it_is_ticked(specialist: Client, wrong: PendingDocument) -> None:
    """The number to tick belongs to what is shown, so other selects are shown first."""
    assert LOOK_AGAIN in send(specialist, wrong, "save", **{"source-6": ""}).content.decode()


def test_the_same_document_asks_for_no_tick(specialist: Client, document: PendingDocument) -> None:
    html = page(specialist, "resolution-alignment", document.pk)
    assert "Понимаю" not in html
    assert "другой документ" not in html


def losing(number: int) -> Amendment:
    """One of two clauses is dropped, with so many open tasks."""
    gone, kept = (
        OldClause(
            Recommendation(pk=pk, position=pk), 1, 0, BucketCounts({Bucket.OVERDUE: number}), None, keeps_row=False
        )
        for pk in (1, 2)
    )
    return Amendment(
        (ChangeRow(ChangeKind.DROPPED, (gone,), (), False), ChangeRow(ChangeKind.MERGED, (kept,), (), False))
    )


@pytest.mark.parametrize(("withdrawn", "asks"), [(20, False), (21, True)])
def test_a_tick_is_asked_for_many_withdrawn_tasks(withdrawn: int, asks: bool) -> None:
    assert losing(withdrawn).asks_consent is asks


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (31, "будет отозвано 31 незавершённое обязательство"),
        (33, "будут отозваны 33 незавершённых обязательства"),
        (619, "будет отозвано 619 незавершённых обязательств"),
    ],
)
def test_the_verb_agrees_with_the_number(number: int, sentence: str) -> None:
    shown = losing(number)
    form = AlignmentForm(None, shown=shown, confirmation=Confirmation(Alignment({}, {1: None}), ""))
    assert form["consent"].label.replace("\u00a0", " ") == f"Понимаю, что {sentence}"
    context = {"row": shown.rows[0], "held": shown.dropped[0]}
    verb, lost = sentence[:14].strip(), sentence[14:].strip()
    assert f"{lost} {verb}." in words(render_to_string("recommendations/_alignment_consequence.html", context))


# ---------------------------------------------------------------- bringing it into force
def test_the_version_is_saved_as_it_was_shown(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    task = make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"))
    response = send(specialist, document, "save", reason="Передано другому ведомству.")
    assert response.redirect_chain[-1][0] == reverse("resolution-version", args=[resolution.pk, 2])
    assert "Внесена редакция 2" in response.content.decode()
    assert fresh(task).status == "withdrawn"
    assert not PendingDocument.objects.exists()


def test_a_missing_reason_is_asked_for(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"))
    response = send(specialist, document, "save", reason=" ")
    assert response.status_code == 422
    assert NO_REASON in response.content.decode()
    assert Resolution.objects.get(pk=resolution.pk).version == 1


def test_what_was_not_shown_is_not_saved(specialist: Client, resolution: Resolution, document: PendingDocument) -> None:
    """Selects were changed and the main button pressed at once: the result is shown first."""
    response = send(specialist, document, "save", **{"source-4": ""})
    assert LOOK_AGAIN in response.content.decode()
    assert Resolution.objects.get(pk=resolution.pk).version == 1
    assert send(specialist, document, "save").redirect_chain
    assert Resolution.objects.get(pk=resolution.pk).version == 2


def test_another_version_meanwhile_gives_a_fresh_proposal(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    url = reverse("resolution-alignment", args=[document.pk])
    send(specialist, document, "recount")
    before = values(specialist.get(url).content.decode())
    amend(later(world, "colleague"), resolution, {**SECOND, "school": SECOND["school"][:-1]})
    shown = specialist.get(url).content.decode()
    assert STALE in shown
    assert values(shown)["seen"] != before["seen"]
    response = specialist.post(url, before | {"save": "1", "reason": "Решение."}, follow=True)
    assert STALE in response.content.decode()
    assert Resolution.objects.get(pk=resolution.pk).version == 2


def test_a_withdrawal_that_is_not_ours_is_told(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    task = make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"))
    Assignment.objects.filter(pk=task.assignment_id).update(issuing_organization=world.authority)
    response = send(specialist, document, "save", reason="Передано.")
    assert "Отозвать поручение может специалист организации" in response.content.decode()
    assert "Передано." in values(response.content.decode())["reason"]
    assert fresh(task).status == "assigned"


def test_a_stage_that_leads_back_is_told_before_the_button(
    world: World, specialist: Client, resolution: Resolution
) -> None:
    document = wait(later(world), resolution, stage="draft")
    html = page(specialist, "resolution-alignment", document.pk)
    assert "новая редакция не может быть на стадии «проект»" in html
    assert re.search(r'name="save" value="1" disabled', html)


def test_a_document_of_no_resolution_has_no_alignment(world: World, specialist: Client, resolution: Resolution) -> None:
    document = wait(later(world), resolution)
    PendingDocument.objects.filter(pk=document.pk).update(resolution=None)
    page(specialist, "resolution-alignment", document.pk, status=404)


# ---------------------------------------------------------------- reading
def test_versions_are_listed_with_what_they_changed(world: World, client_of, resolution: Resolution) -> None:
    make_task(world, recommendation=by_text(resolution, "утвердить"))
    amend(later(world), resolution)
    html = page(client_of("school"), "resolution-versions", resolution.pk)
    text = words(html)
    assert "без изменений 3, изменено 1, разделено 1, объединено 2, исключено 1, новый 1" in text
    assert text.index("Редакция 2") < text.index("Редакция 1")
    for version, groups in ((1, FIRST), (2, SECOND)):
        url = f"{reverse('resolution-file', args=[resolution.pk])}?version={version}"
        assert url in html
        assert b"".join(client_of("school").get(url).streaming_content) == content_of(groups)
    assert client_of("school").get(url.replace("=2", "=3")).status_code == 404
    assert client_of("school").get(url.replace("=2", "=x")).status_code == 404


def test_a_version_is_shown_beside_the_one_before(world: World, specialist: Client, resolution: Resolution) -> None:
    amend(later(world), resolution, reason="Передано другому ведомству.")
    html = page(specialist, "resolution-version", resolution.pk, 2)
    text = words(html)
    assert "<ins>" in html
    for words_of in ("Новый пункт", "Прежний номер 2.1", "Выделен из пункта", "Вошёл в пункт 2.5", "Передано другому"):
        assert words_of in text, words_of
    first = words(page(specialist, "resolution-version", resolution.pk, 1))
    assert TITLES["adopted"] in first
    assert all(clause in first for clauses in FIRST.values() for clause in clauses)
    assert "Новый пункт" not in first
    page(specialist, "resolution-version", resolution.pk, 3, status=404)


def test_a_clause_tells_its_versions(world: World, specialist: Client, resolution: Resolution) -> None:
    amend(later(world), resolution)
    clause = by_text(resolution, "обеспечить поддержку и финансирование")
    html = page(specialist, "recommendation-detail", clause.pk)
    assert "Редакции пункта" in html
    assert "и финансирование" in html
    kept = by_text(resolution, "организовать межведомственное")
    assert "Редакции пункта" not in page(specialist, "recommendation-detail", kept.pk)


def test_lineage_is_linked_both_ways(world: World, specialist: Client, resolution: Resolution) -> None:
    amend(later(world), resolution)
    part = resolution.recommendations.get(origin__isnull=False)
    merged = resolution.recommendations.get(successor__isnull=False)
    for one, other in ((part, part.origin), (merged, merged.successor)):
        assert other
        assert other.get_absolute_url() in page(specialist, "recommendation-detail", one.pk)
        assert one.get_absolute_url() in page(specialist, "recommendation-detail", other.pk)


def test_a_retired_clause_takes_no_assignment(world: World, specialist: Client, resolution: Resolution) -> None:
    amend(later(world), resolution, reason="Передано.")
    dropped = resolution.recommendations.get(retirement_reason__contains="Передано.")
    html = page(specialist, "recommendation-detail", dropped.pk)
    assert "Передано." in html
    assert reverse("recommendation-assign", args=[dropped.pk]) not in html
    assert "2.3 (ред.\u00a01)" in html


@pytest.mark.parametrize("name", ["resolution-detail", "resolution-matrix", "f1", "f2", "task-list", "assignment-list"])
def test_every_page_opens_after_an_amendment(
    world: World, specialist: Client, resolution: Resolution, name: str
) -> None:
    for number in ("1.1", "2.2", "2.3", "2.4", "2.5"):
        make_task(world, recommendation=Recommendation.objects.get(resolution=resolution, number=number))
    make_assignment(world, by_text(resolution, "утвердить"))
    amend(later(world), resolution)
    code = [name] if name.startswith("f") else []
    keys = [] if name.endswith("list") else [resolution.pk, *code]
    url = reverse("resolution-summary" if code else name, args=keys)
    for query in ("", "?as_of=2026-09-20"):
        assert specialist.get(url + query).status_code == 200
    if code:
        assert specialist.get(reverse("resolution-summary-export", args=keys)).status_code == 200
    for task in Task.objects.all()[:3]:
        assert specialist.get(task.get_absolute_url()).status_code == 200


def test_a_task_of_a_retired_clause_is_told_apart_in_the_list(
    world: World, specialist: Client, resolution: Resolution
) -> None:
    make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"), deadline_on=date(2026, 10, 30))
    amend(later(world), resolution)
    assert "Пункт 2.3 (ред.\u00a01)" in page(specialist, "task-list")


# ---------------------------------------------------------------- tasks
def test_the_executor_sees_that_the_words_have_changed(world: World, client_of, resolution: Resolution) -> None:
    reworded = make_task(world, world.authority, recommendation=resolution.recommendations.get(number="1.1"))
    kept = make_task(world, world.authority, recommendation=by_text(resolution, "организовать"))
    client = client_of("coordinator")
    assert "Текст пункта изменён" not in page(client, "task-detail", reworded.pk)
    amend(later(world), resolution)
    html = page(client, "task-detail", reworded.pk)
    assert "Текст пункта изменён 05.10.2026 (редакция 2)" in words(html)
    assert re.search(r"<details>.*<ins>.*и финансирование.*</details>", html, re.S)
    history = words(html).split("История")[1]
    assert history.index("Поручение направлено") < history.index("Текст пункта изменён редакцией 2")
    assert "Текст пункта изменён" not in page(client, "task-detail", kept.pk)


def test_words_changed_before_the_task_are_no_news(world: World, client_of, resolution: Resolution) -> None:
    amend(world["specialist"], resolution)
    task = make_task(world, recommendation=by_text(resolution, "обеспечить поддержку и финансирование"))
    assert "Текст пункта изменён" not in page(client_of("specialist"), "task-detail", task.pk)


def test_a_task_costs_two_queries_more_after_a_version(world: World, client_of, resolution: Resolution) -> None:
    """The versions since it was issued and the former words of its clause, however many."""
    task = make_task(world, recommendation=resolution.recommendations.get(number="1.1"))
    counts = []
    for turn in range(3):
        client = client_of("specialist")
        client.get(reverse("help"))  # The first page of a session notes in it that somebody works.
        with CaptureQueriesContext(connection) as queries:
            page(client, "task-detail", task.pk)
        counts.append(len(queries))
        text = SECOND | {"municipal": [*SECOND["municipal"], f"подвести итоги {turn}"]}
        amend(later(world, moment=f"2026-10-0{turn + 1} 10:00"), resolution, text)
    assert [number - counts[0] for number in counts] == [0, 2, 2]


# ---------------------------------------------------------------- flat
def grown(groups: dict[str, list[str]], number: int) -> dict[str, list[str]]:
    """The same document with so many more clauses."""
    return groups | {"institute": [f"вести мониторинг направления {n} в школах" for n in range(number)]}


@pytest.mark.parametrize(
    "name", ["resolution-alignment", "resolution-versions", "resolution-version", "resolution-detail", "f1", "matrix"]
)
def test_queries_do_not_grow_with_clauses_and_versions(world: World, specialist: Client, name: str) -> None:
    few, many = (queries_of(world, specialist, name, number) for number in (2, 12))
    assert few == many
    assert many <= 15


def queries_of(world: World, client: Client, name: str, number: int) -> int:
    """Queries of the page of a resolution with so many clauses more, a task of each, and so many versions."""
    titled = [*FIRST["municipal"], f"составить отчёт {number} о программе"]
    resolution = bring_in(world["specialist"], grown(FIRST | {"municipal": titled}, number))
    for clause in resolution.recommendations.all():
        make_task(world, recommendation=clause)
    for turn in range(1 + number // 6):
        text = grown(SECOND | {"municipal": [*titled, f"подвести итоги {turn}"]}, number)
        amend(later(world, moment=f"2026-10-0{turn + 1} 10:00"), resolution, text)
    url = address(world, resolution, name, number)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def address(world: World, resolution: Resolution, name: str, number: int) -> str:
    if name == "resolution-alignment":
        return reverse(name, args=[wait(later(world), resolution, grown(FIRST, number)).pk])
    if name == "resolution-version":
        return reverse(name, args=[resolution.pk, resolution.texts.count()])
    page = {"f1": ("resolution-summary", "f1"), "matrix": ("resolution-matrix",)}.get(name, (name,))
    return reverse(page[0], args=[resolution.pk, *page[1:]]) + (
        "" if name == "resolution-versions" else "?as_of=2026-09-20"
    )


# ---------------------------------------------------------------- letters
def test_the_page_says_how_many_people_will_be_written_to(
    world: World, specialist: Client, resolution: Resolution, document: PendingDocument
) -> None:
    text = words(page(specialist, "resolution-alignment", document.pk))
    assert "Письма" not in text
    make_task(world, recommendation=by_text(resolution, "провести инвентаризацию"))
    make_task(world, world.institute, recommendation=resolution.recommendations.get(number="1.1"))
    text = words(page(specialist, "resolution-alignment", document.pk))
    assert "Письма об изменениях получат 4 человека" in text
    send(specialist, document, "save", reason="Передано.")
    assert Letter.objects.count() == 4
