"""What keeps regions and organizations apart besides the table: tokens, foreign numbers, words of a page not there."""

import re

import pytest
from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

from organizations.access import Actor
from tests.access.bodies import body_for
from tests.access.foreign import SENT, Sent, strays, takers, things_by_kind
from tests.access.table import ROLES, ROWS, Row
from tests.access.walk import Answer, address, ask, send, undone
from tests.access.world import FOREIGN, AccessWorld, Side

POSTS = [row for row in ROWS if row.method == "POST"]
LISTS = [row for row in ROWS if row.method == "GET" and row.thing.split("/")[0] in {"-", "resolution", "act"}]
CLOSED = [row for row in ROWS if row.thing != "-" and "." in row.marks]
NOBODY = 999_999_999
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
# By what lists, sheets, summaries and searches are narrowed, and a row of which kind it would name.
NARROWED_BY = {
    "municipality": "municipality",
    "organization": "school",
    "resolution": "resolution",
    "recommendation": "recommendation",
    "person": "person",
    "who": "email",
    "number": "school",
    "into": "act",
    "q": "",
}


def one_who(row: Row, marks: str) -> str:
    """The first role to whom the row gives one of these marks."""
    return next((role for role in ROLES if row.wanted(role) in marks), "")


def shown(access: AccessWorld, actor: Actor, answer: Answer) -> list[str]:
    """Words of others that the person reads there."""
    return [word for word in access.forbidden(actor) if word in answer.text]


# --- tokens ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("row", [row for row in POSTS if one_who(row, "+=")], ids=str)
def test_ac_06_a_form_without_a_token_is_refused(access: AccessWorld, row: Row) -> None:
    """«A POST without the token of the form writes nothing», though the person might do it."""
    answer = ask(access, row, access.own, access.own.world[one_who(row, "+=")], enforce_csrf_checks=True)
    assert (answer.mark, answer.response.templates[0].name) == ("f", "403_csrf.html")
    assert answer.writes == []


def addresses_without_rows() -> list[str]:
    """Those of sign-in, of the service section and of everybody, as far as they need no number."""
    patterns = [one for one in get_resolver().reverse_dict.lists() if isinstance(one[0], str)]
    names = {name for name, ways in patterns if any(not parameters for way in ways for _, parameters in way[0])}
    of_admin = {f"admin:{one.name}" for one in admin.site.urls[0] if isinstance(one, URLPattern) and one.name}
    mine = {row.name for row in ROWS}
    urls = {reverse(name) for name in names - mine} | {reverse(name) for name in _plain(of_admin)}
    return sorted(urls)


def _plain(names: set[str]) -> set[str]:
    return names & {"admin:index", "admin:logout", "admin:password_change", "admin:login"}


@pytest.mark.parametrize("url", addresses_without_rows())
def test_ac_06_nor_elsewhere(access: AccessWorld, url: str) -> None:
    """Nothing that stands outside the table takes a form without a token either."""
    with undone():
        answer = send(access, "POST", url, access.own.world["school"], {"send": "1"}, enforce_csrf_checks=True)
    assert answer.response.status_code in {302, 403, 405}
    assert answer.writes == []


# --- foreign numbers ------------------------------------------------------------------------------
def outside(access: AccessWorld, sent: Sent) -> list[Side]:
    """Whose rows are not for this role: another region's, for executors another municipality's as well."""
    return [access.foreign, *([access.sides[2]] if sent.role in {"coordinator", "school"} else [])]


def deliver(access: AccessWorld, sent: Sent, side: Side) -> Answer:
    """The form of one's own thing with the row of this side in its field."""
    row, own = Row("POST", sent.name, sent.thing, ""), access.own
    key = things_by_kind(side)[sent.kind]
    place = key if sent.query == "organization" else things_by_kind(own)["school"]
    url = address(row, own) + (f"?organization={place}" if sent.query else "")
    return send(access, "POST", url, own.world[sent.role], sent.with_row(key, things_by_kind(own)))


def fields_at_fault(answer: Answer, sent: Sent) -> set[str]:
    """Where the sentence stands; a list with boxes to tick has one sentence for its only field."""
    form = answer.response.context.get("form")
    return {*form.errors} if form else {sent.taker} if answer.response.context["fault"] else set()


