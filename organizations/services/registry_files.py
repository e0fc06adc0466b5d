"""Files that the portal gives: the registry, a sample of it, and a brought file with its faults marked."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import Q, QuerySet

from organizations.access import Actor
from organizations.models import Organization, RegistryImport, RegistryImportRow
from organizations.querysets import OrganizationQuerySet
from organizations.registry import EXPORT_COLUMNS, CellFault, Field, error_book, export_texts
from organizations.roles import GroupCode
from organizations.services.audit import record
from organizations.services.registry_import_reading import file_limits
from organizations.sheets import XLSX, write_list

TITLE = "Реестр организаций"
SAMPLE: dict[str, str] = {
    Field.MUNICIPALITY: "Примерный район",
    Field.SHORT_NAME: "МБОУ «Примерная средняя школа»",
    Field.FULL_NAME: "Муниципальное бюджетное общеобразовательное учреждение «Примерная средняя школа»",
    Field.GROUP: GroupCode.SCHOOL,
    Field.SETTLEMENT: "с. Примерное",
    Field.ADDRESS: "000000, Примерная область, с. Примерное, ул. Школьная, д. 1",
    Field.EMAIL: "school@example.ru",
    Field.SITE: "https://school.example",
}


def export_registry(*, actor: Actor, rows: OrganizationQuerySet, format: str) -> bytes:
    """The rows as XLSX or CSV that can be brought in again without a change; journalled. `rows`: from `visible_to`."""
    found = rows.select_related("municipality", "addressee_group")
    content = write_list(format, TITLE, EXPORT_COLUMNS, _texts(found))
    record(actor=actor, act="export_registry", format=format, count=found.count())
    return content


def _texts(rows: OrganizationQuerySet) -> Iterator[list[str]]:
    for row in rows.iterator(chunk_size=2_000):
        yield export_texts(_values(row))


def _values(row: Organization) -> dict[str, Any]:
    place = row.municipality
    own: dict[str, Any] = {field: getattr(row, field) for field in _SAME_NAME}
    return own | {
        Field.NUMBER: row.pk,
        Field.MUNICIPALITY: place.name if place else "",
        Field.OKTMO: place.oktmo if place else "",
        Field.SHORT_NAME: row.name,
        Field.GROUP: row.addressee_group.code,
    }


_SAME_NAME = (
    *(Field.FULL_NAME, Field.OFFICIAL, Field.INN, Field.OGRN, Field.SETTLEMENT),
    *(Field.ADDRESS, Field.PHONE, Field.EMAIL, Field.SITE, Field.CLOSED_ON),
)


def sample_file() -> bytes:
    """A book with the headings of our own list and one invented line to write over."""
    return write_list(XLSX, TITLE, EXPORT_COLUMNS, [export_texts(SAMPLE)])


def rows_to_mend(registry_import: RegistryImport) -> QuerySet[RegistryImportRow]:
    """Rows that are not loaded as they are: with faults, or doubtful ones that nobody has decided on."""
    undecided = Q(kind=RegistryImportRow.Kind.DOUBTFUL, decision=RegistryImportRow.Decision.NONE)
    return registry_import.rows.filter(Q(kind=RegistryImportRow.Kind.ERROR) | undecided)


def error_file(registry_import: RegistryImport) -> tuple[str, bytes]:
    """Name and bytes of an XLSX in the layout of the brought file, the cells to be mended marked.

    A fault that names no cell is marked at the name of the organization.
    """
    faults = {
        (sheet, line): [CellFault(**fault | {"cell": fault["cell"] or _name_cell(cells, line)}) for fault in found]
        for sheet, line, found, cells in rows_to_mend(registry_import).values_list("sheet", "line", "faults", "cells")
    }
    content = error_book(bytes(registry_import.content), faults, file_limits())
    return f"{PurePath(registry_import.file_name).stem} — ошибки.xlsx", content


def _name_cell(cells: dict[str, str], line: int) -> str:
    return cells.get(Field.SHORT_NAME) or cells.get(Field.FULL_NAME) or str(line)
