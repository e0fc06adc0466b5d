"""The visible sheets of a book of a spreadsheet program."""

import io
from collections.abc import Iterator

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from organizations.registry.sheets import Merged, cell_text


class BookSheet:
    """One sheet of an XLSX or XLS book."""

    def __init__(self, name: str, sheet: CalamineSheet) -> None:
        self.name = name
        self.height, self.width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        self._sheet = sheet
        self._shift = [""] * (sheet.start[1] if sheet.start else 0)
        self.merged = [
            Merged(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Lines from the first one on."""
        for line, cells in enumerate(self._sheet.iter_rows(), start=1):
            yield line, [*self._shift, *map(cell_text, cells)]


def visible_sheets(content: bytes) -> list[BookSheet]:
    """Sheets that the user sees and that hold something; errors are those of the reader."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = [
        BookSheet(meta.name, book.get_sheet_by_name(meta.name))
        for meta in book.sheets_metadata
        if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
    ]
    return [sheet for sheet in found if sheet.height]
