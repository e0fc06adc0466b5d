"""Edits of a document under review, each as a person gives it on a form."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, ClassVar

from django import forms

from organizations.forms.fields import DateField
from organizations.roles import GroupCode
from recommendations.documents.mending import (
    Add,
    Address,
    Describe,
    Drop,
    Edit,
    Extend,
    Head,
    Join,
    Move,
    Renumber,
    Split,
    Unhead,
)
from recommendations.statuses import ResolutionStage

_STAGES = (ResolutionStage.PROPOSALS, ResolutionStage.DRAFT, ResolutionStage.ADOPTED)


class EditForm(forms.Form):
    """One edit; whether it fits the document is said by the edit itself."""

    kind: ClassVar[type[Edit]]

    def __init__(self, data: Mapping[str, Any] | None = None, **initial: Any) -> None:
        super().__init__(data, initial=initial, auto_id=f"id_{self.kind.kind}_%s")

    @property
    def part(self) -> str:
        """The part of an editor in which the form stands."""
        return self.kind.kind

    def edit(self) -> Edit:
        """The edit of a valid form."""
        return self.kind(**{field.name: self.cleaned_data[field.name] for field in fields(self.kind)})

    def offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        """Let the person choose the value of a field."""
        self.fields[name].widget.choices = list(choices)


def _hidden(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, **options)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class JoinForm(EditForm):
    kind = Join
    start = _hidden()


class SplitForm(EditForm):
    kind = Split
    start = _hidden()
    at = forms.IntegerField(
        label="Где разделить",
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Выберите место, где пункт делится."},
    )


class MoveForm(EditForm):
    kind = Move
    start = _hidden()
    group = forms.IntegerField(label="Группа", widget=_select())


class NumberForm(EditForm):
    kind = Renumber
    start = _hidden()
    number = forms.CharField(
        label="Номер",
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        help_text="Оставьте поле пустым, и номер будет дан по порядку.",
    )


class DropForm(EditForm):
    kind = Drop
    start = _hidden()


class AddressForm(EditForm):
    """The words of a heading and the groups that they mean."""

    kind = Address
    group = _hidden()
    heading = forms.CharField(label="Адресат", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    addressee_groups = forms.MultipleChoiceField(
        label="Группы адресатов",
        choices=GroupCode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def clean_addressee_groups(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["addressee_groups"])


class UnheadForm(EditForm):
    kind = Unhead
    group = _hidden()


class LineForm(EditForm):
    """A free line and those after it: one form with three buttons, as the last line is chosen once for all three."""

    start = _hidden()
    above = _hidden(required=False)
    end = forms.IntegerField(label="По какую строку", widget=_select())
    group = forms.IntegerField(label="Группа нового пункта", widget=_select(), required=False)

    @property
    def part(self) -> str:
        return "line"


class AddForm(LineForm):
    kind = Add

    def clean_group(self) -> int:
        group: int | None = self.cleaned_data["group"]
        if group is None:
            raise forms.ValidationError("Выберите группу, в которую войдёт пункт.")
        return group


class ExtendForm(LineForm):
    """The line goes to the item above it."""

    kind = Extend

    def clean_above(self) -> int:
        above: int | None = self.cleaned_data["above"]
        if above is None:
            raise forms.ValidationError("Выше этой строки нет пункта, к которому её можно присоединить.")
        return above

    def edit(self) -> Edit:
        return Extend(self.cleaned_data["above"], self.cleaned_data["end"])


class HeadLineForm(LineForm):
    kind = Head


class DescribeForm(EditForm):
    """Title, stage, days and place of the event."""

    kind = Describe
    title = forms.CharField(
        label="Название",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Впишите название резолюции."},
    )
    stage = forms.ChoiceField(
        label="Стадия", choices=[(stage.value, stage.label) for stage in _STAGES], widget=_select()
    )
    place = forms.CharField(label="Место", max_length=120, required=False)
    event_from = DateField(label="Дата мероприятия", required=False)
    event_to = DateField(label="Последний день, если не один", required=False)


FORMS: dict[str, type[EditForm]] = {
    form.kind.kind: form
    for form in (
        *(JoinForm, SplitForm, MoveForm, NumberForm, DropForm),
        *(AddressForm, UnheadForm),
        *(AddForm, ExtendForm, HeadLineForm),
        DescribeForm,
    )
}
"""The form of each act by its name."""
