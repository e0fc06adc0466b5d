"""From the bytes of a text file to its characters: UTF-8 with or without a mark, UTF-16 with a mark, windows-1251."""

import codecs
import re

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.russian import reads_as_russian

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]")
UNDECODABLE = (
    "Не удалось прочитать текст файла: кодировка не распознана. Откройте файл в редакторе, "
    "сохраните его в кодировке UTF-8 и загрузите снова."
)
BINARY = "Содержимое файла не соответствует расширению: это двоичный файл, а не текст. Загрузите сам документ."

LONGEST_SOURCE = 1_000_000
"""The longest text file in characters, marks and blank lines counted; a resolution is a few pages."""
TOO_LONG = "Текст файла слишком длинный: больше {limit} тысяч знаков. Оставьте в файле только сам документ."


def _marked(content: bytes) -> str | None:
    marks = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    for mark, encoding in marks.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    return None


def _windows(content: bytes) -> str:
    text = content.decode("cp1251")
    if not reads_as_russian(text):
        raise DocumentError(UNDECODABLE)
    return text


def _decoded(content: bytes) -> str:
    try:
        marked = _marked(content)
        return content.decode("utf-8") if marked is None else marked
    except UnicodeDecodeError:
        return _windows(content)


def check_length(text: str, limit: int = LONGEST_SOURCE) -> str:
    """Return the text; raise DocumentError when it is longer than a limit in characters."""
    if len(text) > limit:
        raise DocumentError(TOO_LONG.format(limit=limit // 1000))
    return text


def decode(content: bytes, limit: int = LONGEST_SOURCE) -> str:
    """Return the text with line ends as a line feed; raise DocumentError for what is not a text."""
    try:
        text = _decoded(content)
    except UnicodeDecodeError as error:
        raise DocumentError(UNDECODABLE) from error
    check_length(text, limit)
    if len(_CONTROLS.findall(text)) > 0.002 * len(text):
        raise DocumentError(BINARY)
    return re.sub(r"\r\n?|\f", "\n", text)
