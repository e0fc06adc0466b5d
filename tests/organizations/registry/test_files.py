"""Faults of registry files: each named with file, line and column, all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from organizations.registry import RegistryError, read_registry
from organizations.services.registry import DATA_FOLDER

Spoil = Callable[[str, str, str], Path]
SCHOOLS_HEAD = "municipality_oktmo,full_name,short_name,settlement,inn,ogrn,source"


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(RegistryError) as raised:
        read_registry(folder)
    return [str(fault) for fault in raised.value.faults]


def test_the_shipped_registry_is_sound() -> None:
    registry = read_registry(DATA_FOLDER)
    assert (len(registry.municipalities), len(registry.authorities), len(registry.schools)) == (27, 29, 144)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("schools.csv", "settlement", "посёлок", "schools.csv, строка 1, столбец «посёлок»: Столбец неизвестен."),
        ("schools.csv", ",settlement", "", "schools.csv, строка 1, столбец «settlement»: Столбца нет, а он нужен."),
        ("schools.csv", "settlement", "inn", "schools.csv, строка 1, столбец «inn»: Столбец повторяется."),
        (
            "schools.csv",
            "66603000,,Школа",
            "66699000,,Школа",
            "строка 2, столбец «municipality_oktmo»: Муниципальное образование с кодом «66699000» неизвестно.",
        ),
        (
            "schools.csv",
            "6720002806",
            "6720002807",
            "schools.csv, строка 3, столбец «inn»: Контрольная цифра ИНН 6720002807 не сходится.",
        ),
        (
            "schools.csv",
            "1026700839175",
            "1026700839176",
            "schools.csv, строка 3, столбец «ogrn»: Контрольная цифра ОГРН 1026700839176 не сходится.",
        ),
        ("schools.csv", "Школа № 1", "", "schools.csv, строка 2, столбец «short_name»: Значение не указано."),
        (
            "authorities.csv",
            "soiro",
            "iro",
            "authorities.csv, строка 3, столбец «group»: Группа «iro» неизвестна.",
        ),
        (
            "authorities.csv",
            "66605000",
            "66603000",
            "authorities.csv, строка 5, столбец «municipality_oktmo»: Повтор: то же значение уже есть в строке 4.",
        ),
        (
            "municipalities.csv",
            "66605000",
            "66603000",
            "municipalities.csv, строка 3, столбец «oktmo»: Повтор: то же значение уже есть в строке 2.",
        ),
        ("municipalities.csv", "66605000", "6660500", "муниципального образования состоит из 8 цифр"),
        (
            "schools.csv",
            "источник\n66605000",
            "источник,лишнее\n66605000",
            "строка 2: Ожидается значений: 7, найдено: 8.",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(spoil: Spoil, file: str, old: str, new: str, message: str) -> None:
    assert any(message in fault for fault in faults_of(spoil(file, old, new)))


def test_a_school_repeated_in_other_letters_is_a_repeat(folder: Path) -> None:
    with (folder / "schools.csv").open("a", encoding="utf-8") as file:
        file.write('66603000,,"ШКОЛА №1",,,,\n')
    assert faults_of(folder) == [
        "schools.csv, строка 4, столбец «short_name»: Повтор: то же значение уже есть в строке 2."
    ]


def test_the_same_name_in_another_municipality_is_no_repeat(folder: Path) -> None:
    with (folder / "schools.csv").open("a", encoding="utf-8") as file:
        file.write("66605000,,Школа № 1,,,,\n")
    assert len(read_registry(folder).schools) == 3


def test_all_faults_are_told_at_once(spoil: Spoil) -> None:
    spoil("schools.csv", "6720002806", "6720002807")
    spoil("schools.csv", "66603000", "66699000")
    spoil("authorities.csv", "soiro", "iro")
    assert len(faults_of(spoil("municipalities.csv", "kind", "вид"))) >= 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Файл пуст."),
        (b"PK\x03\x04\0\0", "Это не текстовая таблица CSV."),
        (b"\x98\xff\xfe", "Кодировка файла неизвестна"),
    ],
)
def test_a_file_that_is_no_table(folder: Path, content: bytes, message: str) -> None:
    (folder / "schools.csv").write_bytes(content)
    assert message in faults_of(folder)[0]


def test_a_missing_file(folder: Path) -> None:
    (folder / "schools.csv").unlink()
    assert faults_of(folder) == ["schools.csv: Файл не читается: файла нет."]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("windows-1251", ";"), ("windows-1251", ","), ("utf-8", ";")]
)
def test_tables_of_spreadsheet_programs(folder: Path, encoding: str, delimiter: str) -> None:
    path = folder / "schools.csv"
    text = f"{SCHOOLS_HEAD}\n66603000,,Озёрная школа,,,,\n".replace(",", delimiter)
    path.write_text(text, encoding=encoding)
    assert [row.short_name for row in read_registry(folder).schools] == ["Озёрная школа"]


def test_the_line_of_a_fault_counts_lines_inside_quotes(folder: Path) -> None:
    path = folder / "schools.csv"
    path.write_text(f'{SCHOOLS_HEAD}\n66603000,,"Первая\nшкола",,,,\n\n66603000,,,,,,\n', encoding="utf-8")
    with pytest.raises(RegistryError, match="строка 5, столбец «short_name»"):
        read_registry(folder)
