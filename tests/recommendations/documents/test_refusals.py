"""Files of office formats that cannot or must not be read: each gives one clear Russian sentence (contract, 1)."""

import io
import struct
import zipfile

import pytest

from recommendations.documents import DocumentError, parse_document
from recommendations.documents.readers import package
from tests.recommendations.documents.test_errors import refusal
from tests.recommendations.documents.writers import docx, odt, rtf

WORD, ODT = docx.document(docx.paragraph("слово")), odt.document("<text:p>слово</text:p>")
RTF, PAGE = rtf.document(rtf.paragraph("слово")), "<!DOCTYPE html><p>слово".encode()
PDF = b"%PDF-1.4\n%%EOF"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
SHEET = docx.archive({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"})
CALC = docx.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})

DISGUISED = [
    (".docx", ODT, "OpenDocument"),
    (".docx", SHEET, "Excel"),
    (".docx", RTF, "RTF"),
    (".docx", PDF, "PDF"),
    (".docx", OLE, ".doc"),
    (".docx", docx.archive({"a.txt": "слово"}), "архив"),
    (".odt", WORD, "Word"),
    (".odt", CALC, "таблица"),
    (".odt", PAGE, "HTML"),
    (".rtf", WORD, "Word"),
    (".rtf", OLE, ".doc"),
    (".pdf", WORD, "Word"),
    (".pdf", PICTURE, "PNG"),
    (".html", PDF, "PDF"),
    (".html", WORD, "Word"),
    (".txt", WORD, "Word"),
    (".md", RTF, "RTF"),
]


@pytest.mark.parametrize(("extension", "content", "kind"), DISGUISED)
def test_disguised(extension, content, kind):
    message = refusal(content, f"Резолюция{extension}")
    assert "не соответствует расширению" in message
    assert kind in message


@pytest.mark.parametrize("extension", [".docx", ".odt", ".rtf", ".pdf"])
@pytest.mark.parametrize("content", ["просто текст".encode(), b"PK\x03\x04 broken", b"\x00\x01\x02" * 100])
def test_not_at_all_of_the_kind(extension, content):
    assert refusal(content, f"a{extension}")


@pytest.mark.parametrize("extension", [".docx", ".odt", ".rtf", ".pdf", ".html"])
def test_empty(extension):
    assert "пуст" in refusal(b"", f"a{extension}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx.document(docx.paragraph())),
        ("a.odt", odt.document("")),
        ("a.rtf", rtf.document("")),
        ("a.html", b"<!DOCTYPE html><html><body><script>1</script></body></html>"),
        ("b.html", b"<html></html>"),
        ("c.html", b"<!-- -->"),
    ],
)
def test_without_a_word(name, content):
    assert "нет текста" in refusal(content, name)


def test_protected_word():
    assert "паролем" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")


def test_protected_opendocument():
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    content = odt.document("<text:p>слово</text:p>", **{"META-INF/manifest.xml": manifest})
    assert "паролем" in refusal(content, "a.odt")


def test_a_protected_archive():
    content = bytearray(WORD)
    for place in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
        struct.pack_into("<H", content, place, 1)
    assert "паролем" in refusal(bytes(content), "a.docx")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
TRAPS = {
    "bomb": f'<!DOCTYPE x [<!ENTITY l0 "ха">{LAUGHS}]>',
    "file": '<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/hostname">]>',
    "network": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY l8 "a">]>',
}


@pytest.mark.parametrize("trap", TRAPS)
def test_entities_are_refused(trap):
    word = f"{TRAPS[trap]}<w:document {docx.NAMES}><w:body>{docx.paragraph('А')}<w:p>&l8;</w:p></w:body></w:document>"
    assert refusal(docx.archive({"word/document.xml": word}), "a.docx")
    text = f"{TRAPS[trap]}<office:document-content {odt.NAMES}><x>&l8;</x></office:document-content>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": text}
    assert refusal(docx.archive(parts), "a.odt")


def test_a_harmless_document_type_is_refused_as_well():
    word = f"<!DOCTYPE w:document><w:document {docx.NAMES}><w:body>{docx.paragraph('А')}</w:body></w:document>"
    assert "разметк" in refusal(docx.archive({"word/document.xml": word}), "a.docx")


