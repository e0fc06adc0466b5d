"""Making a recommendation executable."""

import re
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.models import Membership, Municipality, Organization, User
from organizations.roles import GroupCode, Role
from recommendations.control import DeadlineRule, PeriodKind
from recommendations.forms.fields import limit_texts
from recommendations.models import Assignment, Recommendation
from recommendations.querysets.calendar import control_rules
from recommendations.statuses import AssignmentKind, AssignmentMode

_FIELDS = (
    "part_text",
    "expected_result",
    "instruction",
    "expected_evidence",
    "kind",
    "mode",
    "basis_kind",
    "basis_number",
    "basis_on",
    "deadline_rule",
    "deadline_on",
    "period_kind",
    "starts_on",
    "controller_organization",
    "controller_person",
    "endorsement_required",
    "special_control",
)
_HASTE = (
    (re.compile(r"\b(?:срочно|незамедлительно)\b"), DeadlineRule.URGENT),
    (re.compile(r"\bоперативно\b"), DeadlineRule.PROMPT),
)
_FREQUENCY = (
    (re.compile(r"\bежемесячно\b|раз в месяц"), PeriodKind.MONTH),
    (re.compile(r"\bежеквартально\b|раз в квартал"), PeriodKind.QUARTER),
    (re.compile(r"раз в полугодие|раза в год"), PeriodKind.HALF_YEAR),
    (re.compile(r"\bежегодно\b|раз в год"), PeriodKind.YEAR),
)
_CONTINUING = ("обеспечи", "содейств", "развива", "осуществля", "способств")


