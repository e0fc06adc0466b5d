"""A registry file → rows; every fault of every line is found in one reading."""

from collections.abc import Iterator, Sequence
from itertools import islice

from organizations.registry.contacts import ContactWatch
from organizations.registry.heading_words import Field
from organizations.registry.headings import Layout, find_layout
from organizations.registry.lines import Section, is_section, is_total, with_merged
from organizations.registry.places import Places
from organizations.registry.registry_row import RegistryRow
from organizations.registry.repeated import Repeated
from organizations.registry.row_reading import RowReader
from organizations.registry.sheets import IN_REQUEST, Limits, Sheet, TableRefused
from organizations.registry.workbook import open_sheets

NO_PLACE = (
    "Не найден столбец муниципального образования. Добавьте столбец с заголовком «Муниципальное образование» или "
    "«Код ОКТМО» "
    "либо номера «ИНН», «ОГРН». Прочитаны столбцы: {seen}."
)
_TELLS_PLACE = frozenset({Field.MUNICIPALITY, Field.OKTMO, Field.OKATO, Field.NUMBER, Field.INN, Field.OGRN})
_LOOKED_AT = 300


class RegistryFile:
    """A readable file: how its sheets are understood, and its rows.

    `layouts` are the sheets in use, `left_out` sentences about the others; `row_count` bounds the number of rows from
    above. While `rows()` goes on, `skipped` fills with sentences about lines that are no organizations, and `warnings`
    with those about contacts that look like a person's own.
    """

    def __init__(self, content: bytes, places: Places, limits: Limits = IN_REQUEST) -> None:
        """TableRefused with one Russian sentence when the file as a whole cannot be read."""
        self._places = places
        self._sheets: list[tuple[Sheet, Layout]] = []
        self.left_out: list[str] = []
        self.skipped: list[str] = []
        self.warnings: list[str] = []
        refusals = [refusal for sheet in open_sheets(content, limits) if (refusal := self._refused(sheet)) is not None]
        if not self._sheets:
            raise refusals[0]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How each sheet in use was understood."""
        return tuple(layout for _, layout in self._sheets)

    @property
    def row_count(self) -> int:
        """Lines below the headings of all sheets."""
        return sum(sheet.height - layout.last_row for sheet, layout in self._sheets)

    def rows(self) -> Iterator[RegistryRow]:
        """Organizations in the order of the file; a repeated line names the first one."""
        self.skipped.clear()
        self.warnings.clear()
        seen = Repeated()
        for sheet, layout in self._sheets:
            watch = ContactWatch({field: column.heading for field, column in layout.fields.items()})
            for row in self._sheet_rows(sheet, layout, seen):
                watch.look(row.values)
                yield row
            self.warnings += watch.sentences()

    def _refused(self, sheet: Sheet) -> TableRefused | None:
        try:
            layout = find_layout(sheet)
            self._check_place(sheet, layout)
        except TableRefused as refusal:
            self.left_out.append(f"Лист «{sheet.name}» не прочитан. {refusal}")
            return refusal
        self._sheets.append((sheet, layout))
        return None

    def _check_place(self, sheet: Sheet, layout: Layout) -> None:
        """A list without any way to tell the municipality is of no use: two districts have schools of one name."""
        if _TELLS_PLACE & layout.fields.keys() or self._places.named(sheet.name):
            return
        if not any(is_section(cells, self._places) for _, cells in islice(sheet.lines(), _LOOKED_AT)):
            seen = ", ".join(f"«{column.heading}»" for column in layout.columns)
            raise TableRefused(NO_PLACE.format(seen=seen))

    def _sheet_rows(self, sheet: Sheet, layout: Layout, seen: Repeated) -> Iterator[RegistryRow]:
        section = Section("", "", self._places.named(sheet.name))
        reader = RowReader(layout, self._places)
        headings = None
        for number, cells in with_merged(sheet):
            if number in layout.rows:
                headings = cells if number == layout.rows[-1] else headings
            elif number <= layout.last_row or not any(cells) or cells == headings:
                continue
            elif is_section(cells, self._places):
                section = Section.of(number, cells, self._places)
            elif is_total(cells) or reader.is_remark(cells):
                self.skipped.append(_skipped(sheet.name, number, cells))
            else:
                yield seen.checked(reader.row(number, cells, section))


def _skipped(sheet: str, line: int, cells: Sequence[str]) -> str:
    text = next(cell for cell in cells if cell)
    place = f"Лист «{sheet}», строка {line}" if sheet else f"Строка {line}"
    return f"{place} пропущена: это не организация («{text[:80]}»)."
