"""Readers by format: each turns the bytes of a file into blocks. A new format is one more entry here."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers import kinds
from recommendations.documents.readers.docx import read_docx
from recommendations.documents.readers.html import read_html
from recommendations.documents.readers.markdown import read_markdown
from recommendations.documents.readers.odt import read_odt
from recommendations.documents.readers.pdf import read_pdf
from recommendations.documents.readers.plain import read_plain
from recommendations.documents.readers.rtf import read_rtf
from recommendations.documents.text import Block

Reader = Callable[[bytes], list[Block]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Format:
    """How a format is read and what its content must be; `kind` is "" for plain text."""

    read: Reader
    kind: str = ""


READERS: dict[str, Format] = {
    ".docx": Format(read_docx, kinds.WORD),
    ".odt": Format(read_odt, kinds.ODT),
    ".rtf": Format(read_rtf, kinds.RTF),
    ".pdf": Format(read_pdf, kinds.PDF),
    ".html": Format(read_html, kinds.PAGE),
    ".htm": Format(read_html, kinds.PAGE),
    ".md": Format(read_markdown),
    ".markdown": Format(read_markdown),
    ".txt": Format(read_plain),
}
SHOWN = ".docx, .odt, .rtf, .pdf, .html, .txt или .md"
OLD_WORD = (
    "Формат .doc (Word 97–2003) не читается: откройте документ «{name}» в текстовом редакторе, сохраните как "
    ".docx и загрузите снова."
)
UNKNOWN = "{shown} не поддерживается (файл «{name}»): загрузите документ в формате {formats}."
DAMAGED = (
    "Файл «{name}» повреждён и не читается: откройте его в программе, где он создан, сохраните заново "
    "и загрузите снова."
)


def _guarded(known: Format, extension: str, name: str) -> Reader:
    """Return the reader that looks at the content first and turns whatever a damaged file raises into DocumentError."""

    def read(content: bytes) -> list[Block]:
        kinds.refuse_disguised(content, extension, known.kind)
        try:
            return known.read(content)
        except DocumentError:
            raise
        except Exception as error:
            # A damaged file can break a format's rules in more ways than can be listed; its reader must not fall.
            logger.warning("A document of %s could not be read", extension, exc_info=True)
            raise DocumentError(DAMAGED.format(name=name)) from error

    return read


def reader_for(name: str) -> Reader:
    """Return the reader for the file's extension; raise DocumentError when there is none."""
    extension = PurePath(name).suffix.lower()
    if extension == ".doc":
        raise DocumentError(OLD_WORD.format(name=name))
    if extension not in READERS:
        shown = f"Расширение {extension}" if extension else "Файл без расширения"
        raise DocumentError(UNKNOWN.format(shown=shown, name=name, formats=SHOWN))
    return _guarded(READERS[extension], extension, name)
