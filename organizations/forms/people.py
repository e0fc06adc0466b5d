"""Forms about people: invitations, places of work, accounts."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.forms.passwords import password_help
from organizations.models import Invitation, Membership, Municipality, Organization, User
from organizations.querysets import MembershipQuerySet
from organizations.roles import ROLES_OF_GROUP, Role

_REASON: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 1000}
_ROLE_ERRORS = {"invalid_choice": "Выберите роль из списка."}
_SEEN_BY_COORDINATORS = (Role.MUNICIPAL, Role.SCHOOL)
STATES = {
    "": "действующие",
    "without_second_factor": "без второго шага входа",
    "former": "нет действующих",
}


class PeopleFilter(forms.Form):
    """What the list of people is narrowed by."""

    q = forms.CharField(label="Имя, почта или организация", max_length=200, required=False)
    role = forms.ChoiceField(
        label="Роль", choices=[("", "любая"), *Role.choices], required=False, error_messages=_ROLE_ERRORS
    )
    municipality = forms.ModelChoiceField(
        label="Муниципальное образование", queryset=Municipality.objects.none(), required=False, empty_label="все"
    )
    state = forms.ChoiceField(label="Места работы", choices=list(STATES.items()), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["municipality"].queryset = Municipality.objects.visible_to(actor)
        if actor.is_coordinator:
            del self.fields["municipality"]
            self.fields["role"].choices = [("", "любая"), *((role, role.label) for role in _SEEN_BY_COORDINATORS)]

    def rows(self) -> MembershipQuerySet:
        """Places of work that the actor sees, narrowed; an unknown value gives an empty list."""
        rows = Membership.objects.visible_to(self.actor)
        if not self.is_valid():
            return rows.none()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        rows = self._in_state(rows, asked.get("state", "")).search(asked.get("q", ""))
        places = {"role": "role", "municipality": "organization__municipality"}
        return rows.filter(**{path: asked[name] for name, path in places.items() if name in asked})

    def _in_state(self, rows: MembershipQuerySet, state: str) -> MembershipQuerySet:
        if state == "former":
            return rows.of_people_without_seat(self.actor.today)
        rows = rows.active_on(self.actor.today)
        return rows.without_second_factor() if state else rows

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class SeatForm(forms.Form):
    """A role at an organization with its days; whoever stands in for a colleague names the colleague and the last day.

    Takes `actor` and `organization`: only roles of its group can be chosen (and people who work there today).
    """

    role = forms.ChoiceField(label="Роль", error_messages=_ROLE_ERRORS)
    position = forms.CharField(label="Должность", max_length=200, required=False)
    deputy_for = forms.ModelChoiceField(
        label="Замещает",
        queryset=Membership.objects.none(),
        required=False,
        empty_label="никого, постоянное место работы",
        help_text="Заполняется, если сотрудник временно замещает коллегу.",
    )
    valid_from = DateField(label="Действует с", required=False, help_text="Не заполнено — с сегодняшнего дня.")
    valid_to = DateField(label="Действует по", required=False, help_text="Обязательно для замещения.")

    def __init__(self, *args: Any, actor: Actor, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r, r.label) for r in ROLES_OF_GROUP[organization.addressee_group.code]]
        people = Membership.objects.visible_to(actor).active_on(actor.today).filter(organization=organization)
        self.fields["deputy_for"].queryset = people.with_place()
        self.fields["deputy_for"].label_from_instance = lambda seat: f"{seat.user}, {seat.get_role_display()}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Последний день раньше первого.")
        if data.get("deputy_for") and not last and "valid_to" not in self.errors:
            self.add_error("valid_to", "Укажите, по какой день сотрудник замещает коллегу.")
        return data


class InvitationForm(SeatForm):
    """Who is invited where in which role."""

    email = forms.EmailField(
        label="Электронная почта",
        required=False,
        help_text="На неё уйдёт письмо со ссылкой. Без почты ссылку передают сами: сотрудник укажет почту, приняв её.",
    )
    full_name = forms.CharField(label="Фамилия, имя, отчество", max_length=200, required=False)

    field_order = ["role", "email", "full_name", "position", "deputy_for", "valid_from", "valid_to"]


class DeputyForm(forms.Form):
    """Who stands in for a colleague, from which day to which."""

    email = forms.EmailField(
        label="Электронная почта замещающего", help_text="Почта сотрудника, который уже в портале."
    )
    valid_from = DateField(label="С какого дня")
    valid_to = DateField(label="По какой день")


class SeatChangeForm(forms.Form):
    """Role and position of a place of work."""

    role = forms.ChoiceField(
        label="Роль",
        help_text="Прежняя роль закончится вчерашним днём, её действия сохранятся.",
        error_messages=_ROLE_ERRORS,
    )
    position = forms.CharField(label="Должность", max_length=200, required=False)

    def __init__(self, *args: Any, seat: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"role": seat.role, "position": seat.position}} | kwargs)
        roles = ROLES_OF_GROUP[seat.organization.addressee_group.code]
        self.fields["role"].choices = [(role, role.label) for role in roles]


class SeatEndForm(forms.Form):
    """The last day of a place of work and why it ends."""

    last_day = DateField(label="Последний день", help_text="Чтобы закрыть доступ сразу, укажите вчерашний день.")
    reason = forms.CharField(label="Основание", error_messages={"required": "Укажите основание."}, **_REASON)


class AccountForm(forms.Form):
    """Facts of an account."""

    full_name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    email = forms.EmailField(label="Электронная почта", help_text="С ней входят в портал. Новая почта завершит сеансы.")
    phone = forms.CharField(label="Телефон", max_length=60, required=False)


class AccountReasonForm(forms.Form):
    """An act on an account that must be explained."""

    reason = forms.CharField(label="Основание", error_messages={"required": "Укажите основание."}, **_REASON)


class AcceptanceForm(forms.Form):
    """Name, e-mail and password of a person who accepts an invitation; a named address cannot be changed."""

    full_name = forms.CharField(
        label="Фамилия, имя, отчество",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Укажите фамилию, имя и отчество."},
    )
    email = forms.EmailField(
        label="Электронная почта",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        help_text="С ней вы будете входить в портал и получать письма о сроках.",
        error_messages={"required": "Укажите электронную почту."},
    )
    password = forms.CharField(
        label="Пароль",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Придумайте пароль."},
    )
    repeated = forms.CharField(
        label="Пароль ещё раз",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Повторите пароль."},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        initial = {"full_name": invitation.full_name, "email": invitation.email}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.invitation = invitation
        self.fields["email"].disabled = bool(invitation.email)
        self.fields["password"].help_text = password_help(self._newcomer())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password and data.get("repeated") and password != data["repeated"]:
            self.add_error("repeated", "Пароли не совпадают.")
        if password:
            self._check_password(data, password)
        return data

    def _check_password(self, data: dict[str, Any], password: str) -> None:
        about = {"email": data.get("email", ""), "full_name": data.get("full_name", "")}
        try:
            password_validation.validate_password(password, self._newcomer(**about))
        except ValidationError as error:
            self.add_error("password", error)

    def _newcomer(self, **about: str) -> User:
        """Until the second step of such a role is set up, the password stands alone, as that of the installer."""
        stands_alone = self.invitation.role in self.invitation.region.access_rules.second_factor_roles
        return User(is_staff=stands_alone, **about)
