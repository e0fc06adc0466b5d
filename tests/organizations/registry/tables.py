"""Hand-made registry files and a small region to read them against."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from organizations.registry import IN_REQUEST, KnownPlace, Limits, Places, RegistryFile, RegistryRow

VELIZH, VYAZMA, SMOLENSK_DISTRICT, SMOLENSK, DESNOGORSK = range(1, 6)
PLACES = Places(
    [
        KnownPlace(VELIZH, "Велижский район", "муниципальный район", "66603000"),
        KnownPlace(VYAZMA, "Вяземский район", "муниципальный район", "66605000", (("Вяземский уезд", "66505000"),)),
        KnownPlace(SMOLENSK_DISTRICT, "Смоленский район", "муниципальный район", "66644000"),
        KnownPlace(SMOLENSK, "город Смоленск", "городской округ", "66701000"),
        KnownPlace(DESNOGORSK, "город Десногорск", "городской округ", "66710000"),
    ]
)
INN, OGRN = "6720002806", "1026700839175"
Lines = Sequence[Sequence[Any]]


def csv_file(lines: Lines, separator: str = ";", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(lines)
    return stream.getvalue().encode(encoding)


def xlsx_file(*sheets: tuple[str, Lines], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Sheets of lines; `merged` areas of the first sheet (top, left, bottom, right from 0) keep their first text."""
    stream = io.BytesIO()
    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(lines):
                for place, value in enumerate(cells):
                    if value != "":
                        sheet.write(number, place, value)
        for area in merged:
            book.worksheets()[0].merge_range(*area, sheets[0][1][area[0]][area[1]])
    return stream.getvalue()


def read(content: bytes, limits: Limits = IN_REQUEST) -> RegistryFile:
    return RegistryFile(content, PLACES, limits)


def rows_of(content: bytes, limits: Limits = IN_REQUEST) -> list[RegistryRow]:
    return list(read(content, limits).rows())


def only(content: bytes) -> RegistryRow:
    (row,) = rows_of(content)
    return row


def faults_of(row: RegistryRow) -> list[str]:
    return [f"{fault.cell} {fault.text}" for fault in row.faults]
