"""The database holds the invariants, and says so in Russian before it has to."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from organizations.models import (
    AddresseeGroup,
    AuditSeal,
    CalendarDay,
    Invitation,
    Membership,
    Municipality,
    MunicipalityName,
    Organization,
    OrganizationName,
    Region,
    User,
)
from recommendations.models import (
    Assignment,
    Citation,
    Evidence,
    ExtensionRequest,
    FindingSignature,
    LegalAct,
    NotApplicableRequest,
    PastWording,
    PendingDocument,
    ProgressReport,
    Recommendation,
    Remark,
    Resolution,
    ResolutionText,
    Section,
    StoredFile,
    Task,
    TaskEvent,
)
from tests.factories import NOW, World, make_recommendation, make_resolution, make_task
from tests.stations import ask_for

DAY = date(2026, 9, 1)


def copy(row: models.Model, **changes: Any) -> models.Model:
    """The row once more as a new one, with these changes."""
    columns = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(row, name) for name in columns}
    again = type(row)(**values)
    for name, value in changes.items():
        setattr(again, name, value)
    return again


def organization(world: World, **changes: Any) -> models.Model:
    return copy(world.school, **{"name": "Другая школа", "inn": "", "ogrn": ""} | changes)


def municipality_name(world: World, **changes: Any) -> models.Model:
    place = world.municipality
    facts = {"name": place.name, "kind": place.kind, "oktmo": place.oktmo}
    return MunicipalityName(region=world.region, municipality=place, **facts | changes)


def known(row: models.Model, **changes: Any) -> models.Model:
    """The row written with these changes."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def report(world: World, **changes: Any) -> ProgressReport:
    given = {"version": 1, "what_done": "Готово.", "saved_at": NOW, "saved_by": world["school"].user}
    return ProgressReport(region=world.region, task=make_task(world), **given | changes)


def saved_report(world: World, **changes: Any) -> ProgressReport:
    return known(report(world, **changes))  # type: ignore[return-value]


def evidence(world: World, **changes: Any) -> Evidence:
    given = {"added_by": world["school"].user, "added_at": NOW, "report": saved_report(world)}
    return Evidence(region=world.region, **given | changes)


def file(world: World) -> StoredFile:
    given = {"sha256": "0" * 64, "size": 1, "content_type": "application/pdf", "file": "x"}
    return StoredFile.objects.create(region=world.region, **given)


def clause(world: World) -> Recommendation:
    return make_recommendation(make_resolution(world.region))


def past_wording(world: World, **changes: Any) -> models.Model:
    row = clause(world)
    columns = ("region", "section", "position", "number", "text", "span_start", "span_end")
    values = {name: getattr(row, name) for name in columns}
    return PastWording(recommendation=row, version=1, **values | {"fate": "kept"} | changes)


def signature(world: World) -> models.Model:
    return FindingSignature(
        region=world.region,
        recommendation=clause(world),
        wording="1" * 64,
        code="no_deadline",
        message="В пункте нет срока исполнения.",
        signed_by=world["specialist"].user,
        signed_at=NOW,
    )


def legal_act(world: World, **changes: Any) -> models.Model:
    values = {"kind": "order", "number": "15", "adopted_on": DAY, "name": "приказ от 01.09.2026 № 15"}
    return LegalAct(region=world.region, created_at=NOW, **values | changes)


def pending(world: World, **changes: Any) -> models.Model:
    values = {"file": "pending/1", "file_name": "1.md", "sha256": "1" * 64, "reading": {"title": "Резолюция"}}
    times = {"created_by": world["specialist"].user, "created_at": NOW, "changed_at": NOW}
    return PendingDocument(region=world.region, **values | times | changes)


def seal(region: Region | None) -> models.Model:
    rows = {"number": 1, "event_count": 1, "first_event": 1, "last_event": 1}
    return AuditSeal(region=region, digest="1" * 64, sealed_at=NOW, **rows)


def citation(world: World) -> models.Model:
    return Citation(region=world.region, recommendation=clause(world), act=known(legal_act(world)), text="приказ № 15")