def test_too_large_when_unpacked():
    stream = io.BytesIO(WORD)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media.bin", "w") as part:
        for _ in range(101):
            part.write(bytes(1024 * 1024))
    assert len(stream.getvalue()) < 1_000_000
    assert "после распаковки" in refusal(stream.getvalue(), "a.docx")


def test_a_part_that_lies_about_its_size(monkeypatch):
    monkeypatch.setattr(package, "MAX_PART", 10_000)
    assert "после распаковки" in refusal(docx.document(docx.paragraph("слово " * 5000)), "a.docx")


def test_too_many_parts():
    parts = {f"word/{number}.xml": "" for number in range(2001)}
    assert "после распаковки" in refusal(docx.archive({"word/document.xml": "<x/>"} | parts), "a.docx")


def test_very_deep_markup():
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert "повреждён" in refusal(docx.document(deep), "a.docx")
    assert "повреждён" in refusal(b"{\\rtf1 " + b"{" * 5000, "a.rtf")
    assert "нет текста" in refusal(("<div>" * 5000 + "слово").encode(), "a.html")


def test_a_document_without_its_body():
    assert "повреждён" in refusal(docx.archive({"word/document.xml": "<x/>"}), "a.docx")
    assert "повреждён" in refusal(docx.archive({"word/styles.xml": "<x/>"}), "a.docx")
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    assert "повреждён" in refusal(docx.archive(parts), "a.odt")


def test_damaged_styles_do_not_spoil_the_text():
    content = docx.archive(
        {
            "word/document.xml": f"<w:document {docx.NAMES}><w:body>{docx.paragraph('слово')}</w:body></w:document>",
            "word/styles.xml": "<broken",
            "word/numbering.xml": "",
        }
    )
    assert parse_document(content, "a.docx").plain_text == "слово"


def test_an_error_of_a_reader_is_a_refusal(monkeypatch, caplog):
    monkeypatch.setattr(package.Package, "read", lambda *_: 1 / 0)
    with pytest.raises(DocumentError, match="повреждён"):
        parse_document(WORD, "a.docx")
    assert "could not be read" in caplog.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx.document("<w:p/>" * 70_000)),
        ("b.docx", docx.document("<w:r/>" * 1_000_001)),
        ("a.odt", odt.document("<text:p/>" * 70_000)),
        ("a.rtf", rtf.document("\\par" * 70_000)),
        ("a.html", b"<p>" * 300_001),
    ],
)
def test_more_mark_up_than_a_document_has(name, content):
    assert "слишком сложный" in refusal(content, name)


def test_cells_that_claim_a_thousand_rows():
    rows = "<tr><td rowspan=1000 colspan=1000>слово<td>слово" * 500
    assert parse_document(f"<!DOCTYPE html><table>{rows}</table>".encode(), "a.html").groups == ()
    repeated = 'table:number-columns-repeated="99999" table:number-rows-spanned="99999"'
    cell = f"<table:table-cell {repeated}><text:p>слово</text:p></table:table-cell>"
    body = f"<table:table>{f'<table:table-row>{cell * 2}</table:table-row>' * 500}</table:table>"
    assert parse_document(odt.document(body), "a.odt").groups == ()


def test_a_menu_of_many_levels():
    page = "<!DOCTYPE html><main>слово</main>" + '<div class="menu">' * 200 + "<a>ссылка</a>" * 20_000
    assert "слово" in parse_document(page.encode(), "a.html").plain_text


WHOLE_RTF = rtf.document("".join(rtf.paragraph(f"{number}. Вести учёт.") for number in range(1, 30)))


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_cut_rtf_is_not_read_in_part(part):
    assert "обрывается" in refusal(WHOLE_RTF[: int(len(WHOLE_RTF) * part)], "a.rtf")


@pytest.mark.parametrize("tail", [b"", b"\r\n", b"\x00", b"}"])
def test_a_whole_rtf_is_read(tail):
    assert parse_document(WHOLE_RTF + tail, "a.rtf").plain_text.count("учёт") == 29
