"""A document under review: kept once with its edits, mended and taken back, saved whole or forgotten."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from organizations.access import Refused
from organizations.models import AuditEvent
from recommendations.documents import parse_document
from recommendations.documents.mending import Address, Drop, EditError, Join, Renumber
from recommendations.models import PendingDocument, Recommendation, Resolution
from recommendations.services.pending_documents import (
    GONE,
    IS_VERSION,
    STALE,
    discard_document,
    edit_document,
    keep_document,
    mended,
    redo_edit,
    save_document,
    undo_edit,
)
from recommendations.services.resolutions import DuplicateDocument
from tests.factories import World, make_resolution
from tests.samples import LIBRARIES

CONTENT = LIBRARIES.encode()
NAME = "Библиотеки.txt"


def keep(world: World, name: str = "specialist", content: bytes = CONTENT, **changes: object) -> PendingDocument:
    """A person reads the sample."""
    return keep_document(actor=world[name], parsed=parse_document(content, NAME), content=content, name=NAME, **changes)


def numbers(document: PendingDocument) -> list[str]:
    return [item.number for group in mended(document).groups for item in group.recommendations]


def start(document: PendingDocument, number: str) -> int:
    items = (item for group in mended(document).groups for item in group.recommendations)
    return next(item.span[0] for item in items if item.number == number)


def edit(world: World, document: PendingDocument, change: object, seen: int | None = None) -> PendingDocument:
    seen = document.edit_count if seen is None else seen
    return edit_document(actor=world["specialist"], document=document, edit=change, seen=seen)


@pytest.fixture
def document(world: World) -> PendingDocument:
    return keep(world)


def test_a_document_is_kept_with_its_reading_and_nothing_else_is_made(world: World, document: PendingDocument) -> None:
    assert mended(document) == parse_document(CONTENT, NAME)
    assert document.file.read() == CONTENT
    assert Resolution.objects.count() == Recommendation.objects.count() == 0
    assert AuditEvent.objects.get(act="keep_document").user == world["specialist"].user


def test_the_same_bytes_of_one_person_are_one_document(world: World, document: PendingDocument) -> None:
    edit(world, document, Drop(start(document, "1.2")))
    again = keep(world)
    assert again == document
    assert again.edit_count == 1
    assert keep(world, "colleague") != document


def test_what_is_saved_already_is_not_kept_again(world: World, document: PendingDocument) -> None:
    resolution = save_document(actor=world["specialist"], document=document, seen=document.edit_count)
    with pytest.raises(DuplicateDocument) as error:
        keep(world, "colleague")
    assert error.value.resolution == resolution
    assert not PendingDocument.objects.exists()


def test_edits_are_played_over_the_reading(world: World, document: PendingDocument) -> None:
    document = edit(world, document, Join(start(document, "1.2")))
    document = edit(world, document, Renumber(start(document, "2.1"), "10"))
    assert numbers(PendingDocument.objects.get()) == ["1.1", "1.2", "10", "2.2"]
    document.edit_count = 0
    assert mended(document) == parse_document(CONTENT, NAME), "the reading itself stays"


def test_undo_and_redo_walk_over_the_edits(world: World, document: PendingDocument) -> None:
    for number in ("1.3", "1.2"):
        document = edit(world, document, Drop(start(document, number)))
    assert numbers(document) == ["1.1", "2.1", "2.2"]
    for items in (4, 5, 5):
        document = undo_edit(actor=world["specialist"], document=document, seen=document.edit_count)
        assert len(numbers(document)) == items
    for items in (4, 3, 3):
        document = redo_edit(actor=world["specialist"], document=document, seen=document.edit_count)
        assert len(numbers(document)) == items


def test_a_new_edit_forgets_what_was_undone(world: World, document: PendingDocument) -> None:
    document = edit(world, document, Drop(start(document, "1.3")))
    document = undo_edit(actor=world["specialist"], document=document, seen=1)
    document = edit(world, document, Drop(start(document, "1.1")))
    assert [entry["edit"] for entry in document.edits] == ["drop"]
    assert numbers(redo_edit(actor=world["specialist"], document=document, seen=1)) == ["1.1", "1.2", "2.1", "2.2"]


def test_an_edit_from_a_stale_page_is_refused(world: World, document: PendingDocument) -> None:
    edit(world, document, Drop(start(document, "1.3")))
    with pytest.raises(ValidationError, match=STALE):
        edit(world, document, Drop(start(document, "1.2")), seen=0)
    assert PendingDocument.objects.get().edit_count == 1


def test_no_act_of_a_stale_page_is_done(world: World, document: PendingDocument) -> None:
    """Two windows: what is taken back, put in force or saved is what the person saw."""
    for number in ("1.3", "1.2"):
        document = edit(world, document, Drop(start(document, number)))
    undo_edit(actor=world["specialist"], document=document, seen=2)
    for act in (undo_edit, redo_edit, save_document):
        for seen in (2, 0, -1):
            with pytest.raises(ValidationError, match=STALE):
                act(actor=world["specialist"], document=document, seen=seen)
    assert PendingDocument.objects.get().edit_count == 1
    assert not Resolution.objects.exists()


def test_an_edit_that_does_not_fit_leaves_no_trace(world: World, document: PendingDocument) -> None:
    with pytest.raises(EditError, match="первый в своей группе"):
        edit(world, document, Join(start(document, "1.1")))
    assert PendingDocument.objects.get().edits == []


def test_an_edit_takes_the_alignment_away(world: World) -> None:
    """An alignment speaks of clauses by their place in the document."""
    document = keep(world, resolution=make_resolution(world.region))
    document.alignment = [[1, [1]]]
    document.save()
    edit(world, document, Drop(start(document, "1.3")))
    assert PendingDocument.objects.get().alignment is None


def test_a_resolution_is_saved_as_it_was_mended(
    world: World, document: PendingDocument, django_capture_on_commit_callbacks: object
) -> None:
    path = document.file.name
    document = edit(world, document, Address(1, "Школам области", ("school",)))
    document = edit(world, document, Drop(start(document, "2.2")))
    with django_capture_on_commit_callbacks(execute=True):
        resolution = save_document(actor=world["specialist"], document=document, seen=document.edit_count)
    assert resolution.event_from == date(2021, 8, 24)
    assert [row.number for row in resolution.recommendations.all()] == ["1.1", "1.2", "1.3", "2.1"]
    assert [one.heading for one in resolution.sections.all()][1] == "Школам области"
    assert resolution.texts.get().file.read() == CONTENT
    assert not PendingDocument.objects.exists()
    assert not default_storage.exists(path)


def test_without_clauses_nothing_is_saved(world: World) -> None:
    document = keep(world, content="РЕЗОЛЮЦИЯ\n\nКонференция прошла хорошо.\n".encode())
    with pytest.raises(ValidationError, match="не найдено ни одного пункта"):
        save_document(actor=world["specialist"], document=document, seen=document.edit_count)
    assert PendingDocument.objects.get() == document
    assert not Resolution.objects.exists()


def test_a_new_version_is_not_saved_as_another_resolution(world: World) -> None:
    document = keep(world, resolution=make_resolution(world.region))
    with pytest.raises(ValidationError, match=IS_VERSION):
        save_document(actor=world["specialist"], document=document, seen=document.edit_count)


def test_a_forgotten_document_is_gone_with_its_file(
    world: World, document: PendingDocument, django_capture_on_commit_callbacks: object
) -> None:
    path = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        discard_document(actor=world["specialist"], document=document)
    assert not PendingDocument.objects.exists()
    assert not default_storage.exists(path)
    assert AuditEvent.objects.filter(act="discard_document").count() == 1
    with pytest.raises(Refused, match=GONE):
        undo_edit(actor=world["specialist"], document=document, seen=0)


@pytest.mark.parametrize("role", ["school", "coordinator", "observer"])
def test_others_neither_keep_nor_mend(world: World, document: PendingDocument, role: str) -> None:
    with pytest.raises(Refused):
        keep(world, role)
    for act in (undo_edit, redo_edit, save_document):
        with pytest.raises(Refused):
            act(actor=world[role], document=document, seen=0)
    with pytest.raises(Refused):
        discard_document(actor=world[role], document=document)
    with pytest.raises(Refused):
        edit_document(actor=world[role], document=document, edit=Drop(start(document, "1.1")), seen=0)
    assert PendingDocument.objects.get().edits == []
