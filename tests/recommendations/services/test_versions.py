"""A new version of the text: clauses change, what is being executed stays, nothing is lost."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection

from organizations.access import Refused
from organizations.models import AuditEvent
from recommendations.documents.alignment import Alignment
from recommendations.models import Assignment, PastWording, PendingDocument, Recommendation, Resolution, Task, TaskEvent
from recommendations.services.alignments import Confirmation, StaleAlignment, propose
from recommendations.services.assignments import issue_assignment
from recommendations.services.pending_documents import (
    align_document,
    discard_document,
    keep_document,
    mended,
    save_version,
)
from recommendations.services.resolutions import DuplicateDocument, adopt_resolution
from recommendations.services.versions import NO_REASON, stage_after
from recommendations.statuses import AssignmentStatus, ResolutionStage, TaskStatus
from recommendations.summaries.integrity import integrity_problems
from tests.editions import FIRST, SECOND, amend, bring_in, by_text, changed, content_of, later, read, wait
from tests.factories import World, at, make_assignment, make_task
from tests.stations import bring, fresh


@pytest.fixture
def resolution(world: World) -> Resolution:
    """Adopted, in force since September 2026."""
    return bring_in(world["specialist"])


def clause(resolution: Resolution, number: str) -> Recommendation:
    return resolution.recommendations.in_force().get(number=number)


def in_force(resolution: Resolution) -> dict[str, str]:
    return dict(resolution.recommendations.in_force().order_by("position").values_list("number", "text"))


# ---------------------------------------------------------------- the clauses
def test_the_document_is_the_text_in_force(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    found = read(content_of(SECOND))
    assert in_force(amended) == {item.number: item.text for group in found.groups for item in group.recommendations}
    assert (amended.version, amended.stage) == (2, ResolutionStage.AMENDED)
    assert [text.version for text in amended.texts.all()] == [1, 2]
    for row in amended.recommendations.in_force():
        assert row.section.version == 2
        assert found.plain_text[row.span_start : row.span_end].rstrip() == row.text


def test_each_clause_goes_on_in_its_own_row(world: World, resolution: Resolution) -> None:
    before = {row.text: row.pk for row in resolution.recommendations.all()}
    amended = amend(later(world), resolution)
    programmes = by_text(amended, "утвердить рабочие программы")
    assert (programmes.pk, programmes.number) == (before[programmes.text], "2.2")
    twins = resolution.recommendations.in_force().filter(text__startswith="обеспечить поддержку").order_by("position")
    assert [row.pk for row in twins] == [before_pk(resolution, "1.1"), before_pk(resolution, "2.6")]
    assert twins[1].text.rstrip(";") == FIRST["school"][5]


def before_pk(resolution: Resolution, number: str) -> int:
    return PastWording.objects.get(recommendation__resolution=resolution, version=1, number=number).recommendation_id


@pytest.mark.parametrize(
    ("number", "fate"),
    [
        ("1.1", "reworded"),
        ("1.2", "kept"),
        ("2.1", "kept"),
        ("2.2", "split"),
        ("2.3", "dropped"),
        ("2.4", "merged"),
        ("2.5", "merged"),
        ("2.6", "kept"),
    ],
)
def test_former_wordings_are_kept_with_their_fate(world: World, resolution: Resolution, number: str, fate: str) -> None:
    was = clause(resolution, number)
    amend(later(world), resolution)
    kept = was.past_wordings.get(version=1)
    assert (kept.fate, kept.number, kept.text, kept.section_id) == (fate, number, was.text, was.section_id)
    assert (kept.span_start, kept.span_end, kept.position) == (was.span_start, was.span_end, was.position)


def test_a_split_clause_goes_on_in_one_part_and_the_other_tells_its_origin(
    world: World, resolution: Resolution
) -> None:
    whole = clause(resolution, "2.2")
    amended = amend(later(world), resolution)
    parts = [by_text(amended, SECOND["school"][place]) for place in (2, 3)]
    assert whole.pk in {part.pk for part in parts}
    split_off = next(part for part in parts if part.pk != whole.pk)
    assert (split_off.origin_id, split_off.since_version) == (whole.pk, 2)


def test_a_merged_clause_tells_its_successor(world: World, resolution: Resolution) -> None:
    merged = {clause(resolution, number).pk for number in ("2.4", "2.5")}
    amended = amend(later(world), resolution)
    whole = by_text(amended, "развивать социальное партнёрство с учреждениями культуры и")
    retired = Recommendation.objects.get(pk=(merged - {whole.pk}).pop())
    assert whole.pk in merged
    assert (retired.successor_id, retired.retired_version, retired.retirement_reason) == (whole.pk, 2, "")
    assert retired.label in {"2.4 (ред.\u00a01)", "2.5 (ред.\u00a01)"}


def test_a_dropped_clause_is_retired_with_the_reason(world: World, resolution: Resolution) -> None:
    dropped = clause(resolution, "2.3")
    amend(later(world), resolution, reason="Передано другому ведомству.")
    dropped.refresh_from_db()
    assert (dropped.retired_version, dropped.successor, dropped.number) == (2, None, "2.3")
    assert dropped.retirement_reason == "Пункт исключён редакцией 2 резолюции. Передано другому ведомству."
    assert dropped.text.startswith("провести инвентаризацию")


def test_a_new_clause_has_no_lineage(world: World, resolution: Resolution) -> None:
    new = by_text(amend(later(world), resolution), "назначить советника")
    assert (new.since_version, new.origin, new.past_wordings.count()) == (2, None, 0)


def test_a_clause_merged_into_a_new_one_goes_on_in_it(world: World, resolution: Resolution) -> None:
    """«вошёл в пункт» of one that is nobody's source: one old, one new, so it is the same clause reworded."""
    gone = clause(resolution, "2.3")
    amend(later(world), resolution, heirs={gone.pk: 3})
    gone.refresh_from_db()
    assert gone.is_in_force
    assert gone.text.startswith("назначить советника")
    assert gone.past_wordings.get().fate == "reworded"


