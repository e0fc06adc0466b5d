"""What every page shows: the sections open to the role, the actor, the look."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from organizations.access import Actor
from organizations.appearance import Appearance
from organizations.roles import Role
from organizations.services.sessions import PREVIOUS
from recommendations.demo.accounts import KNOWN, PASSWORD


@dataclass(frozen=True)
class NavigationItem:
    """A section of the portal in the side menu."""

    label: str
    short_label: str
    url: str
    icon: str
    is_current: bool
    heading: str = ""
    count: int | None = None


_EXECUTORS = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.MUNICIPAL, Role.METHODOLOGIST)
_ALL_BUT_ADMINISTRATOR = (*_EXECUTORS, Role.SCHOOL, Role.OBSERVER)
# label, short label, URL name, icon, roles
_SECTIONS: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("Главная", "Главная", "home", "home", tuple(Role)),
    ("Задачи", "Задачи", "task-list", "tasks", _ALL_BUT_ADMINISTRATOR),
    ("Запросы исполнителей", "Запросы", "request-list", "decide", _ALL_BUT_ADMINISTRATOR),
    ("Резолюции", "Резолюции", "resolution-list", "resolution", _ALL_BUT_ADMINISTRATOR),
    ("Поручения", "Поручения", "assignment-list", "assignment", (*_EXECUTORS, Role.OBSERVER)),
    ("Правовые акты", "Акты", "act-list", "law", _ALL_BUT_ADMINISTRATOR),
    ("Организации", "Организации", "organization-list", "organization", tuple(Role)),
    ("Сотрудники", "Сотрудники", "people-list", "people", (Role.ADMINISTRATOR, Role.MUNICIPAL)),
    ("Журнал действий", "Журнал", "audit-list", "journal", (Role.ADMINISTRATOR,)),
    ("Настройки региона", "Настройки", "settings-list", "settings", (Role.ADMINISTRATOR,)),
    ("Рабочий календарь", "Календарь", "calendar-year", "calendar", (Role.ADMINISTRATOR,)),
    ("Роли", "Роли", "role-list", "shield", (Role.ADMINISTRATOR,)),
)
# A group of sections begins at this one.
_HEADINGS = {"settings-list": "Настройки"}
# People come to the list for what is still to be done.
_FIRST_SLICE = {"task-list": "?queue=open"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page; safe for error pages, where the middleware may not have run."""
    actor: Actor | None = getattr(request, "actor", None)
    session = getattr(request, "session", None)
    return {
        "appearance": Appearance.from_session(session) if session is not None else Appearance(),
        "current_actor": actor,
        "previous_sign_in": session.get(PREVIOUS) if session is not None else None,
        "today": actor.today if actor else None,
        "memberships": getattr(request, "memberships", []),
        "navigation": _navigation(request, actor) if actor else [],
        "demo_accounts": _sign_in_hints() if settings.DEMO and actor is None else [],
    }


def _sign_in_hints() -> list[dict[str, str]]:
    """Accounts printed on the sign-in page of the demo; those with a second factor are left to the command."""
    return [
        {"role_label": account.role.label, "email": account.email, "password": PASSWORD}
        for account in KNOWN
        if not account.has_totp
    ]


def _navigation(request: HttpRequest, actor: Actor) -> list[NavigationItem]:
    here = getattr(request.resolver_match, "url_name", "") or ""
    return [
        NavigationItem(
            label,
            short,
            reverse(name) + _FIRST_SLICE.get(name, ""),
            icon,
            _is_current(here, name),
            _HEADINGS.get(name, ""),
        )
        for label, short, name, icon, roles in _SECTIONS
        if actor.role in roles
    ]


def _is_current(here: str, section: str) -> bool:
    return here == section or here.split("-")[0] == section.split("-")[0]
