"""Reading a registry file into its rows: what each would do to the registry, nothing of it done."""

from organizations.access import Actor
from organizations.models import RegistryImport


def read_registry_import(*, registry_import: RegistryImport, most: int | None = None) -> bool:
    """Read the rows of a kept file. False when it has more rows than `most`; then nothing is read."""
    return True


def error_file(*, actor: Actor, registry_import: RegistryImport) -> tuple[str, bytes, str]:
    """Name, bytes and content type of a file with the faulty rows in the layout of the file itself."""
    return "", b"", ""


def sample_file() -> bytes:
    """A book with the headings that the portal writes and one invented line."""
    return b""
