"""Settings of a region: what stands on which page, and how they are changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.models import Region
from organizations.policies import may_change_settings
from organizations.rules import AccessRules, RetentionRules
from organizations.services.audit import record
from organizations.setting import Rules, Setting
from recommendations.control import ControlRules


@dataclass(frozen=True)
class Section:
    """A page of settings: its address, its words, and which settings of which rules it holds."""

    slug: str
    title: str
    about: str
    rules: type[Rules]
    names: tuple[str, ...]

    @property
    def settings(self) -> list[Setting]:
        """The settings of the page in their order."""
        known = self.rules.settings()
        return [known[name] for name in self.names]

    def kept(self, region: Region) -> dict[str, Any]:
        """Name → value, as the region keeps them, of those settings that differ from the defaults."""
        own = region.settings.get(self.rules.key, {})
        return {name: own[name] for name in self.names if name in own}

    def in_force(self, region: Region) -> dict[str, Any]:
        """Name → value in force."""
        rules = self.rules.from_settings(self.kept(region))
        return {name: getattr(rules, name) for name in self.names}


_ISSUED = "Уже выданные сроки не меняются."
SECTIONS = (
    Section(
        "deadlines",
        "Сроки поручений",
        f"Как считается срок нового поручения. {_ISSUED}",
        ControlRules,
        ("urgent_days", "prompt_days", "default_months", "count_working_days", "shift_explicit_dates"),
    ),
    Section(
        "periods",
        "Отчётность по периодам",
        f"К какому дню подаётся отчёт за отчётный период. {_ISSUED}",
        ControlRules,
        ("periodic_day", "permanent", "school_year_report"),
    ),
    Section(
        "extensions",
        "Продление срока",
        "Когда и сколько раз исполнитель может просить о продлении. Действует для запросов, поданных после изменения.",
        ControlRules,
        ("extension_notice_working_days", "extensions_per_task", "extensions_by_controller", "extension_months"),
    ),
    Section(
        "reminders",
        "Напоминания и согласование",
        "Когда портал напоминает о сроке и кто проверяет отчёты школ первым.",
        ControlRules,
        ("due_soon_days", "reminder_days", "endorsement_of_schools"),
    ),
    Section(
        "figures",
        "Исполнительская дисциплина",
        "Как считается индекс дисциплины. Сводки на прошедшие даты пересчитываются по новым правилам.",
        ControlRules,
        ("late_days_to_zero", "special_control_weight"),
    ),
    Section(
        "access",
        "Вход и учётные записи",
        "Как сотрудники входят в портал.",
        AccessRules,
        ("second_factor_roles", "idle_minutes", "idle_minutes_executors", "invitation_days"),
    ),
    Section(
        "retention",
        "Сроки хранения",
        "Сколько дней хранятся журнал, файлы и личные сведения. Удалённое по сроку не восстанавливается.",
        RetentionRules,
        ("journal_days", "personal_days", "import_days", "former_staff_days"),
    ),
)


@transaction.atomic
def change_settings(
    *, actor: Actor, section: Section, values: Mapping[str, Any], seen: Mapping[str, Any]
) -> list[Setting]:
    """Keep the values of one page that differ from the defaults, and give the settings that have changed.

    `values`: name → value for the code; a name that is not there goes back to its default. `seen`: what the region
    kept when the person opened the page; ValidationError names what another window has changed since then, or the
    value that is out of its range.
    """
    region = _locked(actor)
    before = section.in_force(region)
    _refuse_stale(section, section.kept(region), seen, before)
    kept = {one.name: one.kind.keep(values[one.name]) for one in section.settings if _differs(one, values)}
    after = _checked(section, kept)
    changed = [one for one in section.settings if before[one.name] != after[one.name]]
    if changed:
        others = {name: value for name, value in _own(region, section).items() if name not in section.names}
        region.settings = region.settings | {section.rules.key: others | kept}
        region.save(update_fields=["settings"])
        texts = {one.name: (one.text(before[one.name]), one.text(after[one.name])) for one in changed}
        record(actor=actor, act="change_settings", about=region, changes=texts, section=section.slug)
    return changed


@transaction.atomic
def change_region(*, actor: Actor, name: str, time_zone: str, seen: Mapping[str, Any]) -> list[str]:
    """Name the region and set its clock; gives what has changed. ValidationError as in `change_settings`."""
    region = _locked(actor)
    before = {"name": region.name, "time_zone": region.time_zone}
    if seen and dict(seen) != before:
        raise ValidationError(f"{_STALE} {region.name}, {region.time_zone}. {_AGAIN}", code="stale")
    region.name, region.time_zone = name, time_zone
    region.full_clean(exclude=["settings"])
    changes = {field: (old, getattr(region, field)) for field, old in before.items() if old != getattr(region, field)}
    if changes:
        region.save(update_fields=["name", "time_zone"])
        record(actor=actor, act="change_settings", about=region, changes=changes, section="region")
    return list(changes)


_STALE = "Пока вы заполняли форму, настройки изменили в другом окне. Сейчас:"
_AGAIN = "Ваши значения остались в полях: проверьте их и сохраните ещё раз."


def _locked(actor: Actor) -> Region:
    region = Region.objects.select_for_update().get(pk=actor.region.pk)
    require(may_change_settings(actor))
    return region


def _own(region: Region, section: Section) -> dict[str, Any]:
    return region.settings.get(section.rules.key, {})


def _differs(one: Setting, values: Mapping[str, Any]) -> bool:
    return one.name in values and values[one.name] != one.default


def _checked(section: Section, kept: Mapping[str, Any]) -> dict[str, Any]:
    try:
        rules = section.rules.from_settings(kept)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return {name: getattr(rules, name) for name in section.names}


def _refuse_stale(
    section: Section, kept: Mapping[str, Any], seen: Mapping[str, Any], in_force: Mapping[str, Any]
) -> None:
    others = [one for one in section.settings if kept.get(one.name) != seen.get(one.name)]
    if others:
        now = "; ".join(f"{one.label} — {one.text(in_force[one.name])}" for one in others)
        raise ValidationError(f"{_STALE} {now}. {_AGAIN}", code="stale")
