"""The words of a .docx paragraph: runs with tracked changes accepted, breaks, text boxes beside them."""

from collections.abc import Iterator

from recommendations.documents.readers.docx_names import Element, W, child, local, number, switch, value
from recommendations.documents.readers.docx_styles import Style, Styles
from recommendations.documents.readers.layout import Words

GONE = {"del", "moveFrom", "pPr", "rPr", "delText", "instrText", "Fallback", "annotationRef", "rt"}
"""Deleted and moved away text, properties, field codes, and the old-format copy of a drawing."""
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076}


def _symbol(element: Element) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if code in _BULLETS:
        return "• "
    return chr(code - 0xF000) if 0xF020 <= code <= 0xF07E else ""


def _alternative(element: Element) -> Iterator[Element]:
    """Return the drawing in the format of today; the old one when that has no text."""
    options = list(element)
    chosen = [option for option in options if local(option) == "Choice"] or options
    if not any(True for option in chosen for _ in option.iter(W + "txbxContent", W + "t")):
        chosen = options
    yield from chosen[-1:] if chosen is options else chosen[:1]


class WordsReader:
    """Reads the runs of paragraphs with the styles of the document."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def read(self, paragraph: Element, style: Style) -> Words:
        """Return the words of a paragraph of the given style."""
        words = Words()
        self._inline(paragraph, style, words)
        return words

    def _inline(self, element: Element, style: Style, words: Words) -> None:
        for part in element:
            name = local(part)
            if name == "r":
                self._run(part, style, words)
            elif name == "AlternateContent":
                for chosen in _alternative(part):
                    self._inline(chosen, style, words)
            elif name not in GONE:
                self._inline(part, style, words)

    def _run(self, run: Element, style: Style, words: Words) -> None:
        properties = child(run, "rPr")
        character = self.styles.resolve(value(child(properties, "rStyle")))
        if _said(switch(properties, "vanish"), character.hidden, style.hidden):
            return
        bold = _said(switch(properties, "b"), character.bold, style.bold)
        for part in run:
            self._run_part(part, bold, words)

    def _run_part(self, part: Element, bold: bool, words: Words) -> None:
        name = local(part)
        if name == "t":
            words.add((part.text or "").replace("\n", " "), bold)
        elif name == "sym":
            words.add(_symbol(part), bold)
        elif name in _SIGNS:
            words.add(_SIGNS[name], bold)
        elif name == "AlternateContent":
            words.boxes += (box for chosen in _alternative(part) for box in _boxes(chosen))
        elif name in ("drawing", "pict", "object"):
            words.boxes += _boxes(part)


def _said(*values: bool | None) -> bool:
    return bool(next((said for said in values if said is not None), False))


def _boxes(element: Element) -> Iterator[Element]:
    """Return the text boxes of a drawing; a box inside a box comes with its outer one."""
    for part in element:
        name = local(part)
        if name == "txbxContent":
            yield part
        else:
            for inner in _alternative(part) if name == "AlternateContent" else [part]:
                yield from _boxes(inner)


def deleted_end(paragraph: Element) -> bool:
    """Whether the end mark of the paragraph was deleted or moved away: it goes on in the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def list_place(properties: Element | None) -> tuple[int | None, int | None]:
    """Return the list and the level that a paragraph itself names."""
    return (
        number(value(child(properties, "numPr", "numId"))),
        number(value(child(properties, "numPr", "ilvl"))),
    )
