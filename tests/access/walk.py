"""One request of one person to one address: what came back, what was written, whose words it shows."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from organizations.access import Actor
from organizations.models import AuditEvent
from tests.access.bodies import body_for
from tests.access.table import Row
from tests.access.world import AccessWorld, Side

MARKS = {200: "+", 302: "+", 403: "f", 404: ".", 405: "-", 422: "="}
_WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?(?: SET "(\w+)")?', re.I)
_REASON = re.compile(r'<p class="verbatim">([^<]+)</p>')
# The journal of refusals and downloads, the session of the browser, who was where: no act of a person.
_KEPT = {"organizations_auditevent", "organizations_auditpersonal", "django_session", "usersessions_usersession"}


@dataclass
class Answer:
    """What one request has come to."""

    response: HttpResponse
    writes: list[str]
    refusals: list[AuditEvent] = field(default_factory=list)

    @property
    def mark(self) -> str:
        if self.response.status_code == 302 and self.response["Location"].startswith("/accounts/"):
            return "signs in"
        return MARKS.get(self.response.status_code, str(self.response.status_code))

    @property
    def text(self) -> str:
        """All that a person could read of it, with where it leads, its file's name and what is in the file."""
        heads = " ".join(f"{name}: {value}" for name, value in self.response.items())
        return heads + "".join(_texts(_content(self.response)))

    @property
    def reason(self) -> str:
        found = _REASON.search(_content(self.response).decode()) if self.mark == "f" else None
        return found[1] if found else ""


def _content(response: HttpResponse) -> bytes:
    if not response.streaming:
        return response.content
    if not hasattr(response, "kept"):
        response.kept = b"".join(response)
    return response.kept


def _texts(content: bytes) -> Iterator[str]:
    if not content.startswith(b"PK\x03\x04"):
        yield content.decode(errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield archive.read(name).decode(errors="replace")


def address(row: Row, side: Side) -> str:
    """The address of the row for a thing of this side."""
    if row.thing == "-":
        return reverse(row.name)
    thing, _, rest = row.thing.partition("/")
    if thing == "organization":
        return reverse(row.name, args=[getattr(side.world, rest).pk])
    return reverse(row.name, args=[side.pk(thing), *filter(None, [rest])])


def has_own(row: Row, side: Side, own: Side) -> bool:
    """Whether this side has a thing of its own for the row: a resolution is the same from everywhere."""
    thing, _, rest = row.thing.partition("/")
    if thing == "organization":
        return getattr(side.world, rest) != getattr(own.world, rest)
    return thing != "-" and side.things[thing] is not own.things[thing]


def ask(access: AccessWorld, row: Row, side: Side, actor: Actor | None, **options: bool) -> Answer:
    """Do what the row says as this person; nothing of it stays."""
    with undone():
        body = None if row.method == "GET" else body_for(row.name)
        return send(access, row.method, address(row, side), actor, body, **options)


def send(
    access: AccessWorld, method: str, url: str, actor: Actor | None, body: Mapping[str, Any] | None, **options: bool
) -> Answer:
    """One request as this person; `undone` takes it back."""
    client = access.client(actor, **options)
    with writing() as writes:
        response = client.get(url, body) if method == "GET" else client.post(url, body)
        refusals = list(AuditEvent.objects.filter(act="refused", pk__gt=access.last_event))
    return Answer(response, writes, refusals)


@contextmanager
def undone() -> Iterator[None]:
    """Take back all that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writing() -> Iterator[list[str]]:
    """Statements that change tables, as «UPDATE table column», without the journal and the session."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        match = _WRITES.match(sql)
        if match and match[2] not in _KEPT:
            found.append(" ".join(part for part in match.groups() if part))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