@pytest.mark.parametrize("part", [4, 5])
def test_split_and_merged_at_once_loses_no_row(world: World, resolution: Resolution, part: int) -> None:
    """2.2 is split into two, 2.3 has gone into one of the parts: the part left over takes the row of 2.3."""
    whole, gone = clause(resolution, "2.2"), clause(resolution, "2.3")
    new = [read(content_of(SECOND)).groups[1].recommendations[place].text for place in (2, 3)]
    amended = amend(later(world), resolution, heirs={gone.pk: part + 1})
    rows = {row.text: row for row in amended.recommendations.in_force().filter(text__in=new)}
    gone.refresh_from_db()
    assert len(rows) == 2
    assert whole.pk in {row.pk for row in rows.values()}
    assert gone.is_in_force or gone.successor_id == whole.pk
    assert {one.fate for one in PastWording.objects.filter(recommendation__in=[whole, gone])} == {"merged"}


def test_numbers_may_be_exchanged(world: World, resolution: Resolution) -> None:
    first, second = clause(resolution, "2.1"), clause(resolution, "2.2")
    turned = {**FIRST, "school": [FIRST["school"][1], FIRST["school"][0], *FIRST["school"][2:]]}
    amended = amend(later(world), resolution, turned)
    assert [clause(amended, number).pk for number in ("2.1", "2.2")] == [second.pk, first.pk]
    assert amended.recommendations.filter(retired_version__isnull=False).count() == 0


def test_a_clause_moved_to_another_addressee_is_the_same_one(world: World, resolution: Resolution) -> None:
    moved = clause(resolution, "2.3")
    groups = {
        "municipal": [*FIRST["municipal"], FIRST["school"][2]],
        "school": FIRST["school"][:2] + FIRST["school"][3:],
    }
    amended = amend(later(world), resolution, groups)
    moved.refresh_from_db()
    assert (moved.number, moved.section.groups.get().code) == ("1.3", "municipal")
    assert amended.recommendations.count() == 8


