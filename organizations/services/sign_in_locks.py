"""How many wrong passwords an account bears before it must wait (reliability, failed logins).

The counters are those of django-allauth: one for an account from one address, one for the account from everywhere, and
one for the address, which is high because hundreds of schools leave through one. They count what was typed, so an
unknown login waits as a known one does.
"""

import math
import time
import uuid
from collections.abc import Iterator

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from organizations.access import Actor, require
from organizations.models import Membership, User
from organizations.policies import may_manage_people
from organizations.services.audit import record

APP = "allauth.account"
FROM_HERE, FROM_EVERYWHERE = "login_failed", "login_failed_account"
_DAY = 24 * 3600


def key_here(request: HttpRequest, login: str) -> str:
    """The counter of an account from the address of the request."""
    return f"{key_everywhere(login)} {ratelimit.get_ip(request)}"


def key_everywhere(login: str) -> str:
    """The counter of an account; an unlocked account counts anew under another name."""
    return f"{login.casefold()} {cache.get(_unlocking(login), '')}"


def count_attempt(request: HttpRequest, login: str) -> ratelimit.RateLimitUsage | None:
    """Count an attempt from everywhere; None when there are no more. A right password takes it back."""
    return ratelimit.consume(request, app=APP, action=FROM_EVERYWHERE, key=key_everywhere(login))


def minutes_to_wait(request: HttpRequest, login: str) -> int:
    """Minutes until the next attempt is let in, rounded up; 0 = now."""
    return math.ceil(max((wait for _, wait in _waits(request, login)), default=0) / 60)


def is_locked(request: HttpRequest, login: str) -> bool:
    """Whether it is the account that waits, and not only the address."""
    return any(wait for rate, wait in _waits(request, login) if rate.per == "key")


def are_codes_locked(request: HttpRequest, user: User) -> bool:
    """Whether codes of the second step wait after wrong ones; django-allauth counts them under this name."""
    key = f"mfa-auth-user-{user.pk}"
    return not ratelimit.consume(request, app=APP, action=FROM_HERE, key=key, dry_run=True)


def may_tell_of_lock(login: str) -> bool:
    """Once a day for a login, so that an attacker cannot fill a mailbox."""
    return cache.add(f"sign-in-lock-told:{_hash_of(login)}", True, _DAY)


def forget_attempts(login: str) -> None:
    """Count anew, from all addresses."""
    cache.set(_unlocking(login), uuid.uuid4().hex, _DAY)


def unlock_sign_in(*, actor: Actor, membership: Membership) -> None:
    """Let the person of a place of work sign in before the lock ends; from all addresses."""
    require(may_manage_people(actor, membership.organization))
    forget_attempts(membership.user.email)
    record(actor=actor, act="unlock_sign_in", about=membership)


def _hash_of(login: str) -> str:
    """A login as a part of a key of the cache."""
    return uuid.uuid5(uuid.NAMESPACE_URL, login.casefold()).hex


def _unlocking(login: str) -> str:
    return f"sign-in-unlocked:{_hash_of(login)}"


def _waits(request: HttpRequest, login: str) -> Iterator[tuple[ratelimit.Rate, float]]:
    """Each limit with the seconds until it lets in."""
    for action, key in ((FROM_HERE, key_here(request, login)), (FROM_EVERYWHERE, key_everywhere(login))):
        for rate in ratelimit.get_rates(app=APP, action=action):
            name = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
            now = time.time()
            allowed, history = ratelimit.apply_rate(cache.get(name, []), now, rate, dry_run=True)
            yield rate, 0 if allowed else history[-1] + rate.duration - now
