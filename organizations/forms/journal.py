"""Choosing rows of the journal."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.db.models import Q

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.journal_words import acts_in_groups, kinds
from organizations.models import AuditEvent, Organization, User
from organizations.querysets import AuditQuerySet

GROUP = "group:"
_ANY = [("", "все")]
# The largest number that a row can have.
_MOST = 2**63 - 1


class JournalForm(forms.Form):
    """Filters of the journal; every one may be empty. A value that cannot be chooses nothing."""

    since = DateField(label="С какого дня", required=False)
    until = DateField(label="По какой день", required=False)
    who = forms.CharField(label="Кто: фамилия или почта", max_length=200, required=False)
    act = forms.ChoiceField(label="Действие", required=False)
    outcome = forms.ChoiceField(label="Итог", choices=_ANY + AuditEvent.Outcome.choices, required=False)
    kind = forms.ChoiceField(label="Вид объекта", required=False)
    number = forms.IntegerField(label="Номер объекта", min_value=1, max_value=_MOST, required=False)
    organization = forms.CharField(label="Организация", max_length=200, required=False)
    address = forms.CharField(label="Сетевой адрес", max_length=45, required=False)
    request = forms.CharField(label="Номер обращения", max_length=36, required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor, self.groups = actor, acts_in_groups()
        self.fields["act"].choices = _ANY + [(name, _options(name, acts)) for name, acts in self.groups.items()]
        self.fields["kind"].choices = _ANY + kinds()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", "Последний день раньше первого.")
        return given

    def chosen_rows(self) -> AuditQuerySet:
        """Rows of the journal that the actor may read and the filters choose, in no order yet."""
        rows = AuditEvent.objects.visible_to(self.actor)
        if not self.is_valid():
            return rows.none()
        for name, value in self.cleaned_data.items():
            if value not in (None, ""):
                rows = rows.filter(getattr(self, f"_by_{name}")(value))
        return rows

    def chosen(self) -> list[tuple[str, str, str]]:
        """(field, label, value in words) of each filter in use: for the chips, for paper and for the file."""
        given = self.cleaned_data if self.is_valid() else {}
        return [(name, str(self.fields[name].label), self._words(name)) for name, one in given.items() if one]

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if name == "act" and value.startswith(GROUP):
            return value.removeprefix(GROUP).lower()
        choices = {"act": [pair for acts in self.groups.values() for pair in acts], "kind": kinds()}
        words = dict(choices.get(name, AuditEvent.Outcome.choices if name == "outcome" else []))
        return words.get(value) or (f"{value:%d.%m.%Y}" if name in {"since", "until"} else str(value))

    def _by_since(self, day: Any) -> Q:
        return Q(recorded_at__gte=datetime.combine(day, time(), self.actor.region.zone).astimezone(UTC))

    def _by_until(self, day: Any) -> Q:
        return Q(recorded_at__lte=self.actor.region.end_of(day).astimezone(UTC))

    def _by_who(self, text: str) -> Q:
        return Q(user__in=User.objects.filter(Q(full_name__icontains=text) | Q(email__icontains=text)))

    def _by_act(self, act: str) -> Q:
        if act.startswith(GROUP):
            return Q(act__in=[code for code, _ in self.groups[act.removeprefix(GROUP)]])
        return Q(act=act)

    def _by_outcome(self, outcome: str) -> Q:
        return Q(outcome=outcome)

    def _by_kind(self, kind: str) -> Q:
        return Q(object_kind=kind)

    def _by_number(self, number: int) -> Q:
        return Q(object_id=number)

    def _by_organization(self, text: str) -> Q:
        """What was done by people of the organization, and what was done with it."""
        found = Organization.objects.visible_to(self.actor).search(text).values("pk")
        return Q(membership__organization__in=found) | Q(object_kind="organization", object_id__in=found)

    def _by_address(self, address: str) -> Q:
        return Q(personal__values__address=address.strip())

    def _by_request(self, request: str) -> Q:
        return Q(request_id=request.strip())


def _options(group: str, acts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{GROUP}{group}", f"{group}: все действия"), *acts]