def text(world: World, **changes: Any) -> ResolutionText:
    resolution = make_resolution(world.region)
    given = {"version": 1, "sha256": "0" * 64, "file": "x", "file_name": "x.md", "plain_text": "x", "imported_at": NOW}
    row = ResolutionText(region=world.region, resolution=resolution, imported_by=world["specialist"].user, **given)
    return known(row, **changes)  # type: ignore[return-value]


def invitation(world: World, **changes: Any) -> models.Model:
    values = {"organization": world.school, "role": "school", "created_by": world["coordinator"].user}
    times = {"created_at": NOW, "expires_at": NOW}
    return Invitation(region=world.region, **values | times | changes)


def decided(world: World, row: models.Model) -> models.Model:
    row.decision = "approved"  # type: ignore[attr-defined]
    return row


def rejected(world: World) -> dict[str, Any]:
    return {"decision": "rejected", "decided_at": NOW, "decided_by": world["head"].user}


def freed(world: World) -> NotApplicableRequest:
    given = {"reason": "Нет классов.", "asked_at": NOW, "asked_by": world["school"].user}
    return NotApplicableRequest(region=world.region, task=make_task(world), **given)


def assignment(world: World, **changes: Any) -> models.Model:
    return copy(make_task(world).assignment, **changes)


# constraint: (a row that breaks it, the sentence of full_clean; None where a form never meets it)
Broken = Callable[[World], models.Model]
CASES: dict[str, tuple[Broken, str | None]] = {
    # --- who
    "addressee_group_code_once": (lambda w: copy(w.school.addressee_group), "уже существует"),
    "municipality_oktmo_once": (lambda w: copy(w.municipality, name="Другой"), "уже существует"),
    "municipality_name_once": (lambda w: copy(w.municipality, oktmo="66999999"), "уже существует"),
    "organization_name_once_in_municipality": (
        lambda w: copy(w.school),
        "Организация с таким наименованием уже есть в этом муниципальном образовании.",
    ),
    "organization_name_once_in_region": (
        lambda w: copy(w.department),
        "Организация регионального уровня с таким наименованием уже есть.",
    ),
    "organization_inn_once": (
        lambda w: organization(w, inn=known(w.neighbour, inn="6730000001").inn),
        "Организация с таким ИНН уже есть.",
    ),
    "organization_ogrn_once": (
        lambda w: organization(w, ogrn=known(w.neighbour, ogrn="1026700000001").ogrn),
        "Организация с таким ОГРН уже есть.",
    ),
    "organization_not_own_parent": (
        lambda w: known_without_saving(w.school, parent_id=w.school.pk),
        "Организация не может подчиняться сама себе.",
    ),
    "organization_one_open_name": (
        lambda w: OrganizationName(region=w.region, organization=w.school, name="Второе"),
        "У организации может быть только одно действующее наименование.",
    ),
    "organization_name_dates_in_order": (
        lambda w: OrganizationName(
            region=w.region, organization=w.school, name="Старое", valid_from=DAY, valid_to=date(2026, 8, 31)
        ),
        "Срок действия наименования заканчивается раньше, чем начинается.",
    ),
    "organization_successor_of_closed": (
        lambda w: known_without_saving(w.school, successor_id=w.neighbour.pk),
        "Правопреемник указывается у закрытой организации, и это другая организация.",
    ),
    "municipality_one_open_name": (
        lambda w: copy(known(municipality_name(w))),
        "У муниципального образования может быть только одно действующее наименование.",
    ),
    "municipality_name_dates_in_order": (
        lambda w: municipality_name(w, valid_from=DAY, valid_to=date(2026, 8, 31)),
        "Срок действия наименования заканчивается раньше, чем начинается.",
    ),
    "user_email_once": (
        lambda w: copy(w["school"].user, email=w["school"].user.email.upper()),
        "Учётная запись с такой почтой уже есть.",
    ),
    "membership_open_once": (
        lambda w: copy(w["school"].membership),
        "Эта роль в организации у пользователя уже есть.",
    ),
    "membership_dates_in_order": (
        lambda w: copy(w["school"].membership, valid_to=date(2019, 12, 31)),
        "Окончание роли раньше её начала.",
    ),
    "membership_role_known": (lambda w: copy(w["school"].membership, role="king"), "нет среди допустимых"),
    "membership_deputy_has_end": (
        lambda w: copy(w["neighbour"].membership, organization_id=w.school.pk, deputy_for=w["school"].membership),
        "У замещения должна быть дата окончания.",
    ),
    "invitation_accepted_or_revoked": (
        lambda w: invitation(w, revoked_at=NOW, accepted_at=NOW, membership=w["school"].membership),
        "Принятое приглашение нельзя отозвать.",
    ),
    "invitation_accepted_gives_seat": (
        lambda w: invitation(w, accepted_at=NOW),
        "Принятое приглашение даёт место работы.",
    ),
    "invitation_role_known": (lambda w: invitation(w, role="king"), "нет среди допустимых"),
    "invitation_deputy_has_end": (
        lambda w: invitation(w, deputy_for=w["school"].membership),
        "У замещения должна быть дата окончания.",
    ),
    "calendar_day_once": (
        lambda w: copy(CalendarDay.objects.create(region=w.region, day=DAY, is_working=False)),
        "Этот день уже есть в календаре региона.",
    ),
    "audit_seal_number_once": (lambda w: copy(known(seal(w.region))), "уже существует"),
    "audit_seal_number_once_of_nobody": (lambda w: copy(known(seal(None))), None),
    # --- what
    "resolution_event_days_in_order": (
        lambda w: copy(make_resolution(w.region), event_from=DAY, event_to=date(2026, 8, 31)),
        "Последний день мероприятия раньше первого.",
    ),
    "resolution_stage_known": (lambda w: copy(make_resolution(w.region), stage="x"), "нет среди допустимых"),
    "resolution_text_version_once": (lambda w: copy(text(w), sha256="1" * 64), "уже существует"),
    "resolution_text_file_once": (
        lambda w: copy(text(w), version=2),
        "Этот документ уже загружен.",
    ),
    "section_position_once": (
        lambda w: copy(make_recommendation(make_resolution(w.region)).section),
        "уже существует",
    ),
    "recommendation_number_once": (
        lambda w: copy(make_recommendation(make_resolution(w.region))),
        "Пункт с таким номером в резолюции уже есть.",
    ),
    "recommendation_span_not_empty": (
        lambda w: copy(make_recommendation(make_resolution(w.region)), number="9.9", span_start=5, span_end=5),
        None,
    ),
    "recommendation_retired_later": (
        lambda w: known_without_saving(clause(w), retired_version=1),
        "Пункт исключается редакцией, следующей за той, в которой он появился.",
    ),
    "recommendation_successor_of_retired": (
        lambda w: known_without_saving(clause(w), successor=clause(w)),
        "Преемник бывает только у пункта, которого в действующей редакции нет.",
    ),
    "past_wording_version_once": (lambda w: copy(known(past_wording(w))), "уже существует"),
    "past_wording_fate_known": (lambda w: past_wording(w, fate="x"), "нет среди допустимых"),
    "finding_signed_once": (lambda w: copy(known(signature(w))), "уже существует"),
    "legal_act_once": (
        lambda w: copy(known(legal_act(w))),
        "Акт такого вида с этими номером и датой в реестре уже есть.",
    ),
    "legal_act_kind_known": (lambda w: legal_act(w, kind="x"), "нет среди допустимых"),
    "legal_act_in_force_after_adopted": (
        lambda w: legal_act(w, in_force_until=date(2026, 8, 31)),
        "Акт не может утратить силу раньше, чем принят.",
    ),
    "pending_document_once": (lambda w: copy(known(pending(w))), "Этот документ уже ждёт проверки."),
    "pending_version_once": (
        lambda w: copy(known(pending(w, resolution=make_resolution(w.region)))),
        "Эта редакция уже ждёт проверки.",
    ),
    "citation_once": (lambda w: copy(known(citation(w))), "уже существует"),
    "assignment_explicit_date_given": (
        lambda w: assignment(w, deadline_on=None),
        "Укажите дату, не позднее которой поручение исполняется.",
    ),
    "assignment_deadline_after_basis": (
        lambda w: assignment(w, deadline_on=date(2026, 8, 31)),
        "Срок исполнения раньше даты основания.",
    ),
    "assignment_period_fits_kind": (
        lambda w: assignment(w, kind="periodic"),
        "У периодического и постоянного поручения должен быть отчётный период, у разового — срок.",
    ),
    "assignment_issued_has_date": (lambda w: assignment(w, issued_at=None), None),
    "task_once_in_period": (
        lambda w: copy(make_task(w)),
        "Эта организация уже получила поручение за этот период.",
    ),
    "task_status_known": (lambda w: copy(make_task(w), status="lost", period="x"), "нет среди допустимых"),
    "task_done_has_date": (
        lambda w: copy(make_task(w), status="done", period="x"),
        "У исполненного обязательства должна быть дата исполнения.",
    ),
    "task_extension_moves_forward": (
        lambda w: copy(make_task(w), period="x", extension_count=1, due_on=DAY),
        "Продлённый срок не может быть раньше первоначального.",
    ),
    "task_event_status_known": (
        lambda w: copy(make_task(w).events.get(), status_after="lost"),
        "нет среди допустимых",
    ),
    "report_version_once": (lambda w: copy(saved_report(w, submitted_at=NOW)), "уже существует"),
    "report_one_draft": (lambda w: copy(saved_report(w), version=2), "Черновик отчёта уже есть."),
    "report_share_within_100": (lambda w: report(w, share_done=101), "меньше либо равно 100"),
    "report_submitted_has_text": (
        lambda w: report(w, submitted_at=NOW, what_done=""),
        "Опишите, что сделано.",
    ),
    "remark_not_empty": (
        lambda w: Remark(region=w.region, report=saved_report(w), author=w["specialist"].user, created_at=NOW, text=""),
        "Напишите, что нужно исправить.",
    ),
    "stored_file_once": (lambda w: copy(file(w)), "уже существует"),
    "evidence_file_or_link": (evidence, "Приложите файл или укажите ссылку."),
    "extension_one_pending": (
        lambda w: copy(ask_for(w, make_task(w))),
        "Запрос о продлении уже ждёт решения.",
    ),
    "extension_asks_later_date": (
        lambda w: known_without_saving(copy(ask_for(w, make_task(w)), asked_due_on=DAY), **rejected(w)),
        "Новый срок должен быть позже действующего.",
    ),
    "extension_decision_whole": (lambda w: decided(w, copy(ask_for(w, make_task(w)))), None),
    "not_applicable_one_pending": (
        lambda w: copy(known(freed(w))),
        "Запрос о неприменимости уже ждёт решения.",
    ),
    "not_applicable_decision_whole": (lambda w: decided(w, freed(w)), None),
}
MODELS: tuple[type[models.Model], ...] = (
    *(AddresseeGroup, AuditSeal, CalendarDay, Invitation, Membership, Municipality, MunicipalityName, Organization),
    *(OrganizationName, User),
    *(Assignment, Evidence, ExtensionRequest, NotApplicableRequest, ProgressReport, Recommendation, Remark),
    *(Resolution, ResolutionText, Section, StoredFile, Task, TaskEvent),
    *(Citation, FindingSignature, LegalAct, PastWording, PendingDocument),
)


def known_without_saving(row: models.Model, **changes: Any) -> models.Model:
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def test_every_constraint_has_a_case() -> None:
    named = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert named == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(world: World, name: str) -> None:
    """«The database holds the invariants …, the same on SQLite and PostgreSQL.»"""
    broken = CASES[name][0](world)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        models.Model.save(broken)
    if connection.vendor == "postgresql":
        assert name in str(error.value)
    else:
        columns = [field.column for field in broken._meta.concrete_fields]
        assert name in str(error.value) or any(column in str(error.value) for column in columns)


def said(check: Callable[[], None]) -> list[str]:
    """Sentences of a check that may find nothing."""
    try:
        check()
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("name", [name for name, (_, sentence) in CASES.items() if sentence])
def test_full_clean_says_it_in_russian(world: World, name: str) -> None:
    """«… with a human sentence».

    Choices, dates and keys are checked by Django, whose sentences are Russian too.
    """
    broken, sentence = CASES[name][0](world), CASES[name][1]
    told = " ".join(said(broken.full_clean))
    if sentence not in told:
        told = " ".join(said(broken.validate_constraints))
    assert sentence in told
    assert not re.search(r"[a-z]{3,}_[a-z]+", told), "no name of a constraint is shown"
