"""Traps of the building blocks, each closed and held closed by a test."""

import io
import sqlite3
import threading
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.urls import reverse

from organizations.sqlite_search import like
from recommendations.exports.csv import write_csv
from recommendations.models import Task
from recommendations.services.evidence import attach_file
from recommendations.summaries.task_list import task_table
from resolution_portal.settings import DATABASES
from tests.busy import PDF, Busy, signed_in
from tests.factories import (
    World,
    at,
    hand_in,
    make_actor,
    make_organization,
    make_recommendation,
    make_region,
    make_resolution,
    make_task,
    make_tasks,
    make_world,
    moment,
)
from tests.pages import read


# --- search ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["ёлкинская", "ЕЛКИНСКАЯ", "Ёлкинск", "«елкинская»", "школа ёлки", "елкинская  ШКОЛА"]
)
def test_cyrillic_search_knows_no_letter_case_and_no_yo(world: World, sign_in, typed: str) -> None:
    """SQLite's own LIKE folds Latin letters only: «Школа» would not be found by «школа»."""
    school = make_organization(world.region, name="«Ёлкинская» Школа № 5", municipality=world.municipality)
    make_tasks(world)
    client = sign_in(world["specialist"])
    for url in (reverse("organization-list"), reverse("task-list")):
        page = client.get(url, {"q": typed})
        assert read(page).total == 1, url
        assert school.name in page.content.decode().replace("&quot;", '"')


@pytest.mark.parametrize("typed", ["%", "_", "5_", "\\"])
def test_signs_of_patterns_are_only_signs(world: World, sign_in, typed: str) -> None:
    for name in ("organization-list", "task-list"):
        assert read(sign_in(world["specialist"]).get(reverse(name), {"q": typed})).total == 0


def test_number_sign_is_found_with_and_without_a_space(world: World, sign_in) -> None:
    make_organization(world.region, name="Школа № 27", municipality=world.municipality)
    for typed in ("№27", "№ 27", "школа 27"):
        assert read(sign_in(world["specialist"]).get(reverse("organization-list"), {"q": typed})).total == 1


def test_like_is_the_like_of_sql() -> None:
    assert like("%ШКОЛ%", "средняя школа") == 1
    assert like("школ_", "Школа") == 1
    assert like("100\\%", "100%", "\\") == 1
    assert like("100\\%", "1000", "\\") == 0
    assert like("%", None) is None


# --- dates ----------------------------------------------------------------------------------------
def test_a_date_field_keeps_its_value_under_ru(busy: Busy) -> None:
    """The browser's date field understands ISO only; under `ru` Django would print 10.11.2026 and show it empty."""
    client = signed_in(busy.world["head"])
    decision = read(client.get(reverse("extension-decide", args=[busy.pk("extension")])))
    assert (decision.inputs["due_on"]["type"], decision.inputs["due_on"]["value"]) == ("date", "2026-11-10")
    draft = read(client.get(reverse("assignment-change", args=[busy.pk("draft")])))
    assert draft.inputs["deadline_on"]["value"] == "2026-09-30"
    assert draft.inputs["basis_on"]["value"] == "2026-09-01"
    listed = read(client.get(reverse("task-list"), {"due_from": "2026-10-01"}))
    assert listed.inputs["due_from"]["value"] == "2026-10-01"


@pytest.mark.parametrize("typed", ["2026-11-10", "10.11.2026"])
def test_a_date_is_taken_from_the_browser_and_from_the_keyboard(busy: Busy, typed: str) -> None:
    signed_in(busy.world["head"]).post(
        reverse("extension-decide", args=[busy.pk("extension")]), {"approve": "1", "due_on": typed}
    )
    assert busy.things["extension"].task.__class__.objects.filter(due_on=date(2026, 11, 10)).exists()


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Vladivostok"])
@pytest.mark.parametrize(("clock", "total"), [("2026-09-30 23:59", 0), ("2026-10-01 00:01", 1)])
def test_a_task_becomes_overdue_at_midnight_of_its_region(
    db: None, time_machine, zone: str, clock: str, total: int
) -> None:
    """«not later than that date, to the end of the day in the region's time zone», on the page."""
    world = make_world(make_region(time_zone=zone))
    make_task(world, world.institute)
    time_machine.move_to(moment(clock, zone), tick=False)
    page = signed_in(world["observer"]).get(reverse("task-list"), {"bucket": "overdue"})
    assert read(page).total == total


# --- SQLite ---------------------------------------------------------------------------------------
@pytest.fixture
def file_database(db: None, tmp_path: Path):
    """A connection with the settings of the portal to a file of its own."""
    from_settings = {**DATABASES["default"], "NAME": str(tmp_path / "portal.sqlite3")}

    def connect():
        fresh = DatabaseWrapper({**connection.settings_dict, **from_settings})
        fresh.ensure_connection()
        return fresh

    return connect


@pytest.mark.sqlite
def test_sqlite_runs_in_wal_and_begins_immediately(file_database) -> None:
    own = file_database()
    with own.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert own.transaction_mode == "IMMEDIATE"
    own.close()


