"""What a person says about the clauses of a new version: from which clause each comes, where the others went."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.text import Truncator

from recommendations.documents.alignment import Alignment
from recommendations.forms.fields import limit_texts
from recommendations.services.alignments import Confirmation
from recommendations.summaries.amendment import Amendment, ChangeRow
from recommendations.templatetags.wording import counted, plural_form

NEW, DROPPED = "новый пункт", "исключён"
LETTERS = 70
NO_CONSENT = "Отметьте, что понимаете последствия: по числу видно, тот ли документ вносится."
_NOT_LISTED = "Выберите пункт из списка."
Choice = tuple[str, str]


class AlignmentForm(forms.Form):
    """A select for each clause of the document, one for each clause in force that is nobody's source."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Почему исключены пункты",
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        required=False,
        help_text="Причину увидят исполнители отозванных обязательств.",
    )

    def __init__(self, data: Any = None, *, shown: Amendment, confirmation: Confirmation) -> None:
        super().__init__(data, initial={"seen": confirmation.seen, "reason": confirmation.reason})
        old = sorted((one for row in shown.rows for one in row.old), key=lambda one: one.clause.position)
        new = sorted((one for row in shown.rows for one in row.new), key=lambda one: one.key)
        self.old_keys, self.new_keys = [one.clause.pk for one in old], [one.key for one in new]
        self.shown, self.alignment = confirmation, confirmation.alignment
        alignment = self.alignment
        sources = [("", NEW), *_choices(((one.clause.pk, one.clause.number, one.clause.text) for one in old), "из")]
        heirs = [("", DROPPED), *_choices(((one.key, one.number, one.text) for one in new), "вошёл в")]
        for one in new:
            self.fields[_source(one.key)] = _field(f"Откуда пункт {one.number}", sources, alignment.sources[one.key])
        for gone in old:
            label = f"Что стало с пунктом {gone.clause.number}"
            self.fields[_heir(gone.clause.pk)] = _field(label, heirs, alignment.heirs.get(gone.clause.pk))
        if shown.asks_consent:
            self.fields["consent"] = _consent(shown)
        self._shorten(shown.same)
        limit_texts(self)

    def _shorten(self, rows: Iterable[ChangeRow]) -> None:
        """A clause without changes offers its own source and «новый пункт»: a full list for each would be heavy."""
        for row in rows:
            field = self.fields[_source(row.new[0].key)]
            own = str(row.old[0].clause.pk)
            field.widget.choices = [choice for choice in field.choices if choice[0] in {"", own}]

    def clean(self) -> dict[str, Any]:
        """What is lost has to be ticked, by its very number, to save what the page has shown."""
        if "consent" in self.fields and "save" in self.data and not self.errors:
            said, number = self.confirmation(), self.fields["consent"].widget.attrs["value"]
            is_as_shown = (said.seen, said.alignment) == (self.shown.seen, self.shown.alignment)
            if is_as_shown and self.data.get("consent") != number:
                self.add_error("consent", NO_CONSENT)
        return self.cleaned_data

    def confirmation(self) -> Confirmation:
        """What the valid form says."""
        data = self.cleaned_data
        sources = {key: data[_source(key)] for key in self.new_keys}
        used = set(sources.values())
        heirs = {key: data[_heir(key)] for key in self.old_keys if key not in used}
        return Confirmation(Alignment(sources, heirs), data["seen"], data["reason"].strip())

    def with_fields(self, rows: Iterable[ChangeRow]) -> Iterator[dict[str, Any]]:
        """Each row with its clauses and their selects; a clause that goes on elsewhere by its source has none."""
        for row in rows:
            yield {
                "row": row,
                "old": [(one, self._heir_of(one.clause.pk)) for one in row.old],
                "new": [(one, self[_source(one.key)]) for one in row.new],
            }

    def _heir_of(self, key: int) -> forms.BoundField | None:
        return self[_heir(key)] if key in self.alignment.heirs else None


def _source(key: int) -> str:
    return f"source-{key}"


def _heir(key: int) -> str:
    return f"heir-{key}"


def _choices(clauses: Iterable[tuple[int, str, str]], lead: str) -> Iterator[Choice]:
    for key, number, text in clauses:
        yield str(key), f"{lead} {number}: {Truncator(text).chars(LETTERS)}"


def _consent(shown: Amendment) -> forms.BooleanField:
    """The tick; its value is the number, so that a tick for another number does not count."""
    number = shown.withdrawn or len(shown.dropped)
    if shown.withdrawn:
        lost = counted(number, "незавершённое обязательство,незавершённых обязательства,незавершённых обязательств")
        verb = plural_form(number, "будет отозвано,будут отозваны,будет отозвано")
    else:
        lost = counted(number, "действующий пункт,действующих пункта,действующих пунктов")
        verb = plural_form(number, "будет исключён,будут исключены,будет исключено")
    widget = forms.CheckboxInput(attrs={"class": "form-check-input", "value": str(number)})
    return forms.BooleanField(label=f"Понимаю, что {verb} {lost}", required=False, widget=widget)


def _field(label: str, choices: list[Choice], initial: int | None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        initial="" if initial is None else str(initial),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _NOT_LISTED},
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
