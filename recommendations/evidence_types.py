"""Which files are accepted as evidence: by extension and by content, both must agree."""

import zipfile
from pathlib import PurePath
from typing import BinaryIO, cast

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

_BY_CONTENT = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "webp": "image/webp",
}
_OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml"),
    "odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
}
ACCEPTED = (*_BY_CONTENT, *_OFFICE)
ACCEPTED_TEXT = "PDF, DOCX, XLSX, ODT, ODS, JPG, PNG, HEIC, WEBP"


def content_type_of(name: str, upload: UploadedFile) -> str:
    """MIME type of an accepted file.

    Raises ValidationError when the extension is not on the list or the content is of another kind.
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in ACCEPTED:
        raise ValidationError(f"Файл «{name}» такого вида не принимается. Подойдут: {ACCEPTED_TEXT}.")
    expected = _BY_CONTENT.get(extension) or _OFFICE[extension][0]
    if _found(extension, upload) != expected:
        raise ValidationError(
            f"Содержимое файла «{name}» не соответствует расширению .{extension}. Сохраните файл заново и приложите."
        )
    return expected


def _found(extension: str, upload: UploadedFile) -> str | None:
    upload.seek(0)
    if extension in _OFFICE:
        return _office_type(extension, upload)
    return cast(str | None, filetype.guess_mime(upload.read(8192)))


def _office_type(extension: str, upload: UploadedFile) -> str | None:
    content_type, member = _OFFICE[extension]
    try:
        with zipfile.ZipFile(cast(BinaryIO, upload)) as archive:
            return content_type if member in archive.namelist() else None
    except zipfile.BadZipFile:
        return None
