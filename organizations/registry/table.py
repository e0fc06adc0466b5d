"""A CSV file → lines with their numbers; faults of the file as a whole."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from organizations.registry.faults import Fault


@dataclass(frozen=True)
class Line:
    """One line of a registry file: its number in the file and its values by column."""

    file: str
    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, column: str, text: str) -> Fault:
        """A fault of this line."""
        return Fault(self.file, self.number, column, text)


def read_table(path: Path, columns: Sequence[str], faults: list[Fault]) -> list[Line]:
    """Lines of the file with exactly these columns in any order; what is wrong is added to `faults`."""
    text = _text(path, faults)
    if text is None:
        return []
    heading, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    found = [name.strip() for name in next(reader, [])]
    if wrong := list(_heading_faults(path.name, found, columns)):
        faults.extend(wrong)
        return []
    return list(_lines(path.name, reader, found, faults))


def _text(path: Path, faults: list[Fault]) -> str | None:
    """Content in UTF-8, with or without a mark, or in Windows-1251, as spreadsheet programs write it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        faults.append(Fault(path.name, 0, "", f"Файл не читается: {_reason(error)}."))
        return None
    if not content.strip() or b"\0" in content:
        faults.append(Fault(path.name, 0, "", "Файл пуст." if not content.strip() else "Это не текстовая таблица CSV."))
        return None
    return _decoded(content, path, faults)


def _decoded(content: bytes, path: Path, faults: list[Fault]) -> str | None:
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    faults.append(Fault(path.name, 0, "", "Кодировка файла неизвестна, нужна UTF-8 или Windows-1251."))
    return None


def _reason(error: OSError) -> str:
    known = {FileNotFoundError: "файла нет", PermissionError: "нет прав на чтение", IsADirectoryError: "это папка"}
    return known.get(type(error), error.strerror or "ошибка чтения")


def _heading_faults(file: str, found: Sequence[str], columns: Sequence[str]) -> Iterator[Fault]:
    for name in dict.fromkeys(found):
        if name not in columns:
            yield Fault(file, 1, name, f"Столбец неизвестен. Допустимые столбцы: {', '.join(columns)}.")
        elif found.count(name) > 1:
            yield Fault(file, 1, name, "Столбец повторяется.")
    for name in columns:
        if name not in found:
            yield Fault(file, 1, name, "Столбца нет, а он нужен.")


def _lines(file: str, reader: Iterator[list[str]], columns: Sequence[str], faults: list[Fault]) -> Iterator[Line]:
    number = reader.line_num  # type: ignore[attr-defined]  # csv readers have it, their protocol does not say so
    while True:
        first = number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.append(Fault(file, first, "", "Строка не читается: проверьте кавычки."))
            return
        number = reader.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            faults.append(Fault(file, first, "", f"Ожидается значений: {len(columns)}, найдено: {len(cells)}."))
            continue
        yield Line(file, first, {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=True)})
