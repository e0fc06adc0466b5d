"""A registry file loaded and taken back: one act each, sets of rows, nothing twice, nothing silently lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries, Settings

from organizations.access import Refused
from organizations.models import AuditEvent, Organization, OrganizationName, RegistryImport, RegistryImportRow
from organizations.services.registry_import import (
    RegistryOutcome,
    apply_registry,
    bring_registry,
    decide_rows,
    discard_import,
    reopen_import,
    start_applying,
)
from organizations.services.registry_import_undo import STAYS, UndoPlan, undo_registry
from tests.factories import World, at, make_actor, make_organization, make_task
from tests.imports import Kind, make_import

INN, OTHER_INN = "6720002806", "6730017093"


def place_of(world: World) -> str:
    return str(world.municipality.pk)


def load(world: World, *rows: dict, now: str = "2026-09-05 10:00") -> RegistryImport:
    """Made, loaded, read again."""
    made = make_import(world, *rows)
    apply_registry(actor=at(world["administrator"], now), registry_import=made)
    made.refresh_from_db()
    return made


def undo(world: World, made: RegistryImport, now: str = "2026-09-06 10:00") -> UndoPlan:
    return undo_registry(actor=at(world["administrator"], now), registry_import=made)


def names(organization: Organization) -> list[tuple]:
    rows = OrganizationName.objects.filter(organization=organization).order_by("pk")
    return list(rows.values_list("name", "valid_from", "valid_to"))


# --- loading ---------------------------
def test_a_new_school_stands_below_its_authority_and_is_found_by_search(world: World) -> None:
    load(world, {"name": "МБОУ «Школа № 7»", "municipality": place_of(world), "inn": INN, "settlement": "с. Лужки"})
    school = Organization.objects.get(inn=INN)
    assert (school.parent, school.municipality, school.addressee_group.code) == (
        world.authority,
        world.municipality,
        "school",
    )
    assert school.is_name_official
    assert "реестр.xlsx" in school.source
    assert list(Organization.objects.search("школа № 7 лужки")) == [school]
    assert names(school) == [("МБОУ «Школа № 7»", None, None)]


def test_a_school_of_the_oblast_stands_below_the_department(world: World) -> None:
    """As in the first registry: its founder is the oblast, the municipality has no say in its work."""
    load(world, {"name": "СОГБОУ «Кадетский корпус»", "municipality": place_of(world)})
    assert Organization.objects.get(name__startswith="СОГБОУ").parent == world.department


def test_an_authority_stands_below_the_department(world: World) -> None:
    load(world, {"name": "Комитет", "municipality": place_of(world), "group": "municipal"})
    assert Organization.objects.get(name="Комитет").parent == world.department


def test_the_import_is_one_row_of_the_journal(world: World) -> None:
    made = load(world, {"name": "А", "municipality": place_of(world)}, {"name": "Б", "kind": Kind.ERROR})
    event = AuditEvent.objects.get(act="import_registry")
    assert (event.object_id, event.object_label) == (made.pk, "реестр.xlsx")
    assert event.details == {"created": 1, "changed": 0, "same": 0, "left_out": 1, "sha256": "0" * 64}


def test_faulty_undecided_and_skipped_rows_are_left_out(world: World) -> None:
    place = place_of(world)
    made = make_import(
        world,
        {"name": "Новая", "municipality": place},
        {"name": "С ошибкой", "municipality": place, "kind": Kind.ERROR},
        {"name": "Спорная", "municipality": place, "kind": Kind.DOUBTFUL},
        {"name": "Лишняя", "municipality": place, "kind": Kind.DOUBTFUL, "decision": "skip"},
        {"name": world.school.name, "kind": Kind.SAME, "organization": world.school},
    )
    outcome = apply_registry(actor=world["administrator"], registry_import=made)
    assert outcome == RegistryOutcome(created=1, changed=0, same=1, left_out=3)
    assert not Organization.objects.filter(name__in=["С ошибкой", "Спорная", "Лишняя"]).exists()


def test_loading_twice_does_nothing_twice(world: World) -> None:
    made = load(world, {"name": "Новая", "municipality": place_of(world)})
    with pytest.raises(ValidationError, match="уже в состоянии «загружен»"):
        apply_registry(actor=world["administrator"], registry_import=made)
    assert Organization.objects.filter(name="Новая").count() == 1


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """«bulk … never save() in a loop» (performance, what follows)."""
    schools = [make_organization(world.region, municipality=world.municipality) for _ in range(60)]
    changed = [
        {"name": f"МБОУ «Школа {n}»", "kind": Kind.CHANGED, "organization": one} for n, one in enumerate(schools)
    ]
    new = [{"name": f"Новая {n}", "municipality": place_of(world)} for n in range(60)]
    made = make_import(world, *changed, *new)
    with django_assert_max_num_queries(40):
        apply_registry(actor=world["administrator"], registry_import=made)
    assert Organization.objects.filter(name__startswith="МБОУ «Школа").count() == 60


# --- names ---------------------------
def test_a_changed_name_is_dated_so_old_documents_keep_the_old_one(world: World) -> None:
    """«a document keeps the name valid on its date» (domain rules, objects)."""
    old = world.school.name
    load(world, {"name": "МБОУ «Лицей»", "kind": Kind.CHANGED, "organization": world.school})
    world.school.refresh_from_db()
    assert names(world.school) == [(old, None, date(2026, 9, 4)), ("МБОУ «Лицей»", date(2026, 9, 5), None)]
    assert world.school.name_on(date(2026, 9, 1)) == old
    assert world.school.name_on(date(2026, 9, 5)) == "МБОУ «Лицей»"
    assert world.school.is_name_official


def test_a_name_written_otherwise_and_a_full_name_made_known_are_no_renaming(world: World) -> None:
    school = make_organization(world.region, municipality=world.municipality, name='МБОУ "Школа №5"')
    load(
        world,
        {
            "name": "МБОУ «Школа № 5»",
            "full_name": "Муниципальное учреждение «Школа № 5»",
            "kind": Kind.CHANGED,
            "organization": school,
        },
    )
    assert names(school) == [('МБОУ "Школа №5"', None, None)]
    assert OrganizationName.objects.get(organization=school).full_name == "Муниципальное учреждение «Школа № 5»"


def test_two_names_on_one_day_are_one_change(world: World) -> None:
    old = world.school.name
    for name in ("Первая", "Вторая"):
        load(world, {"name": name, "kind": Kind.CHANGED, "organization": Organization.objects.get(pk=world.school.pk)})
    assert names(world.school) == [(old, None, date(2026, 9, 4)), ("Вторая", date(2026, 9, 5), None)]


# --- what has changed since the file was read ---------------------------
STALE = "С момента чтения реестр изменился: строка 2."


def stopped(world: World, made: RegistryImport) -> RegistryImportRow:
    """Nothing was loaded; the only row as it is told now."""
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(stale=1)
    made.refresh_from_db()
    assert made.stage == "ready"
    assert made.fault.startswith(STALE)
    assert not AuditEvent.objects.filter(act="import_registry").exists()
    return made.rows.get()


def test_a_row_whose_organization_was_changed_since_is_shown_anew(world: World) -> None:
    made = make_import(world, {"phone": "+7 481 200-00-00", "kind": Kind.CHANGED, "organization": world.school})
    Organization.objects.filter(pk=world.school.pk).update(phone="+7 481 211-11-11")
    row = stopped(world, made)
    assert (row.kind, row.before) == (Kind.CHANGED, {"phone": "+7 481 211-11-11"})
    world.school.refresh_from_db()
    assert world.school.phone == "+7 481 211-11-11"
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(changed=1)
    made.refresh_from_db()
    assert made.fault == ""


def test_a_closed_organization_is_not_changed_by_a_file_read_before(world: World) -> None:
    made = make_import(
        world,
        {"name": "Новая", "municipality": place_of(world)},
        {"name": "МБОУ «Иная»", "address": "ул. Иная", "kind": Kind.CHANGED, "organization": world.school},
    )
    Organization.objects.filter(pk=world.school.pk).update(closed_on="2026-09-01")
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(stale=1)
    row = made.rows.get(position=1)
    assert row.kind == Kind.ERROR
    assert "закрыта с 01.09.2026" in row.faults[0]["text"]
    assert not Organization.objects.filter(name__in=["Новая", "МБОУ «Иная»"]).exists()


def test_a_moved_organization_is_not_changed_by_a_file_read_before(world: World) -> None:
    row = {"phone": "2-22-22", "municipality": place_of(world), "kind": Kind.CHANGED, "organization": world.school}
    made = make_import(world, row)
    Organization.objects.filter(pk=world.school.pk).update(municipality=world.other_municipality)
    assert "относится к другому муниципальному" in stopped(world, made).faults[0]["text"]


def test_a_new_organization_that_was_added_meanwhile_is_not_made_twice(world: World) -> None:
    """In another spelling, too."""
    made = make_import(world, {"name": "МБОУ «Школа № 77»", "municipality": place_of(world)})
    added = make_organization(world.region, municipality=world.municipality, name="Школа № 77")
    row = stopped(world, made)
    assert (row.kind, row.organization) == (Kind.CHANGED, added)


def test_a_decision_for_an_organization_closed_since_is_asked_anew(world: World) -> None:
    row = {"name": "Спорная", "kind": Kind.DOUBTFUL, "candidates": [world.school.pk]}
    made = make_import(world, row | {"decision": "match", "organization": world.school})
    Organization.objects.filter(pk=world.school.pk).update(closed_on="2026-09-01")
    assert stopped(world, made).decision == ""
    with pytest.raises(ValidationError, match=r"закрыта с 01\.09\.2026"):
        decide_rows(
            actor=world["administrator"], registry_import=made, decisions={made.rows.get().pk: str(world.school.pk)}
        )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("inn", INN, "ИНН 6720002806 уже указан"), ("name", "Занятое", "«Занятое» уже есть")],
)
def test_a_number_or_a_name_taken_meanwhile_is_a_fault_not_a_crash(
    world: World, field: str, value: str, said: str
) -> None:
    row = {"name": "Какая-то", "municipality": place_of(world)} | {field: value, "kind": Kind.CHANGED}
    made = make_import(world, row | {"organization": world.school})
    make_organization(world.region, municipality=world.municipality, **({"name": "Другая"} | {field: value}))
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(left_out=1)
    assert said in made.rows.get().faults[0]["text"]


def test_two_rows_with_one_number_make_one_organization(world: World) -> None:
    place = place_of(world)
    made = make_import(
        world, {"name": "А", "municipality": place, "inn": INN}, {"name": "Б", "municipality": place, "inn": INN}
    )
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(created=1, left_out=1)


def test_one_name_in_two_districts_is_two_schools(world: World) -> None:
    rows = [
        {"name": "Пречистенская школа", "municipality": str(place.pk)}
        for place in (world.municipality, world.other_municipality)
    ]
    load(world, *rows)
    found = Organization.objects.filter(name="Пречистенская школа")
    assert {school.parent for school in found} == {world.authority, world.other_authority}


# --- decisions ---------------------------
def test_a_doubtful_row_is_what_a_person_says(world: World) -> None:
    rows = [
        {"name": name, "municipality": place_of(world), "kind": Kind.DOUBTFUL, "candidates": [world.school.pk]}
        for name in ("Та же", "Новая", "Никакая")
    ]
    made = make_import(world, *rows)
    same, new, none = made.rows.all()
    decided = {same.pk: str(world.school.pk), new.pk: "new", none.pk: "skip"}
    assert decide_rows(actor=world["administrator"], registry_import=made, decisions=decided) == 3
    outcome = apply_registry(actor=world["administrator"], registry_import=made)
    assert outcome == RegistryOutcome(created=1, changed=1, left_out=1)
    world.school.refresh_from_db()
    assert world.school.name == "Та же"


def test_a_new_school_without_a_municipality_is_refused(world: World) -> None:
    made = make_import(world, {"name": "Нигде", "municipality": "", "kind": Kind.DOUBTFUL, "decision": "new"})
    assert apply_registry(actor=world["administrator"], registry_import=made) == RegistryOutcome(left_out=1)
    assert "Не указано муниципальное образование" in made.rows.get().faults[0]["text"]


@pytest.mark.parametrize("decision", ["сжечь", "999999"])
def test_only_offered_decisions_are_taken(world: World, decision: str) -> None:
    row = {"name": "Спорная", "kind": Kind.DOUBTFUL, "candidates": [world.school.pk]}
    made = make_import(world, row)
    with pytest.raises(ValidationError, match="Обновите страницу"):
        decide_rows(actor=world["administrator"], registry_import=made, decisions={made.rows.get().pk: decision})


def test_an_organization_that_is_no_candidate_is_not_taken(world: World) -> None:
    made = make_import(world, {"name": "Спорная", "kind": Kind.DOUBTFUL, "candidates": [world.school.pk]})
    decisions = {made.rows.get().pk: str(world.neighbour.pk)}
    with pytest.raises(ValidationError, match="нет среди возможных"):
        decide_rows(actor=world["administrator"], registry_import=made, decisions=decisions)


# --- taking back ---------------------------
def test_undo_returns_everything_as_it_was(world: World) -> None:
    def everything() -> tuple:
        rows = Organization.objects.order_by("pk").values()
        return list(rows), list(OrganizationName.objects.order_by("pk").values("organization", "name", "valid_to"))

    before = everything()
    made = load(
        world,
        {"name": "Новая", "municipality": place_of(world), "inn": INN},
        {"name": "МБОУ «Лицей»", "phone": "1-22-33", "kind": Kind.CHANGED, "organization": world.school},
        {"name": "Другое имя", "inn": OTHER_INN, "kind": Kind.CHANGED, "organization": world.neighbour},
    )
    assert everything() != before
    plan = undo(world, made)
    assert (len(plan.removed), len(plan.returned), plan.stays) == (1, 2, [])
    assert everything() == before
    event = AuditEvent.objects.get(act="undo_import")
    assert event.details == {"removed": 1, "returned": 2, "stays": 0}


def test_an_organization_with_work_stays_and_is_named(world: World) -> None:
    """«list those that stay and why»: tasks, people and schools below keep an organization in the registry."""
    place = place_of(world)
    made = load(
        world,
        {"name": "С задачей", "municipality": place},
        {"name": "С сотрудником", "municipality": place, "group": "municipal"},
    )
    busy, staffed = (made.rows.get(name=name).organization for name in ("С задачей", "С сотрудником"))
    assert busy
    assert staffed
    make_task(world, busy)
    make_actor(staffed, "municipal")
    free = load(world, {"name": "Без ничего", "municipality": place, "group": "municipal"})
    plan = undo(world, made)
    assert not plan.removed
    assert {one.organization.name: one.reason for one in plan.stays} == {
        "С задачей": STAYS.format("обязательства"),
        "С сотрудником": STAYS.format("места работы"),
    }
    undo(world, free)
    assert not Organization.objects.filter(name="Без ничего").exists()
    assert Organization.objects.filter(pk__in=[busy.pk, staffed.pk]).count() == 2


def test_a_field_changed_since_is_kept_and_told(world: World) -> None:
    made = load(
        world, {"phone": "1-22-33", "site": "school.example", "kind": Kind.CHANGED, "organization": world.school}
    )
    Organization.objects.filter(pk=world.school.pk).update(phone="9-99-99")
    plan = undo(world, made)
    world.school.refresh_from_db()
    assert (world.school.phone, world.school.site) == ("9-99-99", "")
    assert [one.reason for one in plan.stays] == ["Не возвращено: телефон — изменено после загрузки."]


def test_a_number_that_another_has_taken_since_is_not_returned(world: World) -> None:
    Organization.objects.filter(pk=world.school.pk).update(inn=INN)
    world.school.refresh_from_db()
    made = load(world, {"inn": OTHER_INN, "kind": Kind.CHANGED, "organization": world.school})
    make_organization(world.region, municipality=world.municipality, inn=INN)
    plan = undo(world, made)
    assert "ИНН 6720002806 уже указан" in plan.stays[0].reason


def test_undo_twice_is_refused(world: World) -> None:
    made = load(world, {"name": "Новая", "municipality": place_of(world)})
    undo(world, made)
    with pytest.raises(ValidationError, match="Отменить можно только"):
        undo(world, made)


# --- the life of a file ---------------------------
@pytest.mark.parametrize("who", ["specialist", "coordinator", "school", "observer"])
def test_only_the_administrator_keeps_the_registry(world: World, who: str) -> None:
    made = make_import(world)
    with pytest.raises(Refused, match="администратор"):
        bring_registry(actor=world[who], content=b"1", name="a.csv")
    for act in (apply_registry, undo_registry, discard_import, reopen_import, start_applying):
        with pytest.raises(Refused):
            act(actor=world[who], registry_import=made)


def test_a_stopped_loading_can_be_decided_anew_and_a_stopped_reading_begun_again(world: World) -> None:
    made = make_import(world, {"name": "Новая", "municipality": place_of(world)})
    start_applying(actor=world["administrator"], registry_import=made)
    assert reopen_import(actor=world["administrator"], registry_import=made).stage == "ready"
    RegistryImport.objects.update(stage="reading")
    again = reopen_import(actor=world["administrator"], registry_import=made)
    assert (again.stage, again.row_count, again.rows.count()) == ("reading", 0, 0)


def test_a_discarded_file_leaves_its_line_but_no_rows(world: World) -> None:
    made = make_import(world, {"name": "Новая"})
    discard_import(actor=world["administrator"], registry_import=made)
    made.refresh_from_db()
    assert (made.stage, bytes(made.content), made.rows.count()) == ("discarded", b"", 0)
    with pytest.raises(ValidationError):
        discard_import(actor=world["administrator"], registry_import=made)


def test_a_file_too_large_is_refused(world: World, settings: Settings) -> None:
    settings.REGISTRY_MAX_BYTES = 1_000_000
    with pytest.raises(ValidationError, match="больше 1 МБ"):
        bring_registry(actor=world["administrator"], content=b"1" * 1_000_001, name="a.csv")
