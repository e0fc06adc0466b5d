"""Short forms of single acts."""

from typing import Any

from django import forms

from organizations.forms.fields import DateField
from recommendations.documents.readers import READERS, SHOWN
from recommendations.models import Remark, Resolution


class DocumentForm(forms.Form):
    """The file of a resolution."""

    document = forms.FileField(
        label="Файл резолюции",
        help_text=f"Документ в формате {SHOWN}, до 10 МБ.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READERS)}),
        error_messages={"required": "Выберите файл резолюции.", "empty": "Файл пуст. Выберите другой файл."},
    )


class AdoptForm(forms.ModelForm):
    """The number under which the resolution was adopted."""

    class Meta:
        model = Resolution
        fields = ["number"]
        labels = {"number": "Номер резолюции"}
        help_texts = {"number": "Можно не заполнять."}


class ReasonForm(forms.Form):
    """An act that must be explained."""

    reason = forms.CharField(
        label="Обоснование",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": "Укажите обоснование."},
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class ReturnForm(forms.Form):
    """A remark and what it is about."""

    field = forms.ChoiceField(label="К чему относится", choices=Remark.Field.choices, required=False)
    text = forms.CharField(
        label="Замечание",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="Что исправить или дополнить. Исполнитель увидит это в форме отчёта.",
        error_messages={"required": "Напишите, что нужно исправить."},
    )


class ExtensionForm(forms.Form):
    """A later deadline and why."""

    due_on = DateField(label="Просимый срок", error_messages={"required": "Укажите новый срок."})
    reason = forms.CharField(
        label="Обоснование",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": "Укажите обоснование."},
    )
    done_so_far = forms.CharField(
        label="Что уже сделано", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )


class ExtensionDecisionForm(forms.Form):
    """The controller's decision on an extension."""

    due_on = DateField(label="Установить срок", required=False, help_text="Можно изменить просимую дату.")
    reason = forms.CharField(
        label="Пояснение",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text="Обязательно при отклонении.",
    )


class NotApplicableDecisionForm(forms.Form):
    """The controller's decision on inapplicability."""

    reason = forms.CharField(
        label="Пояснение",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text="Обязательно при отклонении.",
    )
