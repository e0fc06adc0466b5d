"""What is asked before an organization is closed, merged, split or moved; the fates of tasks stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.forms.organization import OrganizationField, not_ahead
from organizations.models import Organization
from recommendations.services.reorganization_plans import Line, Plan
from recommendations.services.transfers import Grounds

MOST_NEW = 10
AS_PROPOSED = "proposed"


class GroundsForm(forms.Form):
    """Since when, by what document, why."""

    on = DateField(label="С какого дня")
    basis = forms.CharField(
        label="Основание", max_length=300, help_text="Например: приказ департамента от 01.09.2026 № 512."
    )
    reason = forms.CharField(
        label="Пояснение",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Его увидят исполнители и контролёры в истории обязательств.",
    )

    def __init__(self, *args: Any, actor: Actor, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": actor.today}
        self.actor, self.organization = actor, organization
        rows = Organization.objects.visible_to(actor).active_on(actor.today).exclude(pk=organization.pk)
        for field in self.fields.values():
            if isinstance(field, OrganizationField):
                field.choose_among(rows)

    def clean_on(self) -> date:
        return not_ahead(self.cleaned_data["on"], self.actor.today)

    @property
    def grounds(self) -> Grounds:
        """The grounds of a form without faults."""
        return Grounds(self.cleaned_data["on"], self.cleaned_data["basis"], self.cleaned_data["reason"])

    def targets(self) -> dict[str, Any]:
        """What is chosen besides the grounds."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"on", "basis", "reason"}}


class CloseForm(GroundsForm):
    """An organization that is no more."""

    heir = OrganizationField(
        label="Кому передать обязательства",
        required=False,
        help_text="Наименование, ИНН или номер. Не заполняйте, если передавать некому: они будут отозваны.",
    )
    above = OrganizationField(
        authorities=True,
        label="Кому подчинить организации, стоящие ниже",
        error_messages={"required": "Ниже есть действующие организации. Укажите, кому они будут подчинены."},
        help_text="Они будут учитываться в её муниципальном образовании.",
    )

    field_order = ["on", "basis", "reason", "heir", "above"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.organization.children.filter(closed_on=None).exists():
            del self.fields["above"]


class MergeForm(GroundsForm):
    """An organization that goes into another."""

    into = OrganizationField(
        label="К какой организации присоединяется",
        help_text="Наименование, ИНН или номер. Она станет правопреемником.",
        error_messages={"required": "Укажите организацию, к которой присоединяется эта."},
    )

    field_order = ["on", "basis", "reason", "into"]

    def clean_into(self) -> Organization:
        into = self.cleaned_data["into"]
        if into.addressee_group_id != self.organization.addressee_group_id:
            raise forms.ValidationError("Присоединить можно только к организации той же группы адресатов.")
        return into


class SplitForm(GroundsForm):
    """New organizations beside this one or instead of it."""

    names = forms.CharField(
        label="Краткие наименования новых организаций",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        help_text="Каждое с новой строки.",
        error_messages={"required": "Введите хотя бы одно наименование."},
    )
    closes = forms.BooleanField(
        label="Прежняя организация закрывается",
        required=False,
        help_text="Разделение. Без отметки — выделение: прежняя организация продолжает работу.",
    )

    field_order = ["on", "basis", "reason", "names", "closes"]

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST_NEW:
            raise forms.ValidationError(f"За одно действие создаётся не более {MOST_NEW} организаций.")
        if len(set(names)) < len(names):
            raise forms.ValidationError("Наименования повторяются.")
        taken = Organization.objects.visible_to(self.actor).filter(municipality=self.organization.municipality_id)
        if found := taken.filter(name__in=names).first():
            raise forms.ValidationError(f"Организация «{found}» здесь уже есть.")
        if long := [name for name in names if len(name) > 300]:
            raise forms.ValidationError(f"Наименование длиннее 300 знаков: «{long[0][:40]}…».")
        return names


class MoveForm(GroundsForm):
    """A school that passes to another authority."""

    authority = OrganizationField(
        authorities=True,
        label="Кому подчиняется теперь",
        help_text="Муниципальный орган управления образованием или департамент.",
        error_messages={"required": "Укажите орган, которому будет подчинена организация."},
    )

    field_order = ["on", "basis", "reason", "authority"]

    def clean_authority(self) -> Organization:
        authority = self.cleaned_data["authority"]
        if authority.pk == self.organization.parent_id:
            raise forms.ValidationError("Организация уже подчинена этому органу. Выберите другой.")
        return authority


@dataclass(frozen=True)
class Choice:
    """A task of the plan with the fate that is chosen for it on the page."""

    line: Line
    fate: str

    @property
    def name(self) -> str:
        return f"task_{self.line.task.pk}"


def choices_of(plan: Plan, data: Mapping[str, str]) -> list[Choice]:
    """What is chosen for each task: «для всех» where it is possible, else the own choice, else what is proposed."""
    wanted = data.get("all", "") if "apply" in data else ""
    return [Choice(line, _fate(line, wanted, data)) for line in plan.lines]


def _fate(line: Line, wanted: str, data: Mapping[str, str]) -> str:
    if wanted == AS_PROPOSED:
        return line.proposed
    return wanted if wanted in dict(line.options) else line.chosen(data)


def decisions_in(data: Any) -> list[tuple[str, str]]:
    """What was decided on the page, to be sent again while a question above is mended."""
    names = [name for name in data if name.startswith("task_") or name in {"seats", "stamp"}]
    return [(name, value) for name in names for value in data.getlist(name)]


def seats_of(plan: Plan, data: Any) -> set[int]:
    """Whose seats pass to the successor: all until the plan has been shown."""
    if "stamp" not in data:
        return {seat.pk for seat in plan.people}
    return {int(text) for text in data.getlist("seats") if text.isdecimal() and len(text) < 19}
