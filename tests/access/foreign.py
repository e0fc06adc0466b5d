"""Numbers and names of somebody else's things for every field that takes them, and rows that point across regions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Exists, F, Field, Model, OuterRef, Q

from organizations.forms.organization import OrganizationField
from organizations.models import Membership, User
from tests.access.world import Side

TOP = Path(__file__).resolve().parents[2]
OURS = ("organizations", "recommendations")
_READ = re.compile(r'request\.(GET|POST)\.(?:get|getlist)\("(\w+)"')
# Read from requests, but neither a number nor a name of a row: words, days, buttons, numbers of pages.
NO_ROWS = {"GET": {"q", "page", "state", "sort", "day", "before", "format", "as_of", "only", "kind", "year", "version"}}
NO_ROWS["GET"] |= {"all"}
NO_ROWS["POST"] = {"act", "seen", "all", "stamp", "signed", "next"}


def things_by_kind(side: Side) -> dict[str, str]:
    """The number of a row of each kind there, the ИНН of an organization that is asked for by words, an e-mail."""
    world = side.world
    inn = dict(world.region.organizations.values_list("pk", "inn"))
    return {
        "school": str(world.school.pk),
        "successor": inn[world.school.pk] or str(world.school.pk),
        "authority": inn[world.authority.pk] or str(world.authority.pk),
        "department": str(world.department.pk),
        "municipality": str(world.municipality.pk),
        "group": str(world.region.addressee_groups.get(code="school").pk),
        "person": str(world["specialist"].user.pk),
        "seat": str(world["school"].membership.pk),
        "email": world["school"].user.email,
        "act": str(side.pk("act")),
        "resolution": str(side.pk("resolution")),
        "recommendation": str(side.pk("recommendation")),
    }


@dataclass(frozen=True)
class Sent:
    """A whole form of one address, with a field that takes a row of a kind; «@kind» stands for one's own row."""

    name: str
    thing: str
    role: str
    taker: str
    kind: str
    body: dict[str, Any] = field(default_factory=dict, hash=False)
    query: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.query or self.taker}"

    def with_row(self, key: str, own: dict[str, str]) -> dict[str, Any]:
        """The form with this row in the field; a field of organizations takes a text and a choice."""
        body = {name: own[text[1:]] if text[0] == "@" else text for name, text in self.body.items()}
        return body | {self.taker: key, f"{self.taker}_id": key}


_REFORM = {"on": "2026-10-05", "basis": "приказ № 5"}
_DRAFT = {
    "expected_result": "Программа утверждена",
    "kind": "one_off",
    "mode": "binding",
    "basis_kind": "order",
    "basis_number": "15",
    "basis_on": "2026-09-01",
    "deadline_rule": "month",
    "groups": "school",
    "controller_organization": "@department",
    "controller_person": "@person",
}
_SEAT = {"role": "school", "valid_to": "2026-10-20"}
_NEW = {"name": "Школа новая", "addressee_group": "@group"}
_END = {"last_day": "2026-10-05", "reason": "Уволена."}
_DAYS = {"valid_from": "2026-10-05", "valid_to": "2026-10-20"}
_A_SCHOOL, _A_PERSON = "organization/school", "person"
SENT = [
    Sent("act-link", "act", "specialist", "resolution", "resolution", {"number": "1.3"}),
    Sent("act-merge", "act", "specialist", "into", "act"),
    Sent("act-unlink", "act", "specialist", "clause", "recommendation"),
    *(
        Sent(name, thing, "specialist", taker, kind, _DRAFT)
        for name, thing in (("assignment-change", "draft"), ("recommendation-assign", "recommendation"))
        for taker, kind in (
            ("controller_organization", "department"),
            ("controller_person", "person"),
            ("municipalities", "municipality"),
            ("left_out", "school"),
        )
    ),
    Sent("organization-new", "-", "administrator", "addressee_group", "group", _NEW),
    Sent("organization-new", "-", "administrator", "municipality", "municipality", _NEW),
    Sent("organization-new", "-", "administrator", "parent", "authority", _NEW),
    Sent("organization-close", _A_SCHOOL, "administrator", "heir", "successor", _REFORM),
    Sent("organization-close", "organization/authority", "administrator", "above", "authority", _REFORM),
    Sent("organization-merge", _A_SCHOOL, "administrator", "into", "successor", _REFORM),
    Sent("organization-move", _A_SCHOOL, "administrator", "authority", "authority", _REFORM),
    *(
        one
        for role in ("coordinator", "administrator")
        for one in (
            Sent("seat-give", _A_PERSON, role, "organization", "school", _SEAT, "organization"),
            Sent("seat-give", _A_PERSON, role, "deputy_for", "seat", _SEAT, "own organization"),
            Sent("invitation-new", "-", role, "organization", "school", _SEAT, "organization"),
            Sent("invitation-new", "-", role, "deputy_for", "seat", _SEAT, "own organization"),
            Sent("invitation-many", "-", role, "organization", "school"),
            Sent("seat-hand-over", "seat", role, "successor", "seat", _END),
            Sent("seat-deputy", "seat", role, "email", "email", _DAYS),
        )
    ),
    Sent("membership-switch", "-", "school", "membership", "seat"),
]


def takers() -> set[str]:
    """Every name by which the forms and the views of the portal take a row."""
    found = {name for form in _forms(forms.BaseForm) for name, one in form.base_fields.items() if _takes_rows(one)}
    for path in [*TOP.glob("*/views/*.py")]:
        for method, name in _READ.findall(path.read_text(encoding="utf-8")):
            found |= {name} - NO_ROWS[method]
    return found


def _takes_rows(one: forms.Field) -> bool:
    return isinstance(one, forms.ModelChoiceField | OrganizationField)


def _forms(base: type[Any]) -> Iterator[type[Any]]:
    for form in base.__subclasses__():
        if form.__module__.split(".")[0] in OURS and hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)


# --- rows that point across regions ---------------------------------------------------------------
def strays() -> set[str]:
    """Rows of both applications that point to a row, or to a person, of another region."""
    found = set()
    for model, link in _links():
        rows = model._base_manager.filter(**{f"{link.name}__isnull": False}).filter(_leads_away(link))
        found |= {f"{model._meta.label} {key}: {link.name}" for key in rows.values_list("pk", flat=True)}
    return found


def _links() -> Iterator[tuple[type[Model], Any]]:
    """Columns that point somewhere, of rows that belong to a region."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and _has_region(model):
            yield from ((model, one) for one in model._meta.get_fields() if _leads_to_a_region(one))


def _has_region(model: type[Any]) -> bool:
    return any(one.name == "region" for one in model._meta.get_fields())


def _leads_to_a_region(one: Any) -> bool:
    to = one.related_model
    return isinstance(one, Field) and to is not None and (to is User or _has_region(to))


def _leads_away(link: Any) -> Q:
    if link.related_model is not User:
        return ~Q(**{f"{link.name}__region": F("region")})
    return ~Q(Exists(Membership.objects.filter(user=OuterRef(link.name), region=OuterRef("region"))))