@pytest.mark.sqlite
def test_two_writers_that_read_first_wait_for_each_other(file_database) -> None:
    """Without IMMEDIATE the second «read, then write» fails at once with «database is locked»."""
    first = file_database()
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (number integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    faults: list[Exception] = []
    together = threading.Barrier(2)

    def add_one() -> None:
        own = file_database()
        together.wait()
        try:
            for _ in range(20):
                own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
                with own.cursor() as cursor:
                    number = cursor.execute("SELECT number FROM counter").fetchone()[0]
                    cursor.execute("UPDATE counter SET number = %s", [number + 1])
                own.commit()
                own.set_autocommit(True)
        except sqlite3.Error as error:
            faults.append(error)
        own.close()

    writers = [threading.Thread(target=add_one) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with first.cursor() as cursor:
        assert (faults, cursor.execute("SELECT number FROM counter").fetchone()[0]) == ([], 40)
    first.close()


# --- exports --------------------------------------------------------------------------------------
FORMULA = '=HYPERLINK("http://evil.example";"Жми")'


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(world: World, sign_in, start: str) -> None:
    """A name or a clause that begins like a formula stays a text in XLSX and in CSV."""
    evil = f"{start}{FORMULA[1:]}"
    world.school.name = evil
    world.school.save()
    clause = make_recommendation(make_resolution(world.region), text=evil)
    task = make_task(world, recommendation=clause)
    exported = sign_in(world["specialist"]).get(reverse("task-export"))
    book = openpyxl.load_workbook(io.BytesIO(exported.content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if evil in str(cell.value or "")]
    assert len(cells) >= 2
    assert {cell.data_type for cell in cells} == {"s"}
    rows = Task.objects.filter(pk=task.pk).as_of(None, world.region)
    text = write_csv(task_table(rows, world["specialist"])).decode("utf-8-sig")
    assert f"'{start}" in text
    assert f";{start}" not in text


def test_a_summary_carries_no_formula_either(world: World, sign_in) -> None:
    world.municipality.name = FORMULA
    world.municipality.save()
    task = make_task(world)
    url = reverse("resolution-summary-export", args=[task.resolution_id, "f2"])
    book = openpyxl.load_workbook(io.BytesIO(sign_in(world["head"]).get(url).content))
    found = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in found] == ["s"]


# --- strange addresses ----------------------------------------------------------------------------
STRANGE = (
    "%00",
    "99999999999999999999999",
    "-1",
    "٣",
    "'; DROP TABLE x; --",
    "9" * 300,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)


@pytest.mark.parametrize("name", ["task-list", "organization-list", "request-list", "audit-list", "people-list"])
def test_no_value_of_an_address_breaks_a_list(busy: Busy, name: str) -> None:
    """NUL, numbers beyond the column, foreign digits: a list or an empty list, never a page of errors."""
    client = signed_in(busy.world["administrator" if name in {"audit-list", "people-list"} else "specialist"])
    names = (
        "q",
        "page",
        "municipality",
        "resolution",
        "organization",
        "assignment",
        "bucket",
        "select",
        "as_of",
        "sort",
    )
    for parameter in names:
        for value in STRANGE:
            typed = "\x00" if value == "%00" else value
            assert client.get(reverse(name), {parameter: typed}).status_code == 200, (parameter, value)


def test_an_unknown_choice_gives_an_empty_list_not_the_whole(busy: Busy) -> None:
    """A figure's link with a number that the reader does not see must not show all tasks instead."""
    client = signed_in(busy.world["specialist"])
    for parameter in ("resolution", "recommendation", "assignment", "organization", "municipality", "select", "queue"):
        page = read(client.get(reverse("task-list"), {parameter: "987654"}))
        assert page.total == 0, parameter


@pytest.mark.parametrize("name", ["task-detail", "organization-detail", "resolution-detail", "evidence-download"])
def test_a_number_beyond_the_column_is_not_there(busy: Busy, name: str) -> None:
    assert signed_in(busy.world["specialist"]).get(reverse(name, args=[10**30])).status_code == 404


def test_a_long_name_of_a_file_is_kept_at_its_end(world: World) -> None:
    upload = SimpleUploadedFile(f"{'п' * 200}.pdf", PDF)
    evidence = attach_file(actor=world["school"], task=make_task(world), upload=upload)
    assert evidence.file_name.endswith(".pdf")


def test_two_submissions_at_once_make_one_version(world: World) -> None:
    """The second click finds the report under check and is refused."""
    task = make_task(world)
    hand_in(task, at(world["school"], "2026-09-10 10:00"))
    client = signed_in(world["school"])
    sent = {"submit": "1", "state": "done", "what_done": "Ещё раз.", "filler_name": "И.", "obstacle": "none"}
    answer = client.post(reverse("task-report", args=[task.pk]), sent)
    assert answer.status_code == 403
    assert task.reports.count() == 1


def test_a_person_of_two_regions_sees_one_at_a_time(busy: Busy) -> None:
    other = make_actor(busy.foreign.department, "observer")
    assert signed_in(other).get(reverse("task-list")).status_code == 200
    assert read(signed_in(other).get(reverse("task-list"))).total == 0
