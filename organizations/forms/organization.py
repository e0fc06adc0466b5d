"""Cards of organizations and municipalities, and choosing one organization among tens of thousands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.models import AddresseeGroup, Municipality, Organization
from organizations.querysets import OrganizationQuerySet
from organizations.roles import AUTHORITIES
from organizations.services.municipalities import KINDS, NAMED
from organizations.services.organizations import CARD

MOST_CANDIDATES = 20
_NUMBERS = ("inn", "ogrn")


class OrganizationInput(forms.Widget):
    """A text and, when it fits several organizations, their list to choose from."""

    template_name = "organizations/_organization_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.candidates: list[Organization] = []
        self.found: Organization | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}_id", "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        text, pk = value if isinstance(value, tuple) else (value or "", "")
        context = super().get_context(name, text, attrs)
        return context | {"candidates": self.candidates, "chosen": pk, "found": self.found}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """By the templates of the portal: the renderer of forms knows those of applications alone."""
        return render_to_string(template_name, context)


class OrganizationField(forms.Field):
    """An organization by a part of its name, ИНН, ОГРН or number in the portal; `rows` says among which."""

    widget = OrganizationInput
    rows: OrganizationQuerySet = Organization.objects.none()

    def __init__(self, *, authorities: bool = False, **kwargs: Any) -> None:
        """`authorities`: among those alone that may stand above a school."""
        super().__init__(**kwargs)
        self.authorities = authorities
        if authorities:
            self.widget.attrs["data-suggest"] = "authority"

    def choose_among(self, rows: OrganizationQuerySet) -> None:
        """Set the organizations of this form, of which the field takes its kind."""
        self.rows = rows.of_groups(list(AUTHORITIES)) if self.authorities else rows

    def clean(self, value: tuple[str, str]) -> Organization | None:
        text, pk = value
        if not text.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        found = list(find_organizations(self.rows, text)[: MOST_CANDIDATES + 1])
        chosen = [one for one in found if str(one.pk) == pk]
        if len(found) == 1 or chosen:
            return self._taken((chosen or found)[0])
        self._input.candidates = found[:MOST_CANDIDATES]
        raise forms.ValidationError(_told(len(found)))

    def _taken(self, organization: Organization) -> Organization:
        self._input.found = organization
        return organization

    @property
    def _input(self) -> OrganizationInput:
        """The widget of this very form: a form has fields of its own."""
        widget = self.widget
        assert isinstance(widget, OrganizationInput)
        return widget


def find_organizations(rows: OrganizationQuerySet, text: str) -> OrganizationQuerySet:
    """Those whose ИНН, ОГРН or number it is; else those in whose name, place and district every word stands."""
    number = text.strip().removeprefix("№").strip()
    rows = rows.select_related("municipality").order_by("sort_key", "pk")
    if number.isascii() and number.isdigit():
        for column in _NUMBERS:
            exact = rows.filter(**{column: number})
            if exact.exists():
                return exact
        if len(number) <= 9 and rows.filter(pk=number).exists():
            return rows.filter(pk=number)
    name, _, place = text.strip().rpartition(", ")
    named = rows.filter(Q(name=text.strip()) | Q(name=name, municipality__name=place))
    return named if named.exists() else rows.search(text.replace(",", " "))


def _told(number: int) -> str:
    if not number:
        return "Такой организации нет. Введите часть наименования, ИНН или номер."
    if number > MOST_CANDIDATES:
        return "Подходит слишком много организаций. Добавьте слово: район, населённый пункт, номер школы."
    return "Подходит несколько организаций. Выберите одну из списка."


class _Card(forms.ModelForm):
    """The columns of a card that a person keeps."""

    class Meta:
        model = Organization
        fields = list(CARD)
        labels = {"is_name_official": "Официальное наименование подтверждено", "source": "Откуда сведения"}
        help_texts = {
            "inn": "10 цифр. Контрольная цифра проверяется.",
            "ogrn": "13 цифр. Контрольная цифра проверяется.",
            "phone": "Телефон организации, не личный.",
            "email": "Общий адрес организации, не личный.",
        }

    def _post_clean(self) -> None:
        """The service checks the row: it alone knows all its rules."""


class CardForm(_Card):
    """The card of an organization that is there."""


class NewOrganizationForm(_Card):
    """An organization added by hand."""

    name = forms.CharField(label="Краткое наименование", max_length=300)
    since = DateField(label="Наименование действует с", required=False, help_text="Если не известно, не заполняйте.")
    addressee_group = forms.ModelChoiceField(
        AddresseeGroup.objects.none(), label="Группа адресатов", empty_label="выберите"
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Муниципальное образование",
        required=False,
        empty_label="то же, что у вышестоящей, или региональный уровень",
    )
    parent = OrganizationField(
        label="Вышестоящая организация", required=False, help_text="Наименование, ИНН или номер организации."
    )

    field_order = ["name", "full_name", "is_name_official", "since", "addressee_group", "parent", "municipality"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = actor.region
        self.fields["addressee_group"].queryset = AddresseeGroup.objects.filter(region=region)
        places = Municipality.objects.visible_to(actor).filter(closed_on=None)
        self.fields["municipality"].queryset = places
        self.fields["parent"].choose_among(Organization.objects.visible_to(actor).active_on(actor.today))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        parent, place = data.get("parent"), data.get("municipality")
        if parent and parent.municipality and place and place != parent.municipality:
            self.add_error("municipality", f"Вышестоящая организация находится в другом: {parent.municipality}.")
        elif parent and not place:
            data["municipality"] = parent.municipality
        return data


class RenameForm(forms.Form):
    """Another name from a day on, or the same name written right."""

    name = forms.CharField(label="Краткое наименование", max_length=300)
    full_name = forms.CharField(
        label="Полное наименование", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_correction = forms.BooleanField(
        label="Это исправление ошибки",
        required=False,
        help_text="Организация всегда называлась так: прежнее написание нигде не сохранится.",
    )
    since = DateField(label="Называется так с", required=False, help_text="По прежние дни сохранится прежнее имя.")
    basis = forms.CharField(label="Основание", max_length=300, required=False, help_text="Например: приказ от … № …")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.pop("is_correction", False):
            return data | {"since": None}
        if "since" in data and not data["since"]:
            self.add_error("since", "Укажите день или отметьте, что это исправление ошибки.")
        elif data.get("since") and data["since"] > self.today:
            self.add_error("since", "День ещё не наступил. Переименуйте организацию, когда он наступит.")
        return data


class MunicipalityForm(forms.ModelForm):
    """What is written of a municipality."""

    kind = forms.ChoiceField(label="Вид")

    class Meta:
        model = Municipality
        fields = [*NAMED, "centre", "source"]
        labels = {"source": "Откуда сведения"}
        help_texts = {"oktmo": "8 или 11 цифр."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        kinds = KINDS if not kind or kind in KINDS else (kind, *KINDS)
        self.fields["kind"].choices = [*([] if kind else [("", "выберите")]), *((one, one) for one in kinds)]

    def _post_clean(self) -> None:
        """The service checks the row: it alone knows all its rules."""


class TransformForm(MunicipalityForm):
    """A district that becomes an okrug: name, kind and code from a day on."""

    since = DateField(label="С какого дня")
    basis = forms.CharField(label="Основание", max_length=300, help_text="Например: областной закон от … № …")

    class Meta(MunicipalityForm.Meta):
        fields = list(NAMED)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.today

    def clean_since(self) -> Any:
        return not_ahead(self.cleaned_data["since"], self.today)


class ClosingForm(forms.Form):
    """The last day of a municipality."""

    closed_on = DateField(label="Упразднено с")
    basis = forms.CharField(label="Основание", max_length=300, help_text="Например: областной закон от … № …")


def not_ahead(day: Any, today: Any) -> Any:
    """The day, unless it is still to come: what is written down has happened."""
    if day and day > today:
        raise forms.ValidationError("День ещё не наступил. Оформите изменение, когда он наступит.")
    return day
