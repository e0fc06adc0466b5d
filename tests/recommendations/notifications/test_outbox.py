"""Letters are written with the act, once."""

import pytest
from django.db import transaction

from organizations.models import User
from recommendations.models import Letter
from recommendations.notifications import queue_letter
from tests.factories import NOW, World


def write(world: World, recipient: User, **changes: str) -> None:
    """Queue one letter."""
    texts = {"kind": "test", "subject": "Тема", "body": "Текст", "dedupe_key": "test:1"} | changes
    queue_letter(region=world.region, recipient=recipient, now=NOW, **texts)


def test_a_letter_waits_from_now_on(world: World) -> None:
    write(world, world["school"].user)
    letter = Letter.objects.get()
    assert (letter.recipient, letter.region, letter.kind) == (world["school"].user, world.region, "test")
    assert (letter.created_at, letter.send_after, letter.sent_at, letter.attempts) == (NOW, NOW, None, 0)


def test_the_same_key_is_written_once(world: World) -> None:
    write(world, world["school"].user)
    write(world, world["neighbour"].user, subject="Другая тема")
    assert [letter.subject for letter in Letter.objects.all()] == ["Тема"]


def test_a_letter_is_undone_with_the_act(world: World) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write(world, world["school"].user)
        raise RuntimeError
    assert not Letter.objects.exists()


def test_the_subject_is_one_line_of_bounded_length(world: World) -> None:
    write(world, world["school"].user, subject="Тема\r\nBcc: чужой@test.example" + "!" * 300)
    subject = Letter.objects.get().subject
    assert subject.startswith("Тема Bcc: ")
    assert len(subject) == 250


def test_traces_of_the_template_are_tidied(world: World) -> None:
    write(world, world["school"].user, body="\n\nПервая  \n\n\n\n   \nВторая\t\n\n")
    assert Letter.objects.get().body == "Первая\n\nВторая\n"
