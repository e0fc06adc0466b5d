from urllib.parse import quote

import pytest

from recommendations.exports import FORMATS, UnknownFormat, export_table
from recommendations.exports.download import export_response
from recommendations.summaries.table import Cell, Column, Row, Table, value_text

TABLE = Table(
    code="F2",
    title='Сводка: "по районам" / город',
    columns=(Column("name", "Имя"), Column("other", "Другое")),
    rows=(Row((Cell("а"), Cell("б"))),),
    facts=(("По состоянию на", "24.09.2021, 14:03"),),
)


def test_a_file_is_named_in_russian_without_forbidden_letters():
    assert TABLE.file_name("xlsx") == "F2 Сводка по районам город на 24.09.2021.xlsx"


@pytest.mark.parametrize(("format", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_each_format_is_written(format, start):
    file = export_table(TABLE, format)
    assert format in FORMATS
    assert file.content.startswith(start)
    assert file.name.endswith(f".{format}")


def test_another_format_is_refused_in_russian():
    with pytest.raises(UnknownFormat, match=r"Формат «odt» пока не поддерживается\. Доступны: xlsx, csv"):
        export_table(TABLE, "odt")


def test_a_download_is_an_attachment_with_a_russian_name():
    response = export_response(TABLE, "xlsx")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(TABLE.file_name('xlsx'))}"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_values_in_words():
    assert value_text(1234567) == "1\u00a0234\u00a0567"
    assert value_text(None) == "—"
    assert value_text("") == ""
