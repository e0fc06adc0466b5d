"""The head of a document, as it was understood and as a person mends it before saving."""

from dataclasses import replace
from typing import Any

from django import forms

from recommendations.documents import ParsedDocument
from recommendations.forms.fields import DateField
from recommendations.statuses import ResolutionStage

_STAGES = (ResolutionStage.PROPOSALS, ResolutionStage.DRAFT, ResolutionStage.ADOPTED)


class HeadForm(forms.Form):
    """Title, stage, days and place of the event."""

    title = forms.CharField(
        label="Название",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Впишите название резолюции."},
    )
    stage = forms.ChoiceField(label="Стадия", choices=[(stage.value, stage.label) for stage in _STAGES])
    event_from = DateField(label="Дата мероприятия", required=False)
    event_to = DateField(label="Последний день", required=False, help_text="Если мероприятие шло несколько дней.")
    place = forms.CharField(label="Место", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("event_from"), data.get("event_to")
        if last and (first is None or last < first):
            self.add_error("event_to", "Последний день мероприятия раньше первого.")
        return data

    def mended(self, parsed: ParsedDocument) -> ParsedDocument:
        """The document with the head that the person has checked."""
        return replace(parsed, **self.cleaned_data)


def head_of(parsed: ParsedDocument) -> dict[str, Any]:
    """What the form shows at first: the head as it was understood."""
    return {name: getattr(parsed, name) for name in HeadForm.base_fields}
