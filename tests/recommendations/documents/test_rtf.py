"""RTF: code pages, list labels, tables, what is left out (contract, 2)."""

from recommendations.documents import parse_document
from recommendations.documents.readers import reader_for
from recommendations.documents.text import Block
from tests.recommendations.documents.samples import groups
from tests.recommendations.documents.writers.rtf import document, escape, paragraph


def blocks(body: str) -> list[Block]:
    return reader_for("a.rtf")(document(body))


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def test_letters_as_bytes_and_by_number():
    assert texts(paragraph("Съезд «Школа» № 5 – ё")) == ["Съезд «Школа» № 5 – ё"]
    assert texts(paragraph("Съезд «Школа» № 5 – ё", unicode=True)) == ["Съезд «Школа» № 5 – ё"]


def test_signs_after_a_numbered_letter_are_skipped_as_told():
    assert texts(r"\pard\uc2\u1044\'c4\'c4\u1072??\uc0\u1073\u-1103 x\par") == ["Даб\ufbb1x"]


def test_the_font_tells_the_code_page():
    fonts = r"{\fonttbl{\f3\fcharset204 A;}{\f4\fcharset238 B;}}"
    assert texts(fonts + r"\pard\f3 \'cf\f4 \'a3\par") == ["ПŁ"]


def test_headers_notes_fields_pictures_and_hidden_text_are_left_out():
    inside = "".join(
        rf"{{\{name} {escape('лишнее')}}}"
        for name in ("header", "footerr", "footnote", r"*\atnid", "pict", r"*\fldinst")
    )
    kept = rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt {escape('поле')}}}}}"
    body = rf"\pard {escape('видно')} {inside}{{\v {escape('скрыто')}}}{{\deleted {escape('удалено')}}}{kept}\par"
    assert texts(body) == ["видно поле"]


def test_a_deleted_paragraph_mark_joins():
    assert texts(rf"\pard {escape('вести')} {{\deleted\par}}{escape('учёт')}\par") == ["вести учёт"]


def test_special_signs():
    body = r"\pard \ldblquote a\rdblquote\~b\_c\-d\emdash e\line " + escape("Ещё") + r"\tab f\par"
    assert texts(body) == ["“a” b-cd—e", "Ещё f"]


def test_labels_of_lists():
    def item(label: str, text: str, more: str = "") -> str:
        return rf"\pard{more} {{\listtext\pard {label}\tab}}{escape(text)}\par"

    body = (
        item("1.", "первый")
        + item(r"\'e0)", "буква", r"\ilvl1")
        + item(r"{\f1\'b7}", "знак", r"\ilvl1\li720\fi-360")
        + item("2.", "второй")
        + item("1.", "глубже", r"\ilvl1")
        + rf"\pard {{\pntext 3.\tab}}{escape('старый')}\par"
    )
    assert [(block.hints.mark, block.text) for block in blocks(body)] == [
        ("1.", "первый"),
        ("а)", "буква"),
        ("·", "знак"),
        ("2.", "второй"),
        ("2.1.", "глубже"),
        ("3.", "старый"),
    ]


def test_a_text_box_is_read_once():
    shape = (
        rf"{{\shp{{\*\shpinst\shpleft0{{\sp{{\sn txt}}{{\sv 1}}}}{{\shptxt \pard {escape('ПРОЕКТ')}\par}}}}"
        rf"{{\shprslt\pard {escape('ПРОЕКТ')}\par}}}}"
    )
    assert texts(rf"\pard {shape}{escape('РЕЗОЛЮЦИЯ')}\par") == ["ПРОЕКТ", "РЕЗОЛЮЦИЯ"]


def row(*cells: str, forms: tuple[str, ...] = ("", "", ""), edges: tuple[int, ...] = (3000, 8000, 10000)) -> str:
    form = "".join(rf"{how}\cellx{edge}" for how, edge in zip(forms, edges, strict=False))
    return rf"\trowd{form}" + "".join(rf"\pard\intbl {escape(text)}\cell" for text in cells) + r"\row" + "\n"


def test_tables_with_merged_cells():
    body = (
        paragraph("РЕЗОЛЮЦИЯ")
        + paragraph("форума «Школа»")
        + row("Адресат", "Рекомендация", "Срок")
        + row("Школам", "создать совет", "2022 год", forms=(r"\clvmgf", "", r"\clvmgf"))
        + row("", "вести учёт", "", forms=(r"\clvmrg", "", r"\clvmrg"))
        + row("Музеям и паркам", edges=(10000,))
        + row("", "открыть двери", "–")
        + paragraph("Принято единогласно.")
    )
    found = parse_document(document(body), "a.rtf")
    assert groups(found)[0] == ("Школам", ["создать совет", "вести учёт"])
    assert [item.text for item in found.groups[-1].recommendations] == ["открыть двери"]
    assert [d.text for d in found.groups[0].recommendations[1].deadlines] == ["2022 год"]
    assert found.plain_text.endswith("Принято единогласно.")


def test_unbalanced_braces_and_deep_groups():
    assert texts("}}}" + paragraph("слово")) == ["слово"]
    assert texts("{" * 100 + paragraph("слово") + "}" * 100) == ["слово"]
