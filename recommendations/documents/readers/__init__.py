"""Readers by format: each turns the bytes of a file into blocks. A new format is one more entry here."""

from collections.abc import Callable
from pathlib import PurePath

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.markdown import read_markdown
from recommendations.documents.readers.plain import read_plain
from recommendations.documents.text import Block

Reader = Callable[[bytes], list[Block]]

READERS: dict[str, Reader] = {".md": read_markdown, ".markdown": read_markdown, ".txt": read_plain}
PLANNED = (".docx", ".odt", ".rtf", ".pdf", ".html", ".htm", ".doc")


def reader_for(name: str) -> Reader:
    """Return the reader for the file's extension; raise DocumentError when there is none."""
    extension = PurePath(name).suffix.lower()
    if extension in READERS:
        return READERS[extension]
    if extension in PLANNED:
        raise DocumentError(
            f"Формат {extension} пока не поддерживается: сохраните документ «{name}» как текст (.txt или "
            f".md) и загрузите снова."
        )
    shown = f"Расширение {extension}" if extension else "Файл без расширения"
    raise DocumentError(f"{shown} не поддерживается (файл «{name}»): загрузите документ в формате .md или .txt.")