def test_a_third_version_rests_on_the_second(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    dropped = resolution.recommendations.get(number="2.3", retired_version=2)
    third = amend(later(world, moment="2026-10-06 12:00"), resolution, FIRST | {"institute": ["вести мониторинг"]})
    assert (third.version, third.stage) == (3, ResolutionStage.AMENDED)
    dropped.refresh_from_db()
    assert (dropped.retired_version, dropped.past_wordings.count()) == (2, 1)
    assert clause(resolution, "1.1").past_wordings.count() == 2
    again = by_text(third, "провести инвентаризацию")
    assert (again.since_version, again.pk != dropped.pk) == (3, True)
    assert not list(integrity_problems())


# ---------------------------------------------------------------- what is being executed
def test_assignments_tasks_and_reports_stay_with_their_clause(world: World, resolution: Resolution) -> None:
    task = bring(world, TaskStatus.REVIEW, recommendation=clause(resolution, "2.1"))
    events = list(task.events.values_list("pk", flat=True))
    amend(later(world), resolution)
    after = fresh(task)
    assert after.assignment.recommendation.number == "2.2"
    assert after.status == TaskStatus.REVIEW
    assert after.reports.count() == 1
    assert list(task.events.values_list("pk", flat=True)) == events


@pytest.mark.parametrize("status", TaskStatus.values)
def test_of_a_dropped_clause_the_open_is_withdrawn_and_the_closed_stays(
    world: World, resolution: Resolution, status: str
) -> None:
    task = bring(world, status, recommendation=clause(resolution, "2.3"))
    amend(later(world), resolution, reason="Передано другому ведомству.")
    after = fresh(task)
    assert after.assignment.status == AssignmentStatus.CANCELLED
    if status in TaskStatus.OPEN:
        last = after.events.last()
        assert after.status == TaskStatus.WITHDRAWN
        assert last and "Передано другому ведомству." in last.reason
    else:
        assert after.status == status
    assert after.reports.count() == task.reports.count()
    assert not list(integrity_problems())


@pytest.mark.parametrize("number", ["1.1", "2.1", "2.2", "2.4", "2.5", "2.6"])
@pytest.mark.parametrize("status", [TaskStatus.IN_PROGRESS, TaskStatus.DONE])
def test_what_is_not_dropped_is_executed_further(
    world: World, resolution: Resolution, number: str, status: str
) -> None:
    task = bring(world, status, recommendation=clause(resolution, number))
    before = task.events.count()
    amend(later(world), resolution)
    after = fresh(task)
    assert (after.status, after.assignment.status, after.events.count()) == (status, AssignmentStatus.ISSUED, before)


def test_drafts_of_a_merged_clause_go_on_with_the_whole(world: World, resolution: Resolution) -> None:
    drafts = {number: make_assignment(world, clause(resolution, number)) for number in ("2.4", "2.5")}
    whole = by_text(amend(later(world), resolution), "развивать социальное партнёрство с учреждениями культуры и")
    parts = set()
    for draft in drafts.values():
        draft.refresh_from_db()
        assert (draft.recommendation_id, draft.status) == (whole.pk, AssignmentStatus.DRAFT)
        parts.add(draft.part_text)
    assert len(parts) == 2
    assert "" in parts


def test_drafts_of_a_dropped_clause_are_cancelled(world: World, resolution: Resolution) -> None:
    draft = make_assignment(world, clause(resolution, "2.3"))
    amend(later(world), resolution, reason="")
    draft.refresh_from_db()
    assert draft.status == AssignmentStatus.CANCELLED


def test_a_retired_clause_takes_no_assignment(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    for retired in resolution.recommendations.filter(retired_version=2):
        with pytest.raises(ValidationError, match="этого пункта нет"):
            make_assignment(world, retired)


def test_assignments_are_found_by_the_new_number_and_words(world: World, resolution: Resolution) -> None:
    assignment = make_task(world, recommendation=clause(resolution, "1.1")).assignment
    moved = make_task(world, recommendation=clause(resolution, "2.1")).assignment
    amend(later(world), resolution)
    found = Assignment.objects.filter(search_text__contains="финансирование")
    assert list(found) == [assignment]
    assert "пункт 2.2" in Assignment.objects.get(pk=moved.pk).search_text


def test_nothing_is_lost_but_what_is_withdrawn(world: World, resolution: Resolution) -> None:
    for number in ("1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"):
        for status in TaskStatus.values:
            bring(world, status, recommendation=clause(resolution, number))
    before = dict(Task.objects.values_list("pk", "status"))
    events = TaskEvent.objects.count()
    amend(later(world), resolution)
    after = dict(Task.objects.values_list("pk", "status"))
    assert before.keys() == after.keys()
    dropped = resolution.recommendations.get(retired_version=2, successor=None)
    of_dropped = set(Task.objects.filter(assignment__recommendation=dropped).values_list("pk", flat=True))
    changed_ones = {key for key in before if before[key] != after[key]}
    assert changed_ones == {key for key in of_dropped if before[key] in TaskStatus.OPEN}
    assert {after[key] for key in changed_ones} == {TaskStatus.WITHDRAWN}
    assert TaskEvent.objects.count() - events == len(changed_ones)
    assert not list(integrity_problems())


# ---------------------------------------------------------------- stages and the head
@pytest.mark.parametrize(
    ("before", "named", "after"),
    [
        ("proposals", "proposals", "proposals"),
        ("proposals", "draft", "draft"),
        ("proposals", "adopted", "adopted"),
        ("draft", "draft", "draft"),
        ("draft", "adopted", "adopted"),
        ("adopted", "adopted", "amended"),
        ("amended", "adopted", "amended"),
    ],
)
def test_stages_go_forward(before: str, named: str, after: str) -> None:
    assert stage_after(ResolutionStage(before), ResolutionStage(named)) == after


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("draft", "proposals"),
        ("adopted", "draft"),
        ("adopted", "proposals"),
        ("amended", "draft"),
        ("amended", "proposals"),
        ("closed", "adopted"),
        ("closed", "closed"),
    ],
)
def test_no_text_leads_back(before: str, named: str) -> None:
    with pytest.raises(ValidationError, match="Исправьте стадию"):
        stage_after(ResolutionStage(before), ResolutionStage(named))


