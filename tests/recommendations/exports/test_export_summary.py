from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from recommendations.summaries.by_municipality import municipality_rows
from tests.factories import make_region, make_resolution
from tests.recommendations.summaries.histories import make_history


@pytest.fixture
def resolution(world):
    return make_history(world, 4, 12)


@pytest.fixture
def export(resolution, tmp_path):
    """Run the command with changes to a good call; gives the path of the file."""

    def run(form="F2", **changes):
        out = tmp_path / "сводка.xlsx"
        options = {"resolution": str(resolution.pk), "as_of": "2021-11-01", "out": str(out)} | changes
        call_command("export_summary", form, **options)
        return out

    return run


@pytest.mark.parametrize(("form", "title"), [("F1", "Сводный отчёт об исполнении"), ("f2", "Сводка об исполнении")])
def test_a_form_is_written(export, form, title, capsys):
    book = load_workbook(export(form))
    assert book.active.title == form.upper()
    assert book.active["A1"].value.startswith(title)
    assert "Записано" in capsys.readouterr().out


def test_the_figures_are_those_of_the_day(export, world, resolution):
    sheet = load_workbook(export(as_of="01.11.2021")).active
    total = municipality_rows(world["specialist"], resolution, date(2021, 11, 1)).total
    assert sheet.cell(sheet.max_row, 4).value == total.on_control


def test_without_a_day_it_is_now(export):
    assert "конец дня" not in load_workbook(export(as_of=None)).active["A3"].value


def test_csv(export, tmp_path):
    out = export(format="csv", out=str(tmp_path / "f2.csv"))
    assert (tmp_path / "f2.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not out.exists()


def test_in_the_name_of_a_coordinator(export, world):
    sheet = load_workbook(export(email=world["coordinator"].user.email)).active
    assert sheet["A4"].value == f"Отбор: {world.municipality.name}"


@pytest.mark.parametrize(
    ("form", "changes", "message"),
    [
        ("F3", {}, "Форма F3 пока не готова. Сейчас доступны: F1, F2."),
        ("F9", {}, "Неизвестная форма «F9»"),
        ("F2", {"format": "docx"}, "Формат docx пока не готов. Сейчас доступны: xlsx, csv."),
        ("F2", {"format": "odt"}, "Неизвестный формат «odt»"),
        ("F2", {"as_of": "31.02.2021"}, "«31.02.2021» — не дата. Пример: 2026-09-30."),
        ("F2", {"as_of": "вчера"}, "«вчера» — не дата"),
        ("F2", {"resolution": "999999"}, "Резолюции с номером «999999» на портале нет."),
        ("F2", {"resolution": "первая"}, "Резолюции с номером «первая» на портале нет."),
        ("F2", {"resolution": "9" * 40}, "на портале нет"),
        ("F2", {"email": "nobody@test.example"}, "нет действующего участника с почтой «nobody@test.example»"),
    ],
)
def test_a_wrong_call_says_why_in_russian_and_writes_nothing(export, tmp_path, form, changes, message):
    with pytest.raises(CommandError) as failure:
        export(form, **changes)
    assert message in str(failure.value)
    assert failure.value.returncode == 1
    assert list(tmp_path.glob("*.*")) == []


def test_a_day_to_come_is_refused(export, world):
    tomorrow = world.region.today + timedelta(days=1)
    with pytest.raises(CommandError, match="ещё не наступила"):
        export(as_of=tomorrow.isoformat())


def test_a_folder_that_does_not_exist(export, tmp_path):
    with pytest.raises(CommandError, match="Не удалось записать файл"):
        export(out=str(tmp_path / "нет" / "файл.xlsx"))


def test_a_folder_instead_of_a_file_leaves_no_trace(export, tmp_path):
    (tmp_path / "папка").mkdir()
    with pytest.raises(CommandError, match="Не удалось записать файл"):
        export(out=str(tmp_path / "папка"))
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("who", "message"), [("school", "Школе доступна справка"), ("administrator", "Сводные отчёты")]
)
def test_whoever_may_not_export_is_told_why(export, world, who, message):
    with pytest.raises(CommandError, match=message):
        export(email=world[who].user.email)


def test_a_region_without_a_specialist(db, tmp_path):
    resolution = make_resolution(make_region())
    with pytest.raises(CommandError, match="нет действующего специалиста департамента"):
        call_command("export_summary", "F1", resolution=str(resolution.pk), out=str(tmp_path / "x.xlsx"))
