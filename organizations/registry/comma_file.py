"""CSV as sheets: any of three separators, UTF-8 or Windows-1251, quoted line breaks."""

import csv
import io
from collections.abc import Iterator

from organizations.registry.sheets import Limits, Merged, TableRefused, clean_text
from organizations.sheets import FORMULA_STARTS

SEPARATORS = ";,\t"
# A separator is guessed by the beginning of the file.
_SAMPLE_LINES = 20
_MARK = "\ufeff"

NOT_TEXT = (
    "Файл не похож на таблицу: его текст не в кодировке UTF-8 или Windows-1251. "
    "Откройте таблицу в Excel или LibreOffice и сохраните её как XLSX."
)
NO_COLUMNS = (
    "В файле нет столбцов: разделитель не найден. Нужен CSV с разделителем «;» или «,» или книга XLSX. "
    "Откройте таблицу в Excel или LibreOffice и сохраните её как XLSX."
)
BAD_QUOTES = (
    "Строка {line} не читается: проверьте кавычки. Кавычки внутри значения удваиваются, а само значение берётся "
    "в кавычки. "
    "Проще сохранить таблицу как XLSX."
)
TOO_MANY = "В файле больше {most} строк. Разделите его на части или загрузите как администратор портала."
TOO_WIDE = "В строке {line} больше {most} столбцов. Удалите лишние столбцы и сохраните файл снова."


class CommaSheet:
    """The one sheet of a CSV file; a line is a record, as a spreadsheet shows it."""

    merged: tuple[Merged, ...] = ()

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.name = ""
        self._text = _decoded(content)
        self._separator = _separator(self._text)
        self._limits = limits
        self.height = self._checked_height()

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Records from the first one on."""
        for line, cells in enumerate(self._records(), start=1):
            yield line, [_plain(cell) for cell in cells]

    def _records(self) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator)

    def _checked_height(self) -> int:
        """Number of records; every one is read once, so a fault of the file shows before any row is used."""
        line = 0
        try:
            for line, cells in enumerate(self._records(), start=1):
                if line > self._limits.rows + _SAMPLE_LINES:
                    raise TableRefused(TOO_MANY.format(most=self._limits.rows))
                if len(cells) > self._limits.columns and any(cells[self._limits.columns :]):
                    raise TableRefused(TOO_WIDE.format(line=line, most=self._limits.columns))
        except csv.Error as error:
            raise TableRefused(BAD_QUOTES.format(line=line + 1)) from error
        return line


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix(_MARK)
    raise TableRefused(NOT_TEXT)


def _separator(text: str) -> str:
    """The separator that the first records have most of, quoted places left out."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    bare = "".join(sample.split('"')[::2])
    separator = max(SEPARATORS, key=bare.count)
    if separator not in bare:
        raise TableRefused(NO_COLUMNS)
    return separator


def _plain(cell: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    guarded = len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA_STARTS
    return clean_text(cell[1:] if guarded else cell)