def test_proposals_become_adopted_with_what_was_issued_on_them(world: World) -> None:
    resolution = bring_in(world["specialist"], stage="proposals")
    task = bring(world, TaskStatus.ENDORSEMENT, recommendation=clause(resolution, "2.1"))
    adopted = amend(later(world), resolution)
    assert (adopted.stage, adopted.adopted_on) == (ResolutionStage.ADOPTED, date(2026, 10, 5))
    assert adopted.title.startswith("РЕЗОЛЮЦИЯ")
    assert [text.stage for text in adopted.texts.all()] == ["proposals", "adopted"]
    assert fresh(task).status == TaskStatus.ENDORSEMENT


def test_an_amendment_keeps_the_day_and_number_of_adoption(world: World) -> None:
    resolution = bring_in(world["specialist"], stage="draft")
    adopt_resolution(actor=world["specialist"], resolution=resolution, number="7")
    amended = amend(later(world), resolution)
    assert (amended.stage, amended.adopted_on, amended.number) == ("amended", date(2026, 9, 1), "7")


def test_what_the_new_text_is_silent_about_stays(world: World, resolution: Resolution) -> None:
    content = content_of(SECOND).replace("г. Смоленск".encode(), b"").replace("24 августа 2026 г.".encode(), b"")
    document = keep_document(
        actor=later(world), parsed=read(content), content=content, name="Редакция.md", resolution=resolution
    )
    confirmation = replace(propose(resolution, mended(document)), reason="Решение.")
    amended = save_version(actor=later(world), document=document, confirmation=confirmation)
    assert (amended.event_from, amended.place) == (date(2026, 8, 24), resolution.place)
    assert resolution.place


# ---------------------------------------------------------------- who, when, all or nothing
@pytest.mark.parametrize("name", ["methodologist", "coordinator", "school", "observer", "administrator"])
def test_only_a_specialist_brings_a_version(world: World, resolution: Resolution, name: str) -> None:
    with pytest.raises(Refused):
        amend(later(world, name), resolution)


def test_a_closed_resolution_has_no_new_version(world: World, resolution: Resolution) -> None:
    Resolution.objects.filter(pk=resolution.pk).update(stage="closed")
    resolution.refresh_from_db()
    with pytest.raises(Refused, match="снята с контроля"):
        amend(later(world), resolution)


def test_the_journal_tells_what_was_changed(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution, reason="Протокол № 3.")
    event = AuditEvent.objects.get(act="amend_resolution")
    assert event.reason == "Протокол № 3."
    assert event.details["clauses"] == {"reworded": 1, "kept": 3, "new": 1, "split": 1, "dropped": 1, "merged": 1}
    assert event.details["version"] == 2


def test_dropping_what_was_issued_needs_a_reason(world: World, resolution: Resolution) -> None:
    make_task(world, recommendation=clause(resolution, "2.3"))
    with pytest.raises(ValidationError) as error:
        amend(later(world), resolution, reason="  ")
    assert error.value.message_dict == {"reason": [NO_REASON]}
    assert unchanged(resolution)


def unchanged(resolution: Resolution) -> bool:
    now = Resolution.objects.get(pk=resolution.pk)
    return (
        now.version == 1
        and now.texts.count() == 1
        and not PastWording.objects.exists()
        and now.sections.count() == 2
        and now.recommendations.in_force().count() == 8
    )


def test_a_withdrawal_that_is_refused_leaves_nothing(world: World, resolution: Resolution) -> None:
    task = make_task(world, recommendation=clause(resolution, "2.3"))
    other = make_task(world, recommendation=clause(resolution, "2.3"))
    Assignment.objects.filter(pk=other.assignment_id).update(issuing_organization=world.authority)
    with pytest.raises(Refused, match="Отозвать поручение может"):
        amend(later(world), resolution)
    assert unchanged(resolution)
    assert fresh(task).status == TaskStatus.ASSIGNED
    assert resolution.pending.count() == 1


