"""Registry files in tests: made row by row, or read from a table."""

from typing import Any

from organizations.models import RegistryImport, RegistryImportRow
from organizations.services.registry_import_fields import differences
from tests.factories import World

Kind = RegistryImportRow.Kind


def make_import(world: World, *rows: dict[str, Any], stage: str = "ready", **changes: Any) -> RegistryImport:
    """A file that was read and waits; each row has `kind` and values, `organization` for one that is known."""
    made = RegistryImport.objects.create(
        region=world.region,
        stage=stage,
        file_name="реестр.xlsx",
        sha256="0" * 64,
        content="Муниципальное образование;Краткое наименование;ИНН\n".encode(),
        row_count=len(rows),
        read_count=len(rows),
        created_by=world["administrator"].user,
        created_at=world["administrator"].now,
        **changes,
    )
    RegistryImportRow.objects.bulk_create(_row(made, place, dict(row)) for place, row in enumerate(rows))
    return made


def _row(registry_import: RegistryImport, place: int, row: dict[str, Any]) -> RegistryImportRow:
    organization = row.pop("organization", None)
    kind, decision, candidates = row.pop("kind", Kind.NEW), row.pop("decision", ""), row.pop("candidates", [])
    faults = row.pop("faults", [])
    known = {"number": str(organization.pk)} if organization and not decision else {}
    return RegistryImportRow(
        registry_import=registry_import,
        position=place,
        sheet="Лист1",
        line=place + 2,
        kind=kind,
        decision=decision,
        candidates=candidates,
        faults=faults,
        name=row.get("name", ""),
        values=row | known,
        organization=organization,
        before=differences(organization, row | known, is_decided=bool(decision)).before if organization else {},
    )
