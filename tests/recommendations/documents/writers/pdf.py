"""A minimal writer of PDF: pages of Latin letters in a standard font, or of one grey picture."""


def _objects(page: bytes, resources: bytes, extra: list[bytes], count: int) -> list[bytes]:
    kids = b" ".join(b"%d 0 R" % (4 + index) for index in range(count))
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        *(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 3 0 R>>" % resources
            for _ in range(count)
        ),
        *extra,
    ]


def _file(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(content))
    return content + head + trailer


def text(lines: list[str], pages: int = 1) -> bytes:
    """Return a PDF whose letters are those of the Latin alphabet."""
    drawn = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    page = f"BT /F 12 Tf 60 780 Td {drawn}ET".encode("latin-1")
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>"
    return _file(_objects(page, font, [], pages))


def picture(pages: int = 1) -> bytes:
    """Return a PDF that shows nothing but a picture, as a scan does."""
    kind = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    image = b"<<%s/Length 1>>stream\n\x80\nendstream" % kind
    resources = b"/XObject<</I %d 0 R>>" % (4 + pages)
    return _file(_objects(b"q 500 0 0 700 40 60 cm /I Do Q", resources, [image], pages))
