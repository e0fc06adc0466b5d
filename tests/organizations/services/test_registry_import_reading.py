"""A registry file read into rows: what it would do is told row by row, the registry is not touched."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from organizations.access import Actor
from organizations.models import AuditEvent, Organization, OrganizationName, Region, RegistryImport, RegistryImportRow
from organizations.services.audit import record
from organizations.services.registry import load_registry
from organizations.services.registry_files import error_file, export_registry, sample_file
from organizations.services.registry_import import apply_registry, bring_registry, decide_rows, reopen_import
from organizations.services.registry_import_reading import read_registry_import
from organizations.services.registry_import_undo import undo_registry
from tests.factories import World, make_actor, make_municipality, make_organization

HEAD = "Муниципальное образование;Краткое наименование;ИНН;Телефон;ФИО руководителя"
Kind = RegistryImportRow.Kind


def read(actor: Actor, content: bytes | str, name: str = "реестр.csv") -> RegistryImport:
    """Brought in and read."""
    content = content if isinstance(content, bytes) else content.encode()
    brought = bring_registry(actor=actor, content=content, name=name)
    read_registry_import(registry_import=brought)
    brought.refresh_from_db()
    return brought


def read_lines(world: World, *lines: str) -> RegistryImport:
    """A file of these lines under HEAD."""
    return read(world["administrator"], "\n".join([HEAD, *lines]))


@pytest.fixture
def here(world: World) -> str:
    """The name of the municipality of the school."""
    return world.municipality.name


@pytest.fixture
def everybody(db: None) -> Actor:
    """The administrator of a region with all organizations of the demo."""
    region = Region.objects.create(code="67", name="Смоленская область")
    load_registry(region=region)
    department = Organization.objects.get(region=region, addressee_group__code="department")
    return make_actor(department, "administrator")


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_was_exported_comes_back_without_a_change(everybody: Actor, format: str) -> None:
    """«export → import gives zero changes», with all 144 schools and their authorities."""
    closed = Organization.objects.schools().first()
    assert closed
    Organization.objects.filter(pk=closed.pk).update(closed_on="2021-08-01")
    rows = Organization.objects.visible_to(everybody).order_by("sort_key", "pk")
    content = export_registry(actor=everybody, rows=rows, format=format)
    back = read(everybody, content, f"Реестр.{format}")
    unlike = [(row.name, row.kind, row.before, row.faults) for row in back.rows.exclude(kind=Kind.SAME)]
    assert unlike == []
    assert back.row_count == rows.count() == 173
    event = AuditEvent.objects.get(act="export_registry")
    assert event.details == {"format": format, "count": 173}
    outcome = apply_registry(actor=everybody, registry_import=back)
    assert (outcome.same, outcome.stale, outcome.left_out) == (173, 0, 0)


def test_every_line_is_told_what_it_would_do(world: World, here: str) -> None:
    Organization.objects.filter(pk=world.school.pk).update(name="МБОУ «Школа № 1»")
    Organization.objects.filter(pk=world.neighbour.pk).update(name="МБОУ «Школа № 10»", phone="1-11-11")
    made = read_lines(
        world,
        f"{here};МБОУ «Школа № 2»;;;Петров П. П.",
        f"{here};МБОУ «Школа № 1»;6720002806;;Петров П. П.",
        f"{here};МБОУ «Школа № 10»;;1-11-11;",
        f"{here};МБОУ «Школа № 3»;6720002807;;",
        "Никакой район;МБОУ «Школа № 4»;;;",
    )
    assert [row.kind for row in made.rows.all()] == ["new", "changed", "same", "error", "error"]
    assert made.rows.all()[1].before == {"inn": ""}
    assert made.stage == "ready"
    assert (made.row_count, made.read_count) == (5, 5)
    assert Organization.objects.filter(region=world.region).count() == 7
    assert not AuditEvent.objects.filter(act="import_registry").exists()


def test_all_faults_are_told_at_once_by_cell(world: World, here: str) -> None:
    made = read_lines(world, f"{here};Школа;1;;", "Никакой район;Другая;6,72E+09;;")
    faults = [(fault["cell"], fault["field"]) for row in made.rows.all() for fault in row.faults]
    assert sorted(faults) == [("A3", "municipality"), ("C2", "inn"), ("C3", "inn")]


def test_personal_columns_are_not_kept(world: World, here: str) -> None:
    made = read_lines(world, f"{here};Школа;;;Примеров Пример Примерович")
    assert made.layout[0]["dropped"]
    assert "Примеров" not in str(list(made.rows.values()))


def test_one_name_in_two_districts_without_a_district_is_a_persons_to_decide(world: World) -> None:
    for place in (world.municipality, world.other_municipality):
        make_organization(world.region, municipality=place, name="Пречистенская школа")
    made = read(world["administrator"], "Наименование;ОКТМО\nПречистенская школа;\n")
    row = made.rows.get()
    assert (row.kind, len(row.candidates)) == (Kind.DOUBTFUL, 2)
    decide_rows(actor=world["administrator"], registry_import=made, decisions={row.pk: str(row.candidates[1])})
    assert apply_registry(actor=world["administrator"], registry_import=made).same == 1


def test_a_newspapers_name_never_replaces_a_confirmed_one(world: World, here: str) -> None:
    """«a newspaper form … must not be shown as official»."""
    name = "МБОУ «Средняя школа № 5»"
    Organization.objects.filter(pk=world.school.pk).update(name=name, is_name_official=True)
    made = read_lines(world, f"{here};Школа № 5;6720002806;;")
    row = made.rows.get()
    assert (row.kind, row.before) in [(Kind.CHANGED, {"inn": ""}), (Kind.DOUBTFUL, {})]


def named_school(world: World, name: str, is_official: bool = False, **facts: str) -> Organization:
    Organization.objects.filter(pk=world.school.pk).update(name=name, is_name_official=is_official, **facts)
    world.school.refresh_from_db()
    return world.school


@pytest.mark.parametrize(
    ("kept", "given", "is_official"),
    [
        ("Школа № 1", "Школа 1", False),
        ("Школа № 1", "Школа 1", True),
        ("Пречистенская средняя школа", "Пречистенская СОШ", False),
        ("МБОУ «Средняя школа № 5 имени И. И. Иванова»", "МБОУ СШ № 5", True),
        ("МБОУ «Средняя школа № 5 имени И. И. Иванова»", "МБОУ СШ № 5", False),
        ("МБОУ «СШ № 5»", "МБОУ «Средняя школа № 5»", True),
    ],
)
def test_another_spelling_renames_nobody(world: World, here: str, kept: str, given: str, is_official: bool) -> None:
    named_school(world, kept, is_official)
    row = read_lines(world, f"{here};{given};;4-00-00;").rows.get()
    assert (row.kind, row.before) == (Kind.CHANGED, {"phone": world.school.phone})
    assert any(f"«{given}»" in text and "не меняется" in text for text in row.repairs)


def test_a_name_with_its_settlement_is_another_spelling(world: World, here: str) -> None:
    named_school(world, "Школа № 5", settlement="г. Вязьма")
    row = read_lines(world, f"{here};Школа № 5 г. Вязьма;;;").rows.get()
    assert (row.kind, row.before) == (Kind.SAME, {})


def test_a_former_name_does_not_come_back(world: World, here: str) -> None:
    named_school(world, "МБОУ «Новая школа № 5»", True)
    OrganizationName.objects.create(
        region=world.region, organization=world.school, name="МБОУ СОШ № 5", valid_to="2025-08-31"
    )
    row = read_lines(world, f"{here};МБОУ СОШ № 5;;;").rows.get()
    assert (row.kind, row.before) == (Kind.SAME, {})
    assert "прежнее наименование" in row.repairs[0]


def test_a_newspapers_name_gives_way_to_one_with_a_legal_form(world: World, here: str) -> None:
    named_school(world, "Пречистенская школа")
    row = read_lines(world, f"{here};МБОУ «Пречистенская СШ»;;;").rows.get()
    assert (row.kind, row.before) == (Kind.CHANGED, {"name": "Пречистенская школа"})


def test_a_number_renames_what_it_surely_is(world: World, here: str) -> None:
    """«when matched by ИНН … with a different name it is a change shown as such», or a person's to decide."""
    named_school(world, "МБОУ «СШ № 5»", True, inn="6720002806")
    richer = "МБОУ «СШ № 5 имени И. И. Иванова»"
    row = read_lines(world, f"{here};{richer};6720002806;;").rows.get()
    assert (row.kind, row.before) == (Kind.CHANGED, {"name": "МБОУ «СШ № 5»"})
    row = read_lines(world, f"{here};МБОУ «Лицей № 7»;6720002806;;").rows.get()
    assert row.kind == Kind.DOUBTFUL


