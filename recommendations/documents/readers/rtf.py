"""RTF: paragraphs, list labels, tables; headers, footers, footnotes, hidden and deleted text are left out."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from recommendations.documents.errors import DocumentError
from recommendations.documents.readers.layout import Words
from recommendations.documents.readers.limits import MAX_TOKENS, Tally
from recommendations.documents.readers.numerals import as_mark
from recommendations.documents.readers.package import BROKEN
from recommendations.documents.readers.rtf_table import CellForm, RtfTable
from recommendations.documents.readers.rtf_tokens import CODE_PAGES, DEFAULT_PAGE, Token, code_page, tokens
from recommendations.documents.text import Block, Hints

CUT = (
    "Файл RTF обрывается: его конец потерян, и часть рекомендаций могла пропасть. Сохраните документ заново "
    "и загрузите снова."
)
DEEPEST = 400
TWIPS_IN_COLUMN = 180
GAP = 100
_SKIPPED = {
    "colortbl", "stylesheet", "info", "pict", "objdata", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst", "listtable", "listoverridetable", "rsidtbl",
    "sp", "sn", "sv", "shprslt", "nonshppict", "nonesttables", "ftnsep", "ftnsepc", "aftnsep", "tc", "xe", "txe",
    "atnid", "atnauthor", "mmath", "moMath", "themedata", "xmlnstbl", "pntxta", "pntxtb", "comment", "bkmkstart",
}  # fmt: skip
_SPECIAL = {
    "tab": " ", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "endash": "–", "emdash": "—", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_PARAGRAPH = {"li": 0, "fi": 0, "sb": 0, "sa": 0, "ilvl": 0, "outlinelevel": 9}
_RUN = {"b": "bold", "v": "hidden", "deleted": "deleted"}


@dataclass
class _State:
    """What a group inherits from the one around it. `place` is «text», «label», «fonts» or «» for what is left out."""

    place: str = "text"
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    skip: int = 1
    page: str = DEFAULT_PAGE
    in_table: bool = False
    numbers: dict[str, int] = field(default_factory=lambda: dict(_PARAGRAPH))


@dataclass
class _Paragraph:
    words: Words = field(default_factory=Words)
    label: list[str] = field(default_factory=list)


class RtfReader:
    """Reads the tokens of one file one by one."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.state, self.stack = _State(), list[_State]()
        self.paragraph, self.outer = _Paragraph(), list[tuple[int, _Paragraph]]()
        self.table: RtfTable | None = None
        self.tables = 0
        self.fonts: dict[int, str] = {}
        self.font, self.document_page = 0, DEFAULT_PAGE
        self.skipping, self.starred, self.gap = 0, False, True
        self.upper: dict[int, str] = {}
        self._tally = Tally()

    def read(self, content: bytes) -> list[Block]:
        """Return the paragraphs of a file."""
        tally = Tally(MAX_TOKENS)
        for token in tokens(content):
            tally.count()
            self._take(token)
        if self.stack:
            raise DocumentError(CUT)
        self.end_paragraph()
        self._end_table()
        return self.blocks

    def _take(self, token: Token) -> None:
        if token.kind == "{":
            self._open()
        elif token.kind == "}":
            self._close()
        elif token.kind == "bytes":
            self._bytes(token.text)
        elif token.kind == "sign":
            self._sign(token.text)
        else:
            self._word(token.text, token.number)
        self.starred = token == Token("sign", "*")

    # ----------------------------------------------------------------- groups
    def _open(self) -> None:
        if len(self.stack) >= DEEPEST:
            raise DocumentError(BROKEN)
        self.stack.append(self.state)
        self.state = copy.copy(self.state)

    def _close(self) -> None:
        if self.outer and self.outer[-1][0] == len(self.stack):
            self.end_paragraph()
            self.paragraph = self.outer.pop()[1]
        if self.stack:
            self.state = self.stack.pop()
        self.skipping = 0

    def _open_box(self) -> None:
        """Begin a text box: its paragraphs come before the one that it is tied to."""
        if self.state.place == "text":
            self.outer.append((len(self.stack), self.paragraph))
            self.paragraph = _Paragraph()

    # ------------------------------------------------------------- characters
    def _bytes(self, text: str) -> None:
        if self.skipping:
            text, self.skipping = text[self.skipping :], max(0, self.skipping - len(text))
        if text:
            self._text(text.encode("latin-1").decode(self.state.page, "replace") if not text.isascii() else text)

    def _text(self, text: str) -> None:
        state = self.state
        if state.place == "label":
            self.paragraph.label.append(text)
        elif state.place == "text" and not state.hidden and not state.deleted:
            self.paragraph.words.add(text, state.bold)

    def _sign(self, sign: str) -> None:
        if sign in "\r\n":
            self._word("par", None)
        elif sign in _SIGNS:
            self._text(_SIGNS[sign])

    # ------------------------------------------------------------------ words
    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._text(_sign_of(number % 0x10000))
            self.skipping = self.state.skip
        elif self.state.place == "fonts":
            self._font_table(word, number)
        elif word in _SPECIAL:
            self._text(_SPECIAL[word])
        elif word in _RUN:
            setattr(self.state, _RUN[word], number != 0)
        elif word in _PARAGRAPH:
            self.state.numbers = self.state.numbers | {word: min(max(number or 0, -99999), 99999)}
        elif word in _SKIPPED or (self.starred and word not in _WORDS):
            self.state.place = ""
        elif word in _WORDS:
            _WORDS[word](self, number)

    def _font_table(self, word: str, number: int | None) -> None:
        if word == "f":
            self.font = number or 0
        elif word == "fcharset":
            page = CODE_PAGES.get(number or 0, 0)
            self.fonts[self.font] = code_page(page) if page else ""

    def _label(self, _: int | None) -> None:
        if self.state.place == "text":
            self.state.place = "label"

    def _fonts(self, _: int | None) -> None:
        self.state.place = "fonts"

    def _code_page(self, number: int | None) -> None:
        self.document_page = self.state.page = code_page(number or 0)

    def _use_font(self, number: int | None) -> None:
        self.state.page = self.fonts.get(number or 0) or self.document_page

    def _skip_after(self, number: int | None) -> None:
        self.state.skip = min(max(number or 0, 0), 100)

    def _plain_run(self, _: int | None) -> None:
        self.state.bold = self.state.hidden = self.state.deleted = False

    def _plain_paragraph(self, _: int | None) -> None:
        self.state.numbers, self.state.in_table = dict(_PARAGRAPH), False

    def _in_table(self, number: int | None) -> None:
        self.state.in_table = number != 0

    # ------------------------------------------------------------- paragraphs
    def _par(self, _: int | None) -> None:
        if self.state.place == "text" and not self.state.deleted:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Close the open paragraph and put it into the text or into the open cell."""
        self._tally.count()
        found, self.paragraph = self.paragraph, _Paragraph()
        if self.table and not self.state.in_table and found.words and not self.outer:
            self._end_table()
        numbers = self.state.numbers
        hints = Hints(
            heading=numbers["outlinelevel"] < 9,
            indent=max(0, round((numbers["li"] + numbers["fi"]) / TWIPS_IN_COLUMN)),
            gap=self.gap or numbers["sb"] >= GAP,
            mark=self._mark("".join(found.label), numbers["ilvl"]),
        )
        target = self.table.open_cell if self.table and self.state.in_table else self.blocks
        target.extend(found.words.blocks(hints))
        self.gap = not found.words or numbers["sa"] >= GAP

    def _mark(self, label: str, level: int) -> str:
        """Return the mark of a label; «1.» of a deeper level gets the number of the level above."""
        mark = as_mark(label)
        if level and mark.rstrip(".").isdecimal() and self.upper.get(level - 1):
            mark = self.upper[level - 1] + mark
        if mark:
            self.upper[level] = mark if mark[:1].isdecimal() and mark.endswith(".") else ""
        return mark

    # ----------------------------------------------------------------- tables
    def _row_form(self, _: int | None) -> None:
        if self.state.place == "text":
            self.table = self.table or RtfTable()
            self.table.begin_row()

    def _cell_word(self, form: CellForm) -> None:
        if self.table:
            self.table.next_form = form

    def _cell_edge(self, number: int | None) -> None:
        if self.table:
            self.table.edge(number or 0)

    def _cell(self, _: int | None) -> None:
        if self.state.place == "text":
            self.table = self.table or RtfTable()
            self.state.in_table = True
            self.end_paragraph()
            self.table.end_cell()

    def _row(self, _: int | None) -> None:
        if self.table and self.state.place == "text":
            self.table.end_row()

    def _end_table(self) -> None:
        if self.table:
            self.tables += 1
            self.blocks += self.table.blocks(self.tables)
            self.table, self.gap = None, True


def _sign_of(code: int) -> str:
    """Return a character; the halves of one beyond the basic plane, a picture as a rule, are dropped."""
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)


def _merged(form: CellForm) -> Callable[[RtfReader, int | None], None]:
    return lambda reader, _: reader._cell_word(form)


_WORDS: dict[str, Callable[[RtfReader, int | None], None]] = {
    "par": RtfReader._par,
    "sect": RtfReader._par,
    "nestcell": RtfReader._par,
    "pard": RtfReader._plain_paragraph,
    "plain": RtfReader._plain_run,
    "intbl": RtfReader._in_table,
    "listtext": RtfReader._label,
    "pntext": RtfReader._label,
    "fonttbl": RtfReader._fonts,
    "ansicpg": RtfReader._code_page,
    "f": RtfReader._use_font,
    "uc": RtfReader._skip_after,
    "shptxt": lambda reader, _: reader._open_box(),
    "shpinst": lambda reader, _: None,
    "trowd": RtfReader._row_form,
    "cellx": RtfReader._cell_edge,
    "cell": RtfReader._cell,
    "row": RtfReader._row,
    "clvmrg": _merged(CellForm.UNDER),
    "clmrg": _merged(CellForm.BESIDE),
}


def read_rtf(content: bytes) -> list[Block]:
    """Return the paragraphs of a .rtf file, the cells of its tables one by one."""
    if not content.startswith(b"{\\rtf"):
        raise DocumentError("Файл не является документом RTF: сохраните документ заново и загрузите снова.")
    return RtfReader().read(content)
