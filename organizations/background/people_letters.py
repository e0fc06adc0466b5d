"""Letters of the worker to people who have no account yet, or whose account somebody else has changed."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from organizations.models import Invitation, User
from organizations.services.invitations import link_of

FIRST_DELAY = timedelta(minutes=1)
DELAY_GROWTH = 10


@task()
def send_invitation(pk: int, serial: int, attempt: int = 1) -> bool:
    """Send the link of an invitation to the address that it names; False when it opens no more.

    The link is signed here, so none waits in the queue. A mail server that refuses is asked again after 1, 10, 100, …
    minutes, LETTER_ATTEMPTS times in all.
    """
    now = timezone.now()
    invitation = Invitation.objects.with_place().open_at(now).filter(pk=pk, serial=serial).exclude(email="").first()
    if invitation is None:
        return False
    try:
        _send("invitation", invitation.email, {"invitation": invitation, "link": link_of(invitation)})
    except (SMTPException, OSError):
        if attempt >= settings.LETTER_ATTEMPTS:
            raise
        again = now + FIRST_DELAY * DELAY_GROWTH ** (attempt - 1)
        send_invitation.using(run_after=again).enqueue(pk, serial, attempt + 1)
    return True


@task()
def tell_of_reset(pk: int) -> None:
    """Tell a person that the administrator has taken the second factor off the account."""
    person = User.objects.get(pk=pk)
    _send("second_factor_reset", person.email, {"person": person})


def _send(name: str, to: str, context: dict[str, Any]) -> None:
    context["public_url"] = settings.PUBLIC_URL
    subject, body = (render_to_string(f"mail/{name}{end}.txt", context) for end in ("_subject", ""))
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [to])