def test_a_school_that_was_moved_is_asked_about(world: World, here: str) -> None:
    """Its file names the former district: never a second school of one name."""
    named_school(world, "Школа № 1")
    Organization.objects.filter(pk=world.school.pk).update(municipality=world.other_municipality)
    world.school.refresh_from_db()
    changes = {"municipality": (here, world.other_municipality.name)}
    record(actor=world["administrator"], act="move_organization", about=world.school, changes=changes)
    row = read_lines(world, f"{here};Школа № 1;;;").rows.get()
    assert (row.kind, row.candidates) == (Kind.DOUBTFUL, [world.school.pk])


@pytest.mark.parametrize(
    ("line", "said", "cell"),
    [
        ("{school};Школа;{other};", "относится к другому муниципальному образованию", "C2"),
        (";Закрытая новая;{here};01.02.2020", "Закрытые организации не заносятся", "D2"),
        ("{school};;{here};01.02.2020", "Закрытие отмечают на её карточке", "D2"),
    ],
)
def test_a_file_neither_moves_nor_closes(world: World, here: str, line: str, said: str, cell: str) -> None:
    text = line.format(school=world.school.pk, here=here, other=world.other_municipality.name)
    head = "Номер в портале;Краткое наименование;Муниципальное образование;Закрыта с"
    row = read(world["administrator"], f"{head}\n{text}").rows.get()
    assert row.kind == Kind.ERROR
    assert said in row.faults[-1]["text"]
    assert row.faults[-1]["cell"] == cell


