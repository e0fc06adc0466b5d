"""Small real files that demo reports bring as evidence."""

import io
import struct
import zipfile
import zlib
from functools import lru_cache
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

SIDE = 48
COLOURS = ((31, 78, 121), (84, 130, 53), (191, 143, 0), (132, 60, 12))
NAMES = (
    "Приказ (образец).docx",
    "План мероприятий (образец).docx",
    "Протокол заседания (образец).docx",
    "Справка (образец).pdf",
    "Фотография (образец).png",
)

SAMPLE = "Вариант {}. Файл создан для демонстрации портала и ничего не подтверждает."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORMATS = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_FORMATS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_FORMATS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ),
}
DOCUMENT = f'{_HEAD}<w:document xmlns:w="{_FORMATS}/wordprocessingml/2006/main"><w:body>{{}}</w:body></w:document>'
SHEET_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def evidence_file(rng: Random) -> SimpleUploadedFile:
    """A document, a sheet or a picture whose name says that it is a sample."""
    name = rng.choice(NAMES)
    return SimpleUploadedFile(name, _content(name, rng.randrange(len(COLOURS))))


@lru_cache(64)
def _content(name: str, variant: int) -> bytes:
    if name.endswith(".docx"):
        return _document(name.removesuffix(".docx"), variant)
    return _sheet(variant) if name.endswith(".pdf") else _picture(COLOURS[variant])


def _document(title: str, variant: int) -> bytes:
    """The least that a word processor opens; fixed times keep the sum of the file the same."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (title, SAMPLE.format(variant + 1)))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in {**PARTS, "word/document.xml": DOCUMENT.format(body)}.items():
            archive.writestr(zipfile.ZipInfo(name), xml)
    return written.getvalue()


def _sheet(variant: int) -> bytes:
    """One page; the built-in fonts of PDF have no Cyrillic letters."""
    words = f"BT /F1 16 Tf 60 760 Td (Demo evidence, sample {variant + 1}) Tj ET".encode()
    objects = [*SHEET_OBJECTS, b"<</Length %d>>stream\n%s\nendstream" % (len(words), words)]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(written))
    return written + head + table + tail


def _picture(colour: tuple[int, int, int]) -> bytes:
    rows = (b"\0" + bytes(colour) * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
