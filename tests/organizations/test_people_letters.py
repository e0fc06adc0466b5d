"""Letters about invitations: plain Russian text with the link, none for a link that opens no more."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from organizations.background import people_letters
from organizations.background.people_letters import send_invitation, tell_of_reset
from organizations.models import Invitation
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite, link_of, reissue_invitation
from tests.factories import NOW, World


@pytest.fixture(autouse=True)
def clock(time_machine):
    """The worker works when the actors of the factories act."""
    time_machine.move_to(NOW, tick=False)


def invited(world: World, email: str = "new@test.example") -> Invitation:
    invitee = Invitee(email=email, full_name="Новикова Полина Андреевна")
    return invite(actor=world["coordinator"], organization=world.school, role=Role.SCHOOL, invitee=invitee)


def test_the_letter_holds_the_link_and_the_term(world: World) -> None:
    invitation = invited(world)
    assert send_invitation.call(invitation.pk, 1)
    letter = mail.outbox[0]
    assert letter.to == ["new@test.example"]
    for said in ("Здравствуйте, Новикова Полина Андреевна!", link_of(invitation), world.school.name, "15.09.2026"):
        assert said in letter.body


def test_a_link_that_opens_no_more_is_not_sent(world: World) -> None:
    invitation = invited(world)
    reissue_invitation(actor=world["coordinator"], invitation=invitation)
    without = invited(world, email="")
    assert [send_invitation.call(invitation.pk, 1), send_invitation.call(without.pk, 1)] == [False, False]
    assert mail.outbox == []


def test_a_refused_letter_is_tried_again(world: World, settings, monkeypatch) -> None:
    def refuse(*args: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(people_letters, "send_mail", refuse)
    settings.LETTER_ATTEMPTS = 2
    invitation = invited(world)
    send_invitation.call(invitation.pk, 1)
    again = DBTaskResult.objects.get()
    assert (again.args_kwargs["args"], again.run_after) == ([invitation.pk, 1, 2], NOW + people_letters.FIRST_DELAY)
    with pytest.raises(SMTPServerDisconnected):
        send_invitation.call(invitation.pk, 1, 2)


def test_a_person_is_told_of_the_reset(world: World) -> None:
    tell_of_reset.call(world["school"].user.pk)
    assert "сбросил второй шаг входа" in mail.outbox[0].body