class OrganizationsField(forms.ModelMultipleChoiceField):
    """Organizations by name and municipality: the name alone does not tell them apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} — {obj.municipality}" if obj.municipality else obj.name


class AssignmentForm(forms.ModelForm):
    """Result, term, addressees, controller and basis; gives `fields_for_service`."""

    groups = forms.MultipleChoiceField(
        label="Группы адресатов",
        choices=GroupCode.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одну группу адресатов."},
    )
    municipalities = forms.ModelMultipleChoiceField(
        label="Только муниципальные образования",
        queryset=Municipality.objects.none(),
        required=False,
        help_text="Ничего не выбрано — все. Несколько: удерживайте Ctrl.",
    )
    left_out = OrganizationsField(
        label="Кроме организаций",
        queryset=Organization.objects.none(),
        required=False,
        help_text="Кому поручение не направлять. Несколько: удерживайте Ctrl.",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    basis_on = DateField(label="Дата основания", help_text="От этой даты считаются сроки.")
    deadline_on = DateField(label="Не позднее", required=False)
    starts_on = DateField(label="Исполнять начиная с", required=False)

    class Meta:
        model = Assignment
        fields = _FIELDS
        widgets = {
            "part_text": forms.Textarea(attrs={"rows": 2}),
            "expected_result": forms.Textarea(attrs={"rows": 3}),
            "instruction": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "expected_result": "Что должно появиться в итоге, чтобы поручение считалось исполненным.",
            "expected_evidence": "Например: приказ об утверждении программы, ссылка на сайт.",
            "deadline_on": "Заполняется, когда выбран срок «не позднее даты».",
            "period_kind": "Заполняется у периодических и постоянных поручений.",
            "endorsement_required": "Отчёт школы сначала согласует муниципальный орган управления образованием.",
            "special_control": "Удваивает вес поручения в индексе дисциплины.",
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._narrow_choices(actor)
        limit_texts(self)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = _layout()

    def _narrow_choices(self, actor: Actor) -> None:
        self.fields["municipalities"].queryset = Municipality.objects.visible_to(actor)
        organizations = Organization.objects.visible_to(actor)
        self.fields["left_out"].queryset = organizations.select_related("municipality")
        controllers = organizations.of_groups([GroupCode.DEPARTMENT, GroupCode.INSTITUTE])
        self.fields["controller_organization"].queryset = controllers
        people = Membership.objects.filter(
            Q(organization__in=controllers) & ~Q(role__in=[Role.OBSERVER, Role.ADMINISTRATOR])
        ).active_on(actor.today)
        self.fields["controller_person"].queryset = User.objects.filter(pk__in=people.values("user"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        periodic = data.get("kind") != AssignmentKind.ONE_OFF
        if periodic:
            data["deadline_rule"], data["deadline_on"] = DeadlineRule.PERIODIC, None
            self._check_period(data)
        elif data.get("deadline_rule") == DeadlineRule.PERIODIC:
            self.add_error("deadline_rule", "Срок «по периодам» бывает у периодических и постоянных поручений.")
        else:
            data["period_kind"] = ""
        self._check_controller(data)
        self._check_dates(data)
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        basis, start, end = data.get("basis_on"), data.get("starts_on"), data.get("deadline_on")
        if basis and basis > self.actor.today:
            self.add_error("basis_on", "Основание не может быть датировано будущим днём.")
        if end and end < self.actor.today:
            self.add_error("deadline_on", "Этот день уже прошёл. Укажите сегодняшний или будущий.")
        if start and end and start > end:
            self.add_error("starts_on", "Начало исполнения позже срока.")

    def _check_period(self, data: dict[str, Any]) -> None:
        if data.get("kind") == AssignmentKind.PERMANENT:
            data["period_kind"] = PeriodKind.YEAR
        elif not data.get("period_kind"):
            self.add_error("period_kind", "Выберите отчётный период.")

    def _check_controller(self, data: dict[str, Any]) -> None:
        person, place = data.get("controller_person"), data.get("controller_organization")
        if person and place and not person.memberships.filter(organization=place).active_on(self.actor.today).exists():
            self.add_error("controller_person", f"Этот сотрудник не работает в организации «{place}».")

    def fields_for_service(self) -> dict[str, Any]:
        """Columns of Assignment with the addressee rule."""
        data = {name: self.cleaned_data[name] for name in _FIELDS}
        data["addressee_rule"] = {
            "groups": self.cleaned_data["groups"],
            "municipalities": [place.pk for place in self.cleaned_data["municipalities"]],
            "except": [organization.pk for organization in self.cleaned_data["left_out"]],
        }
        return data


def initial_of(recommendation: Recommendation, actor: Actor) -> dict[str, Any]:
    """Sensible defaults from the text: addressees, term, kind, controller (domain rules, deadlines 1 and 2)."""
    groups = list(recommendation.section.groups.values_list("code", flat=True))
    # The department and its institute are told, municipalities and their schools are recommended to.
    is_binding = bool(groups) and set(groups) <= {GroupCode.DEPARTMENT, GroupCode.INSTITUTE}
    initial: dict[str, Any] = {
        "groups": groups,
        "mode": AssignmentMode.BINDING if is_binding else AssignmentMode.ADVISORY,
        "endorsement_required": GroupCode.SCHOOL in groups and control_rules(actor.region).endorsement_of_schools,
        "basis_on": actor.today,
        "deadline_rule": DeadlineRule.MONTH,
        "controller_organization": actor.organization,
        "controller_person": actor.user,
        "expected_result": "",
    }
    return initial | _term_of(recommendation, actor.today)


def _term_of(recommendation: Recommendation, today: date) -> dict[str, Any]:
    """Explicit date, then words of haste, then how often, then the verb (domain rules, deadlines 1, 2, 4)."""
    dated = {found["kind"]: date.fromisoformat(found["date"]) for found in recommendation.deadlines if found["date"]}
    if "by" in dated and dated["by"] >= today:
        return {"deadline_rule": DeadlineRule.BY_DATE, "deadline_on": dated["by"]}
    text = recommendation.text.casefold()
    for words, rule in _HASTE:
        if words.search(text):
            return {"deadline_rule": rule}
    start = {"starts_on": dated["from"]} if "from" in dated else {}
    period = next((kind for words, kind in _FREQUENCY if words.search(text)), None)
    if period is None and text.startswith(_CONTINUING):
        period = PeriodKind.HALF_YEAR
    if period:
        return {"kind": AssignmentKind.PERIODIC, "deadline_rule": DeadlineRule.PERIODIC, "period_kind": period} | start
    return start


def initial_of_draft(assignment: Assignment) -> dict[str, Any]:
    """What the addressee fields show for a stored draft."""
    rule = assignment.addressee_rule
    return {
        "groups": rule.get("groups", []),
        "municipalities": rule.get("municipalities", []),
        "left_out": rule.get("except", []),
    }


def _layout() -> Layout:
    return Layout(
        Fieldset(
            "Что исполнить", "expected_result", "instruction", "expected_evidence", "part_text", css_class="form-part"
        ),
        Fieldset("Кому", "groups", "municipalities", "left_out", "endorsement_required", css_class="form-part"),
        Fieldset(
            "К какому сроку", "kind", "deadline_rule", "deadline_on", "period_kind", "starts_on", css_class="form-part"
        ),
        Fieldset("На каком основании", "mode", "basis_kind", "basis_number", "basis_on", css_class="form-part"),
        Fieldset("Контроль", "controller_organization", "controller_person", "special_control", css_class="form-part"),
    )
