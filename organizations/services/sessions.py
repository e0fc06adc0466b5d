"""Sessions of a person: every browser in which they are signed in."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from organizations.models import User


@transaction.atomic
def end_sessions(user: User, *, spare: str = "") -> int:
    """End the person's sessions and tell how many: the next request of each meets the sign-in page.

    `spare` is the key of the one that goes on: that of the person who ends all the others.
    """
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=spare))
    for session in sessions:
        session.end()
    return len(sessions)