def test_a_file_that_is_no_table_is_told_so(world: World) -> None:
    made = read(world["administrator"], b"%PDF-1.4", "a.pdf")
    assert made.stage == "failed"
    assert "PDF" in made.fault


def test_many_rows_are_left_to_the_worker(world: World, here: str) -> None:
    content = "\n".join([HEAD, *(f"{here};Школа № {number};;;" for number in range(1, 12))]).encode()
    brought = bring_registry(actor=world["administrator"], content=content, name="a.csv")
    assert not read_registry_import(registry_import=brought, most=10)
    brought.refresh_from_db()
    assert (brought.stage, brought.rows.count()) == ("reading", 0)
    assert read_registry_import(registry_import=brought)
    assert brought.rows.count() == 11


def test_a_reading_that_was_begun_anew_stops_the_old_one(world: World, here: str) -> None:
    """A worker that was only slow finds the file begun anew, and leaves it."""
    content = f"{HEAD}\n{here};Школа № 7;;;".encode()
    brought = bring_registry(actor=world["administrator"], content=content, name="a.csv")
    RegistryImport.objects.filter(pk=brought.pk).update(read_count=500)
    assert read_registry_import(registry_import=brought)
    assert brought.rows.count() == 0
    reopen_import(actor=world["administrator"], registry_import=brought)
    assert read_registry_import(registry_import=brought)
    assert brought.rows.count() == 1


def test_the_file_of_errors_mended_is_loaded(world: World, here: str) -> None:
    """«an error file in the same layout»: a person mends the marked cell and brings it in again."""
    made = read_lines(world, f"{here};МБОУ «Школа № 2»;;;", f"{here};МБОУ «Школа № 3»;6720002807;;")
    apply_registry(actor=world["administrator"], registry_import=made)
    name, content = error_file(made)
    assert name == "реестр — ошибки.xlsx"
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert "не сходится" in str(sheet.cell(3, sheet.max_column).value)
    sheet["C3"] = "6720002806"
    stream = BytesIO()
    book.save(stream)
    again = read(world["administrator"], stream.getvalue(), name)
    assert [row.kind for row in again.rows.all()] == ["same", "new"]


def test_the_sample_is_a_file_that_the_portal_understands(world: World) -> None:
    make_municipality(world.region, name="Примерный район")
    made = read(world["administrator"], sample_file(), "Образец.xlsx")
    row = made.rows.get()
    assert (row.kind, row.faults) == (Kind.NEW, [])


def test_the_whole_way_with_the_registry_of_the_demo(everybody: Actor) -> None:
    """Read, loaded, read again: nothing new; taken back: as before."""
    before = list(Organization.objects.order_by("pk").values())
    content = "ОКТМО;Наименование;ИНН\n66609000;МБОУ Глинковская СШ;6720002807\n66609000;МКОУ Доброминская СШ;\n"
    made = read(everybody, content)
    assert apply_registry(actor=everybody, registry_import=made).created == 1
    again = read(everybody, content)
    assert [row.kind for row in again.rows.all()] == ["error", "same"]
    made.refresh_from_db()
    undo_registry(actor=everybody, registry_import=made)
    assert list(Organization.objects.order_by("pk").values()) == before


def test_the_shipped_files_are_understood(everybody: Actor) -> None:
    """The registry's own schools.csv is a registry file as any other."""
    path = Path(__file__).parents[3] / "organizations" / "data" / "schools.csv"
    made = read(everybody, path.read_bytes(), path.name)
    assert {row.kind for row in made.rows.all()} == {Kind.SAME}
    assert made.rows.count() == 144
