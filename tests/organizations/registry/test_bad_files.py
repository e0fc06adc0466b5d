"""Files that are no registry: one Russian sentence with advice for each, never a traceback, never all the memory."""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from organizations.registry import IN_REQUEST, Limits, TableRefused
from tests.organizations.registry.tables import DESNOGORSK, VELIZH, csv_file, only, read, rows_of, xlsx_file

OLD_BOOK = (Path(__file__).parent / "files" / "old_book.xls").read_bytes()
LINES = [["Район", "Наименование ОО"], ["Велижский", "Школа № 1"]]
BOOK = xlsx_file(("Школы", LINES))
SHEET = "xl/worksheets/sheet1.xml"


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def book_with(**parts: bytes) -> bytes:
    return packed(**parts_of(BOOK) | parts)


def sheet_with(cells: bytes) -> bytes:
    """The book with more XML among the rows of its sheet."""
    return book_with(**{SHEET: parts_of(BOOK)[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")})


def encrypted(content: bytes) -> bytes:
    """The first entry is marked as encrypted, in its own header and in the directory."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


BAD = {
    "nothing": (b"", "Файл пуст."),
    "spaces": (b" \r\n \n", "Файл пуст."),
    "mark alone": (b"\xef\xbb\xbf", "нет столбцов"),
    "pdf": (b"%PDF-1.7\n", "документ PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", "рисунок"),
    "rar": (b"Rar!\x1a\x07\0", "архив"),
    "page": (b"<!DOCTYPE html><table><tr><td>a;b</td></tr></table>", "страница или документ XML"),
    "one column": ("Наименование\nШкола № 1\n".encode(), "нет столбцов"),
    "bytes": (bytes(range(256)) * 4, "не похож на таблицу"),
    "utf-16": ("Район;Наименование\n".encode("utf-16"), "не похож на таблицу"),
    "cut book": (BOOK[: len(BOOK) // 2], "повреждён или обрезан"),
    "book without its end": (BOOK[:-30], "повреждён или обрезан"),
    "only a start": (b"PK\x03\x04", "повреждён или обрезан"),
    "empty archive": (packed(), "пустой архив"),
    "some archive": (packed(**{"a.csv": b"a;b"}), "архив или документ другой программы"),
    "text document": (packed(**{"word/document.xml": b"<w/>"}), "архив или документ другой программы"),
    "open document": (
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "сохраните как «Microsoft Excel (XLSX)»",
    ),
    "binary book": (packed(**{"xl/workbook.bin": b"\0"}), "XLSB"),
    "macros": (book_with(**{"xl/vbaProject.bin": b"\0"}), "содержит макросы"),
    "encrypted entry": (encrypted(BOOK), "защищён паролем"),
    "protected book": (OLD_BOOK[:8] + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"),
    "cut old book": (OLD_BOOK[:3000], "повреждён или обрезан"),
    "start of an old book": (OLD_BOOK[:8], "повреждён или обрезан"),
    "old text document": (OLD_BOOK[:512] + "WordDocument".encode("utf-16-le"), "текстовый документ"),
    "entities": (book_with(**{SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "записана необычно"),
    "broken xml": (book_with(**{SHEET: b"<worksheet><sheetData><row"}), ""),
    "cells without places": (sheet_with(b"<row><c><v>1</v></c></row>"), "записана необычно"),
    "far row": (sheet_with(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "ячейка A1048576"),
    "far column": (sheet_with(b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "ячейка XFD3"),
    "hidden prefix": (sheet_with(b'<a-b:c r="XFD1048576"><a-b:v>1</a-b:v></a-b:c>'), "ячейка XFD1048576"),
    "empty sheets": (xlsx_file(("Лист1", []), ("Лист2", [])), "ни одного видимого заполненного листа"),
    "many columns": (csv_file([["Район", "Наименование", *["x"] * 60]]), "больше 50 столбцов"),
    "many lines": (csv_file([["Район", "Наименование"]] + [["a", "b"]] * 6000), "больше 5000 строк"),
    "open quotes": ('Район;Наименование\nВелижский;"Школа\x00'.encode(), "не похож на таблицу"),
    "no heading": (csv_file([["1", "2"], ["3", "4"]]), "Не найдена строка заголовков"),
    "heading over nothing": (csv_file([["", ""], ["", ""]]), "Не найдена строка заголовков"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_in_one_sentence(name: str) -> None:
    content, said = BAD[name]
    with pytest.raises(TableRefused) as refused:
        read(content)
    text = str(refused.value)
    assert said in text
    assert re.fullmatch(r"[А-Я][^{}]*[.]", text), text


def test_bytes_are_limited_not_the_ratio() -> None:
    """A bomb is known by what it unpacks to, counted while unpacking: the written size may lie."""
    bomb = book_with(**{"xl/other.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})
    assert only(bomb).place == VELIZH
    with pytest.raises(TableRefused, match="слишком большая после распаковки"):
        read(bomb, Limits(unpacked=1_000_000))


def test_pictures_in_a_book_are_not_unpacked() -> None:
    assert only(book_with(**{"xl/media/image1.png": b"\0" * 3_000_000})).place == VELIZH
    assert read(book_with(**{"xl/media/image1.png": b"\0" * 3_000_000}), Limits(unpacked=1_000_000)).row_count == 1


def test_formats_of_empty_cells_do_not_count() -> None:
    """A sheet coloured to its very end is an ordinary sheet."""
    assert only(sheet_with(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')).place == VELIZH


@pytest.mark.parametrize(("content", "times"), [(BOOK, 300), (OLD_BOOK, 8)], ids=["xlsx", "xls"])
def test_spoilt_bytes_never_raise_anything_else(content: bytes, times: int) -> None:
    """The reader of XLS panics and asks for all the memory there is; the portal says one sentence and lives on."""
    chance = random.Random(1)
    for _ in range(times):
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            rows_of(bytes(spoilt))
        except TableRefused as refused:
            assert str(refused)


def test_an_old_book_keeps_the_limits() -> None:
    with pytest.raises(TableRefused, match="больше 5000 строк или 3 столбцов"):
        read(OLD_BOOK, Limits(columns=3))
    with pytest.raises(TableRefused, match="больше 5000 строк или 50 столбцов"):
        read(OLD_BOOK, Limits(unpacked=100))


def test_one_text_shared_by_many_cells_is_limited() -> None:
    """A text of a megabyte that every cell points at would be read once for each of them."""
    shared = parts_of(BOOK)["xl/sharedStrings.xml"].replace("Школа № 1".encode(), b"a" * 200_000)
    with pytest.raises(TableRefused, match="слишком большая после распаковки"):
        read(book_with(**{"xl/sharedStrings.xml": shared}))


def test_content_decides_not_the_name() -> None:
    """An XLS of three rows with merged cells, a hidden sheet and an empty one."""
    first, second, third = rows_of(OLD_BOOK)
    assert [row.place for row in (first, second, third)] == [VELIZH, VELIZH, DESNOGORSK]
    assert (first.values["inn"], first.cells["inn"], first.sheet) == ("6720002806", "D3", "Школы")
    assert [fault.cell for fault in third.faults] == ["D5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    lines = [["Район", "Наименование ОО"], ["Велижский", 'Школа "Заря";\nкорпус 1, новый'], ["Десногорск", "Школа № 2"]]
    first, second = rows_of(csv_file(lines, separator, encoding))
    assert (first.name, first.line) == ('Школа "Заря"; корпус 1, новый', 2)
    assert (second.place, second.cells["short_name"]) == (DESNOGORSK, "B3")


def test_a_sheet_without_a_heading_is_left_out_and_named() -> None:
    file = read(xlsx_file(("Школы", LINES), ("Заметки", [["Позвонить", "завтра"]])))
    assert len(file.layouts) == 1
    assert file.left_out[0].startswith("Лист «Заметки» не прочитан. Не найдена строка заголовков")


def test_kinds_of_cells() -> None:
    """Truth, fractions, cells right of an empty column."""
    (row,) = rows_of(xlsx_file(("Л", [["", "Район", "Наименование ОО", "Телефон"], ["", "Велижский", 15, True]])))
    assert (row.name, row.values["phone"], row.cells["municipality"]) == ("15", "да", "B2")


def test_a_large_file_is_read_line_by_line() -> None:
    """«up to 50,000 rows in the background»; the same file is refused in a request."""
    content = csv_file([["Район", "Наименование ОО"]] + [["Велижский", f"Школа № {n}"] for n in range(1, 8001)])
    assert sum(1 for _ in read(content, Limits(rows=8000)).rows()) == 8000
    with pytest.raises(TableRefused, match="больше 5000 строк"):
        read(content, IN_REQUEST)
