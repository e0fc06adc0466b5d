"""Every address × every role: what opens, what is refused with a reason, what is not there, who must sign in.

One row for each address and method; a letter for each role, in the order of ROLES:
  +  it works (200, or 302 after an act)      =  the form comes back with its faults (422)
  f  refused: 403 with the policy's sentence  .  not there: 404
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from organizations.access import Actor
from organizations.models import AuditEvent
from recommendations.models import Task, TaskEvent
from tests.busy import Busy, deputy, signed_in

ROLES = (
    *("specialist", "colleague", "head"),
    *("coordinator", "school", "neighbour"),
    *("other_coordinator", "other_school"),
    *("methodologist", "observer", "administrator"),
)

TABLE = Path(__file__).with_name("access_table.txt")
POSTED = {
    "task-return": {"field": "what_done", "text": "Приложите приказ."},
    "task-undo": {"reason": "Принят не тот отчёт."},
    "task-extension": {"due_on": "2026-12-01", "reason": "Ждём типографию."},
    "task-not-applicable": {"reason": "Нет старших классов."},
    "task-withdraw": {"reason": "Направлено ошибочно."},
    "assignment-withdraw": {"reason": "Выдано ошибочно."},
    "extension-decide": {"approve": "1", "due_on": "2026-12-10"},
    "not-applicable-decide": {"approve": "1"},
    "resolution-adopt": {"number": "5"},
    "resolution-alignment": {"propose": "1"},
    "resolution-review-edit": {"act": "unhead", "group": "1", "seen": "0"},
    "act-change": {"kind": "federal_law", "number": "273-ФЗ", "url": "https://pravo.example/273"},
    "task-report": {"submit": "1", "state": "done", "what_done": "", "filler_name": "", "obstacle": "none"},
}
# Open to strangers, and therefore to everybody; django-allauth and the service section have tests of their own.
FOR_EVERYBODY = {"healthz", "readyz", "appearance"}
OTHERS = {"account", "mfa", "admin", "favicon"}


@dataclass(frozen=True)
class Row:
    """One address with one method and what each role gets."""

    method: str
    name: str
    thing: str
    marks: str

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.thing}"


def read_table() -> list[Row]:
    """The rows of the table; lines that begin with # are remarks."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found = re.fullmatch(r"(GET|POST) +(\S+) +(.+?) {2,}([-+=f. ]+)", line)
            assert found, line
            rows.append(Row(found[1], found[2], found[3], found[4].replace(" ", "")))
    return rows


ROWS = read_table()


def address(row: Row, busy: Busy) -> str:
    if row.thing == "-":
        return reverse(row.name)
    thing, _, rest = row.thing.partition("/")
    if thing == "organization":
        return reverse(row.name, args=[getattr(busy.world, rest).pk])
    return reverse(row.name, args=[busy.pk(thing), *filter(None, [rest])])


def ask(row: Row, busy: Busy, actor: Actor | None) -> HttpResponse:
    from_client = signed_in(actor)
    if row.method == "GET":
        return from_client.get(address(row, busy))
    return from_client.post(address(row, busy), POSTED.get(row.name, {"send": "1"}))


def mark(response: HttpResponse) -> str:
    return {200: "+", 302: "+", 422: "=", 403: "f", 404: "."}.get(response.status_code, str(response.status_code))


def state_of_the_region() -> tuple:
    """All that an act could change."""
    done = AuditEvent.objects.filter(outcome="done").exclude(act__startswith="sign_in")
    return (
        list(Task.objects.order_by("pk").values_list("pk", "status", "due_on")),
        TaskEvent.objects.count(),
        done.count(),
    )


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_the_role_gets_what_the_table_says(busy: Busy, row: Row, role: str) -> None:
    before = state_of_the_region()
    response = ask(row, busy, busy.actors()[role])
    expected = row.marks[ROLES.index(role)]
    assert mark(response) == expected
    if expected in "f.":
        assert state_of_the_region() == before
    if expected == "f":
        reason = re.search(r'<p class="verbatim">([^<]+)</p>', response.content.decode())
        assert reason, "403 must say why"
        assert re.fullmatch(r"[А-ЯЁ][^A-Za-z]+\.", reason[1])


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_stranger_is_asked_to_sign_in(busy: Busy, row: Row, client) -> None:
    before = state_of_the_region()
    response = client.generic(row.method, address(row, busy))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login") + "?next=")
    assert state_of_the_region() == before


@pytest.mark.parametrize("row", [row for row in ROWS if row.thing != "-"], ids=str)
def test_another_region_finds_nothing(busy: Busy, row: Row) -> None:
    """«a query never crosses regions»: whoever may do everything at home gets 404 here."""
    before = state_of_the_region()
    for role in ("specialist", "head", "coordinator", "school", "methodologist", "administrator"):
        assert ask(row, busy, busy.foreign.actors[role]).status_code == 404, role
    assert state_of_the_region() == before


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from names(pattern.url_patterns)
        else:
            yield pattern.name or "favicon"


def test_every_address_has_a_row() -> None:
    """A new address without its rights in the table fails here."""
    own = {name for name in names(get_resolver().url_patterns) if name.split("_")[0] not in OTHERS}
    assert own - FOR_EVERYBODY == {row.name for row in ROWS}
    assert all(len(row.marks) == len(ROLES) for row in ROWS)


def test_a_deputy_acts_from_the_chosen_place_of_work(busy: Busy) -> None:
    """«deputies are dated memberships»: the other place opens other rows, and only those."""
    place = deputy(busy.world["neighbour"], of=busy.world["other_school"])
    client = signed_in(busy.world["neighbour"])
    own, other = (
        reverse("organization-detail", args=[one.pk]) for one in (busy.world.neighbour, busy.world.other_school)
    )
    client.post(reverse("membership-switch"), {"membership": place.pk})
    assert [client.get(url).status_code for url in (own, other)] == [404, 200]
    assert (
        client.post(reverse("membership-switch"), {"membership": busy.world["school"].membership.pk}).status_code == 404
    )
