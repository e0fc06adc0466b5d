"""Sessions of a person: every browser in which they are signed in."""

from collections.abc import Iterable
from datetime import datetime
from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from organizations.access import Actor
from organizations.models import User
from organizations.roles import Role
from organizations.rules import AccessRules

SEEN, BEGUN, PREVIOUS = "seen_at", "begun_at", "previous_sign_in"
_MARK_EVERY = 60
_WRITE_LONG_REPORTS = (Role.SCHOOL, Role.MUNICIPAL)


def sessions_of(user: User) -> list[UserSession]:
    """Those that are still open, the last used first; rows of those that ended by themselves are removed."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda row: row.last_seen_at, reverse=True)


@transaction.atomic
def end_sessions(user: User, *, spare: str = "") -> int:
    """End the person's sessions and tell how many: the next request of each meets the sign-in page.

    `spare` is the key of the one that goes on: that of the person who ends all the others.
    """
    return _end(UserSession.objects.filter(user=user).exclude(session_key=spare))


@transaction.atomic
def end_session(user: User, pk: int) -> int:
    """End one session of the person; 0 when it is not theirs or has ended already."""
    return _end(UserSession.objects.filter(user=user, pk=pk))


@transaction.atomic
def end_oldest_sessions(user: User, *, spare: str) -> int:
    """End those over SESSIONS_PER_PERSON that have been still for longest; `spare` is the newest."""
    others = UserSession.objects.filter(user=user).exclude(session_key=spare).order_by("-last_seen_at", "-pk")
    return _end(others[settings.SESSIONS_PER_PERSON - 1 :])


def begin_session(session: SessionBase, previous_sign_in: datetime | None) -> None:
    """Keep when the person signed in before: shown to them, so that a foreign sign-in is noticed (УПД.8)."""
    session[SEEN] = session[BEGUN] = int(time())
    session[PREVIOUS] = previous_sign_in.timestamp() if previous_sign_in else None


def session_age(session: SessionBase) -> float:
    """Seconds since the person proved who they are; a session that did not begin with that is old."""
    return time() - session.get(BEGUN, 0)


def idle_minutes(actor: Actor | None) -> int:
    """Minutes without a request after which a session ends: more for those who write long reports."""
    rules = actor.region.access_rules if actor else AccessRules()
    long = actor is not None and actor.role in _WRITE_LONG_REPORTS
    return rules.idle_minutes_executors if long else rules.idle_minutes


def is_idle(session: SessionBase, minutes: int) -> bool:
    """No request for longer than that."""
    return time() - session.get(SEEN, time()) > minutes * 60


def mark_seen(request: HttpRequest) -> None:
    """Note the request in the session and in the list of sessions, at most once a minute."""
    now = int(time())
    if now - request.session.get(SEEN, 0) < _MARK_EVERY:
        return
    request.session[SEEN] = now
    known = UserSession.objects.filter(session_key=request.session.session_key)
    if not known.update(last_seen_at=timezone.now()):
        UserSession.objects.create_from_request(request)


def _end(sessions: Iterable[UserSession]) -> int:
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)
