"""Cells of a line → a row of the registry with all that is wrong and all that was repaired."""

from collections.abc import Mapping, Sequence

from organizations.registry.broken_cells import broken_fault, is_broken
from organizations.registry.heading_words import Field
from organizations.registry.headings import NAMES, Column, Layout
from organizations.registry.lines import Section
from organizations.registry.places import Places
from organizations.registry.registry_row import CellFault, RegistryRow
from organizations.registry.row_place import place_of
from organizations.registry.row_values import LONGEST, READERS, Value, is_nothing, plain_value
from organizations.registry.short_forms import is_spelled_out

_NAMED = NAMES | {Field.NUMBER}
_IDENTIFIES = _NAMED | {Field.INN, Field.OGRN}
# «Нет» in these columns is an answer.
_ANSWERS = frozenset({Field.OFFICIAL, Field.REMOVED, Field.STATUS})
NO_NAME = "Не указано наименование организации."


class RowReader:
    """Reads the lines of one sheet."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self._sheet, self._places = layout.sheet, places
        self._given = layout.fields.keys()
        self._columns = [column for column in layout.columns if column.field not in self._needless()]
        self._letters = self._field_letters()

    def is_remark(self, cells: Sequence[str]) -> bool:
        """The line names no organization by any of its columns and holds one text: a footnote, a signature."""
        named = any(_text(cells, column) for column in self._columns if column.field in _IDENTIFIES)
        return not named and len({cell for cell in cells if cell}) == 1

    def row(self, line: int, cells: Sequence[str], section: Section) -> RegistryRow:
        """The line as a row; `section` tells the municipality when the line does not."""
        texts = self._texts(cells)
        found = {field: _read(field, text) for field, text in texts.items() if text}
        told = {str(field): text for field, text in texts.items() if not is_broken(text)}
        answer = place_of(told, section, self._places)
        faults = [self._fault(line, field, value.fault) for field, value in found.items() if value.fault]
        if answer.fault:
            faults.append(self._fault(line, answer.field, answer.fault, section.cell))
        if not any(texts.get(field) for field in _NAMED):
            faults.append(self._fault(line, Field.SHORT_NAME, NO_NAME))
        return RegistryRow(
            sheet=self._sheet,
            line=line,
            values=_values(texts, found),
            letters=self._letters,
            place=answer.ids[0] if len(answer.ids) == 1 else None,
            places=answer.ids,
            faults=tuple(faults),
            repairs=tuple(filter(None, [*(value.repair for value in found.values()), answer.repair])),
        )

    def _needless(self) -> set[Field]:
        """Columns that tell nothing beside the others."""
        needless = {Field.KPP}
        if {Field.SHORT_NAME, Field.FULL_NAME} <= self._given:
            needless.add(Field.TITLE)
        if Field.GROUP in self._given:
            needless.add(Field.KIND)
        return needless

    def _field_letters(self) -> dict[str, str]:
        """Field of a row → letter of its column."""
        letters = {str(column.field): column.letter for column in self._columns}
        if title := letters.pop(Field.TITLE, None):
            letters = {Field.SHORT_NAME: title, Field.FULL_NAME: title} | letters
        if kind := letters.pop(Field.KIND, None):
            letters[Field.GROUP] = kind
        return letters

    def _texts(self, cells: Sequence[str]) -> dict[Field, str]:
        texts = {column.field: _text(cells, column) for column in self._columns}
        if Field.TITLE in texts:
            title = texts.pop(Field.TITLE)
            texts[self._title_field(title)] = title
        return texts

    def _title_field(self, title: str) -> Field:
        """«Наименование» is the name that has no other column, or else the one that it looks like."""
        if Field.SHORT_NAME in self._given:
            return Field.FULL_NAME
        is_full = is_spelled_out(title) or len(title) > LONGEST[Field.SHORT_NAME]
        return Field.FULL_NAME if is_full and Field.FULL_NAME not in self._given else Field.SHORT_NAME

    def _fault(self, line: int, field: str, text: str, elsewhere: str = "") -> CellFault:
        letter = self._letters.get(Field.GROUP if field == Field.KIND else field, "")
        return CellFault(f"{letter}{line}" if letter or not elsewhere else elsewhere, field, text)


def _read(field: Field, text: str) -> Value:
    if is_broken(text):
        return Value("", broken_fault(text))
    return READERS.get(field, plain_value)(field, text)


def _text(cells: Sequence[str], column: Column) -> str:
    """The text of the cell; «—» and «нет данных» say that it is empty."""
    text = cells[column.place - 1] if column.place <= len(cells) else ""
    return "" if column.field not in _ANSWERS and is_nothing(text) else text


def _values(texts: Mapping[Field, str], found: Mapping[Field, Value]) -> dict[str, str]:
    """What is sound: "" for an empty cell, nothing for a faulty one."""
    values = {str(field): found[field].text if text else "" for field, text in texts.items()}
    for field, value in found.items():
        if value.fault:
            del values[field]
    if Field.KIND in values:
        values[Field.GROUP] = values.pop(Field.KIND)
    return values
