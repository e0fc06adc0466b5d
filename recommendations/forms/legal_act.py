"""The card of a legal act and what is done with it."""

from typing import Any

from django import forms

from organizations.access import Actor
from organizations.forms.fields import DateField
from recommendations.models import LegalAct, Recommendation, Resolution
from recommendations.services.act_cards import COLUMNS
from recommendations.statuses import ActKind


class ActDateField(DateField):
    """The day of an act: acts older than the portal are cited too."""

    first_year = 1900


class LegalActForm(forms.Form):
    """The columns of a card that a person keeps."""

    kind = forms.ChoiceField(label="Вид", choices=ActKind.choices)
    number = forms.CharField(
        label="Номер", max_length=60, required=False, help_text="Без знака «№»: 273-ФЗ. Если номера нет, не заполняйте."
    )
    adopted_on = ActDateField(label="Дата", required=False)
    title = forms.CharField(
        label="Название",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Собственное название без кавычек: Об образовании в Российской Федерации.",
    )
    url = forms.URLField(
        label="Ссылка на текст",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Адрес страницы с текстом акта, начиная с https://. Портал сам по ней не обращается.",
        error_messages={"invalid": "Это не адрес страницы. Он начинается с https:// или http://."},
    )
    in_force_until = DateField(
        label="Действует до",
        required=False,
        help_text="Последний день действия. После него пункты, опирающиеся на акт, получат предупреждение.",
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["url"].error_messages["invalid"])
        return url


def card_of(act: LegalAct) -> dict[str, Any]:
    """What the form shows at first."""
    return {column: getattr(act, column) for column in COLUMNS}


class MergeForm(forms.Form):
    """The card that stays."""

    into = forms.ModelChoiceField(
        label="Какая карточка останется",
        queryset=LegalAct.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Выберите карточку, которая останется.",
            "invalid_choice": "Этой карточки в реестре уже нет. Выберите другую.",
        },
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = candidates
        self.fields["into"].label_from_instance = lambda act: act.full_name


class LinkForm(forms.Form):
    """A clause in force, by its resolution and number."""

    resolution = forms.ModelChoiceField(
        label="Резолюция",
        queryset=Resolution.objects.none(),
        empty_label="выберите",
        error_messages={"required": "Выберите резолюцию."},
    )
    number = forms.CharField(
        label="Номер пункта",
        max_length=12,
        help_text="Как на странице резолюции, например 1.4.",
        error_messages={"required": "Укажите номер пункта."},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = Resolution.objects.visible_to(actor)
        self.clauses = Recommendation.objects.visible_to(actor).in_force()

    def clean(self) -> dict[str, Any]:
        """Find the clause; a number that the version in force does not have is said at its field."""
        data = super().clean() or {}
        resolution, number = data.get("resolution"), data.get("number")
        if resolution and number:
            data["clause"] = self.clauses.filter(resolution=resolution, number=number.rstrip(".")).first()
            if data["clause"] is None:
                self.add_error("number", "В действующей редакции этой резолюции нет пункта с таким номером.")
        return data