@pytest.mark.parametrize("sent", SENT, ids=str)
def test_ac_03_a_number_of_others_in_a_field_writes_nothing(access: AccessWorld, sent: Sent) -> None:
    """«Foreign numbers in fields give neither a name nor a row»: the field says that there is no such thing."""
    for side in outside(access, sent):
        with undone():
            answer = deliver(access, sent, side)
            assert answer.mark in "+=.", (side.title, answer.mark)
            assert not answer.writes, (side.title, answer.writes)
            assert answer.mark != "=" or fields_at_fault(answer, sent) == {sent.taker}
            assert not shown(access, access.own.world[sent.role], answer)


def test_ac_03_every_field_that_takes_a_row_is_tried() -> None:
    """A new field without a foreign number tried in it fails here."""
    assert takers() - {sent.taker for sent in SENT} - set(NARROWED_BY) == set()


@pytest.mark.parametrize("row", [row for row in POSTS if one_who(row, "+=")], ids=str)
def test_ac_03_no_act_leads_across_regions(access: AccessWorld, row: Row) -> None:
    """All names at once, sent to each act that works: afterwards no row points to another region."""
    kinds = things_by_kind(access.foreign)
    foreign = {sent.taker: kinds[sent.kind] for sent in SENT} | {"email": "new@test.example"}
    for role in {one_who(row, "+="), *(one for one in ("coordinator", "administrator") if row.wanted(one) in "+=")}:
        with undone():
            actor = access.own.world[role]
            answer = send(access, "POST", address(row, access.own), actor, foreign | body_for(row.name))
            assert not shown(access, actor, answer), role
            assert not answer.writes or strays() == set(), role


@pytest.mark.parametrize("row", LISTS, ids=str)
def test_ac_03_no_query_opens_another_region(access: AccessWorld, row: Row) -> None:
    """Lists, sheets, searches and summaries narrowed to somebody else's rows."""
    for role in {one_who(row, "+"), *(one for one in ("coordinator", "school") if row.wanted(one) == "+")} - {""}:
        actor, url = access.own.world[role], address(row, access.own)
        for side in (access.foreign, access.sides[2]):
            kinds = things_by_kind(side) | {"": FOREIGN[:-1]}
            for name, kind in NARROWED_BY.items():
                with undone():
                    answer = send(access, "GET", url, actor, {name: kinds[kind]})
                assert answer.response.status_code < 500
                assert not shown(access, actor, answer), (role, side.title, name)


def test_the_world_itself_leads_nowhere_across(access: AccessWorld) -> None:
    """All that the services have made in both regions."""
    assert strays() == set()


# --- not there ------------------------------------------------------------------------------------
@pytest.mark.parametrize("row", CLOSED, ids=str)
def test_what_is_not_yours_looks_like_what_is_not_there(access: AccessWorld, row: Row) -> None:
    """«404 for somebody else's thing tells nothing»: the same page but for the number of the request."""
    actor, url = access.own.world[one_who(row, ".")], address(row, access.own)
    nowhere = re.sub(r"\d+", str(NOBODY), url, count=1)
    bodies = []
    for one in (url, nowhere):
        with undone():
            answer = send(access, row.method, one, actor, body_for(row.name) if row.method == "POST" else None)
        assert answer.mark == "."
        bodies.append(
            _TOKEN.sub("", answer.response.text).replace(answer.response["X-Request-ID"], "").replace(one, "")
        )
    assert bodies[0] == bodies[1]


# --- the service section --------------------------------------------------------------------------
SECTION = ["/admin/", *(f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in admin.site._registry)]


@pytest.mark.parametrize("url", SECTION)
def test_the_service_section_is_closed_to_roles(access: AccessWorld, url: str) -> None:
    """Whoever has no right to the section is asked to sign in as somebody who has, whatever the role."""
    for role in ROLES:
        with undone():
            answer = send(access, "GET", url, access.own.world[role], None)
        assert answer.response.status_code == 302, role
        assert answer.writes == []
