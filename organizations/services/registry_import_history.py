"""What registry files have done with an organization, as rows of its history.

The journal has one row for a whole file; the rows of the file, kept for `import_days`, tell it by organization.
"""

from django.db.models import Model

from organizations.journal_words import name_fields
from organizations.models import AuditEvent, Organization, RegistryImport, RegistryImportRow
from organizations.services.registry_import_fields import LABELS
from organizations.services.registry_import_writing import changes, creates

Stage = RegistryImport.Stage
KIND = "registryimport"

name_fields(KIND, LABELS)


def loads_of(thing: Model) -> list[AuditEvent]:
    """Unsaved rows of a journal about files that were loaded, and taken back; none for anything but an organization."""
    if not isinstance(thing, Organization):
        return []
    rows = RegistryImportRow.objects.filter(
        organization=thing, registry_import__stage__in=[Stage.APPLIED, Stage.UNDONE]
    ).select_related("registry_import__applied_by", "registry_import__undone_by")
    events = []
    for row in rows.defer("registry_import__content"):
        if creates(row) or changes(row):
            events += _events(row)
    return events


def _events(row: RegistryImportRow) -> list[AuditEvent]:
    source = row.registry_import
    about = {"object_kind": KIND, "object_id": source.pk, "object_label": source.file_name}
    done = {name: [row.before.get(name, ""), value] for name, value in row.values.items() if _is_told(row, name)}
    events = []
    if source.applied_at:
        user, moment = source.applied_by, source.applied_at
        events.append(AuditEvent(act="import_registry", user=user, recorded_at=moment, changes=done, **about))
    if source.undone_at:
        user, moment = source.undone_by, source.undone_at
        events.append(AuditEvent(act="undo_import", user=user, recorded_at=moment, **about))
    return events


def _is_told(row: RegistryImportRow, name: str) -> bool:
    """Of a new organization all that the file stated, of another what it has changed."""
    return name in (row.before if changes(row) else LABELS) and bool(row.values[name])
