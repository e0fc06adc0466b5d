"""Every address × every role × own, neighbour's, other municipality's and other region's things × GET and POST.

tests/access_table.txt has one row for each address, method and kind of thing, and a letter for each role (ROLES):
  +  it works (200, or 302 after an act)      =  the form comes back with its faults (422)
  f  refused: 403 with the policy's sentence  .  not there: 404
A method without rows is one that the address does not take: 405 to everybody. A row about a thing that a school or an
authority owns is walked thrice, with the own thing of each: the columns are named from its owner.
"""

import re

import pytest
from django.urls import reverse

from tests.access.table import METHODS, ROLES, ROWS, Row, own_names, untold
from tests.access.walk import Answer, address, ask, has_own
from tests.access.world import AccessWorld, Side
from tests.busy import Busy, deputy, signed_in

SEEN_MARKS = {"UPDATE recommendations_task first_seen_at", "UPDATE recommendations_progressreport opened_at"}
WITH_A_THING = [row for row in ROWS if row.thing != "-"]


def faults(answer: Answer, row: Row, wanted: str) -> list[str]:
    """In what the answer differs from the table and from what every answer owes."""
    found = []
    if answer.mark != wanted:
        found.append(f"wanted {wanted}, got {answer.mark}")
    if wanted in "f.-" or answer.mark in "f.-":
        found += [f"wrote {', '.join(answer.writes)}"] if answer.writes else []
    if wanted == "f" and answer.mark == "f":
        found += _faults_of_a_refusal(answer)
    if row.method == "GET":
        found += [f"a GET wrote {one}" for one in answer.writes if one not in SEEN_MARKS]
    return found


def _faults_of_a_refusal(answer: Answer) -> list[str]:
    """«sees it but may not act gets 403 with the reason in words», and the refusal stands in the journal."""
    found = []
    if not re.fullmatch(r"[А-ЯЁ][^A-Za-z]+\.", answer.reason):
        found.append(f"refused without a sentence: {answer.reason!r}")
    if [event.reason for event in answer.refusals] != [answer.reason]:
        found.append("the refusal is not in the journal")
    return found


def walk(access: AccessWorld, row: Row, side: Side) -> list[str]:
    """All roles before one thing."""
    wrong = []
    for role in ROLES:
        actor = side.world[role]
        answer = ask(access, row, side, actor)
        found = faults(answer, row, row.wanted(role))
        found += [f"shows «{word}»" for word in sorted(access.forbidden(actor)) if word in answer.text]
        wrong += [f"{role}, {side.title}, {row.method} {address(row, side)}: {fault}" for fault in found]
    return wrong


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_table_says(access: AccessWorld, row: Row) -> None:
    sides = [access.own, *(side for side in access.sides[1:] if has_own(row, side, access.own))]
    wrong = [fault for side in sides for fault in walk(access, row, side)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", untold(), ids=str)
def test_a_method_without_rows_is_not_taken(access: AccessWorld, row: Row) -> None:
    """A new method of an address without its rights in the table fails here."""
    wrong = walk(access, row, access.own)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", WITH_A_THING, ids=str)
def test_a_thing_of_another_region_is_not_there(access: AccessWorld, row: Row) -> None:
    """«a query never crosses regions»: 404 to every role, whatever the same thing at home gives."""
    not_there = Row(row.method, row.name, row.thing, "." * len(ROLES))
    wrong = []
    for role in ROLES:
        answer = ask(access, not_there, access.foreign, access.own.world[role])
        wrong += [f"{role}: {fault}" for fault in faults(answer, not_there, ".")]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", [*ROWS, *untold()], ids=str)
def test_a_stranger_is_asked_to_sign_in(access: AccessWorld, row: Row) -> None:
    answer = ask(access, row, access.own, None)
    assert answer.response.status_code == 302
    assert answer.response["Location"].startswith(reverse("account_login") + "?next=")
    assert answer.writes == []


def test_every_address_has_a_row() -> None:
    """A new address without its rights in the table fails here."""
    assert own_names() == {row.name for row in ROWS}
    assert all(len(row.marks) == len(ROLES) for row in ROWS)
    assert len({str(row) for row in ROWS}) == len(ROWS)
    assert {row.method for row in ROWS} == set(METHODS)


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