def test_an_alignment_of_other_clauses_is_refused(world: World, resolution: Resolution) -> None:
    document = wait(later(world), resolution)
    stale = propose(resolution, mended(document))
    amend(later(world), resolution, {**SECOND, "school": SECOND["school"][:-1]})
    with pytest.raises(StaleAlignment):
        save_version(actor=later(world), document=document, confirmation=stale)
    assert Resolution.objects.get(pk=resolution.pk).version == 2


def test_an_alignment_that_does_not_fit_is_refused_in_words(world: World, resolution: Resolution) -> None:
    document = wait(later(world), resolution)
    proposed = propose(resolution, mended(document))
    holed = replace(proposed, alignment=Alignment({}, proposed.alignment.heirs))
    with pytest.raises(ValidationError, match="Не решено"):
        save_version(actor=later(world), document=document, confirmation=holed)
    assert unchanged(resolution)


def test_the_same_file_is_no_new_version(world: World, resolution: Resolution) -> None:
    with pytest.raises(DuplicateDocument) as error:
        wait(later(world), resolution, FIRST)
    assert error.value.resolution == resolution


def test_the_second_of_two_who_save_the_same_document_is_told(world: World, resolution: Resolution) -> None:
    document = wait(later(world), resolution)
    confirmation = replace(propose(resolution, mended(document)), reason="Решение.")
    save_version(actor=later(world), document=document, confirmation=confirmation)
    with pytest.raises(Refused, match="уже сохранён"):
        save_version(actor=later(world, "colleague"), document=document, confirmation=confirmation)
    assert Resolution.objects.get(pk=resolution.pk).version == 2


def test_a_saved_document_waits_no_more(
    world: World, resolution: Resolution, django_capture_on_commit_callbacks
) -> None:
    document = wait(later(world), resolution)
    path = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        amend(later(world), resolution)
    assert not resolution.pending.exists()
    assert not default_storage.exists(path)
    assert resolution.texts.last().file.read() == content_of(SECOND)


def test_what_a_person_said_waits_with_the_document(world: World, resolution: Resolution) -> None:
    document = wait(later(world), resolution)
    said = changed(propose(resolution, mended(document)), reason="Решение.", sources={3: None})
    align_document(actor=later(world), document=document, confirmation=said)
    document.refresh_from_db()
    assert Confirmation.from_json(document.alignment) == said
    align_document(actor=later(world), document=document, confirmation=None)
    document.refresh_from_db()
    assert document.alignment is None
    discard_document(actor=later(world), document=document)
    assert unchanged(resolution)


# ---------------------------------------------------------------- races
def together(*acts: Callable[[], object]) -> list[object]:
    """Results or faults of acts that begin at one moment, each in a connection of its own."""
    start, found = threading.Barrier(len(acts)), {}

    def run(number: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            found[number] = act()
        except (ValidationError, Refused) as error:
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(acts))]


def saving(world: World, name: str, document: PendingDocument) -> Callable[[], object]:
    confirmation = replace(propose(document.resolution, mended(document)), reason="Решение.")
    return lambda: save_version(actor=later(world, name), document=document, confirmation=confirmation)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_document_one_wins(world: World) -> None:
    document = wait(later(world), bring_in(world["specialist"]))
    found = together(*(saving(world, name, document) for name in ("specialist", "colleague")))
    assert sorted(type(one).__name__ for one in found) == ["Refused", "Resolution"]
    assert Resolution.objects.get().version == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_documents_saved_at_once_one_wins(world: World) -> None:
    resolution = bring_in(world["specialist"])
    shorter = {**SECOND, "school": SECOND["school"][:-1]}
    documents = [wait(later(world), resolution, groups) for groups in (SECOND, shorter)]
    found = together(*(saving(world, "specialist", document) for document in documents))
    assert sorted(type(one).__name__ for one in found) == ["Resolution", "StaleAlignment"]
    assert Resolution.objects.get().version == 2
    assert PendingDocument.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_assignment_issued_at_the_same_moment_is_withdrawn_or_not_issued(world: World) -> None:
    resolution = bring_in(world["specialist"])
    draft = make_assignment(world, clause(resolution, "2.3"))
    document = wait(later(world), resolution)
    issue = lambda: issue_assignment(actor=at(world["colleague"], "2026-09-10 10:00"), assignment=draft)  # noqa: E731
    saved, issued = together(saving(world, "specialist", document), issue)
    assert isinstance(saved, Resolution)
    draft.refresh_from_db()
    assert draft.status == AssignmentStatus.CANCELLED
    assert isinstance(issued, list | Refused)
    assert not Task.objects.open().filter(assignment=draft).exists()
