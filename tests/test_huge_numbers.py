"""Numbers in addresses that no database holds: 404 as for any number that is not there, never a fault of the portal."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.busy import Busy, signed_in

HUGE = str(10**30)
ALLOWED = {302, 403, 404, 405}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the portal that has a number in it, with a number that is too large."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from addresses(pattern.url_patterns, route)
        elif "<int:" in route:
            yield "/" + filled(route)


def filled(route: str) -> str:
    """The route with the number in place of each of its words."""
    parts = [HUGE if part.startswith("<int:") else "f1" if part.startswith("<") else part for part in route.split("/")]
    return "/".join(parts)


ADDRESSES = sorted(set(addresses(get_resolver().url_patterns)))


def test_addresses_were_found() -> None:
    assert f"/people/{HUGE}/" in ADDRESSES
    assert f"/tasks/{HUGE}/" in ADDRESSES


@pytest.mark.parametrize("name", ["administrator", "specialist", "coordinator"])
def test_a_number_that_is_too_large_is_not_there(busy: Busy, name: str) -> None:
    client = signed_in(busy.world[name])
    answers = {
        f"{method} {url}": getattr(client, method)(url).status_code for url in ADDRESSES for method in ("get", "post")
    }
    assert {url: code for url, code in answers.items() if code not in ALLOWED} == {}
    assert answers[f"get /people/{HUGE}/"] == 404
