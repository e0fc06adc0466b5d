"""Reading the document that a command is given."""

from pathlib import Path

from django.conf import settings

from recommendations.documents import DocumentError, ParsedDocument, parse_document

REASONS = {
    FileNotFoundError: "такого файла нет, проверьте путь",
    PermissionError: "нет прав на чтение",
    IsADirectoryError: "это папка, укажите файл",
}


def read_document(path: Path) -> tuple[bytes, ParsedDocument]:
    """Content of the file and what is understood of it; DocumentError in Russian when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(settings.DOCUMENT_MAX_BYTES + 1)
    except OSError as error:
        reason = REASONS.get(type(error), error.strerror or "ошибка чтения")
        raise DocumentError(f"Файл «{path}» не читается: {reason}.") from error
    return content, parse_document(content, path.name, max_bytes=settings.DOCUMENT_MAX_BYTES)
