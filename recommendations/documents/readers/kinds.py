"""What a file is by its content, whatever its name says."""

import io
import re
import zipfile
import zlib

from recommendations.documents.errors import DocumentError

WORD, ODT, RTF, PDF, PAGE = (
    "документ Word (.docx)",
    "документ OpenDocument (.odt)",
    "документ RTF",
    "документ PDF",
    "страница HTML или XML",
)
OLD_WORD = "документ Word прежних версий (.doc)"
PROTECTED = "документ, защищённый паролем"
DAMAGED_PACKAGE = "архив или документ Word (.docx, .odt)"
PACKAGE_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, KeyError)
"""What the standard library raises for a damaged or protected archive; NotImplementedError is a RuntimeError."""

_SIGNATURES = {
    b"%PDF": PDF,
    b"{\\rtf": RTF,
    b"\x89PNG": "изображение PNG",
    b"\xff\xd8\xff": "изображение JPEG",
    b"GIF8": "изображение GIF",
    b"II*\x00": "изображение TIFF",
    b"MM\x00*": "изображение TIFF",
    b"BM": "изображение BMP",
    b"\x1f\x8b": "сжатый архив",
    b"7z\xbc\xaf": "сжатый архив",
    b"Rar!": "сжатый архив",
    b"MZ": "программа",
    b"\x7fELF": "программа",
}
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html\b|\?xml\b)", re.IGNORECASE | re.DOTALL
)
_INSIDE = {
    "word/": WORD,
    "xl/": "таблица Excel",
    "ppt/": "презентация PowerPoint",
    "content.xml": "документ OpenDocument",
}
_OFFICE = {
    "application/vnd.oasis.opendocument.text": ODT,
    "application/vnd.oasis.opendocument.spreadsheet": "таблица OpenDocument",
    "application/vnd.oasis.opendocument.presentation": "презентация OpenDocument",
}
OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = {"изображение BMP", "программа"}

DISGUISED = (
    "Содержимое файла не соответствует расширению {extension}: это {kind}. Загрузите файл с правильным "
    "расширением или сохраните документ заново."
)


def _declared(package: zipfile.ZipFile) -> str:
    with package.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace")


def _kind_of_package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            declared = _declared(package) if "mimetype" in names else ""
    except PACKAGE_ERRORS:
        return DAMAGED_PACKAGE
    if declared.strip() in _OFFICE:
        return _OFFICE[declared.strip()]
    return next((kind for part, kind in _INSIDE.items() if any(name.startswith(part) for name in names)), "архив")


def kind_of(content: bytes) -> str:
    """Return in Russian what the content is; "" for what may be a plain text."""
    if content.startswith(OLE):
        return PROTECTED if _ENCRYPTED in content else OLD_WORD
    if content.startswith(ZIP):
        return _kind_of_package(content)
    signed = next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")
    if signed in _BINARY and b"\x00" not in content[:4096]:
        signed = ""
    return signed or (PAGE if _HTML.match(content) else "")


def refuse_disguised(content: bytes, extension: str, expected: str) -> None:
    """Raise DocumentError when the content is plainly of another kind than the extension says."""
    kind = kind_of(content)
    if kind == PROTECTED:
        raise DocumentError("Документ защищён паролем: снимите защиту, сохраните его и загрузите снова.")
    damaged = kind == DAMAGED_PACKAGE and expected in (WORD, ODT)
    if kind and kind != expected and not damaged:
        raise DocumentError(DISGUISED.format(extension=extension, kind=kind))
