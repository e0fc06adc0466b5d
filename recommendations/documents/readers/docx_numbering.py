"""Automatic numbers of a .docx: the label of every list paragraph, counted as Word counts (numbering.xml)."""

import re
from dataclasses import dataclass, field

from recommendations.documents.marks import read_mark
from recommendations.documents.readers.docx_names import Element, W, child, number, value
from recommendations.documents.readers.docx_styles import Styles, first_line, left_indent
from recommendations.documents.readers.numerals import as_mark, figure

LEVELS = 9
_FORMS = {
    "upperRoman": "roman",
    "lowerRoman": "roman",
    "russianLower": "russian",
    "russianUpper": "russian",
    "lowerLetter": "latin",
    "upperLetter": "latin",
    "decimalZero": "zero",
    "none": "none",
    "bullet": "bullet",
}
_PLACE = re.compile(r"%([1-9])")
_SYMBOL_FONT = 0xF000


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered; `restart` 0 means never."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    style: str | None = None
    legal: bool = False
    left: int | None = None
    first: int | None = None


@dataclass
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


def _level(element: Element) -> Level:
    indent = child(element, "pPr", "ind")
    form = next((value(found) for found in element.iter(W + "numFmt")), None) or "decimal"
    start = number(value(child(element, "start")))
    return Level(
        _FORMS.get(form, "decimal"),
        value(child(element, "lvlText")) or "",
        1 if start is None else start,
        number(value(child(element, "lvlRestart"))),
        value(child(element, "pStyle")),
        child(element, "isLgl") is not None,
        left_indent(indent),
        first_line(indent),
    )


def _levels(element: Element) -> dict[int, Level]:
    found = ((number(value(level, "ilvl")), level) for level in element.findall(W + "lvl"))
    return {index: _level(level) for index, level in found if index is not None and 0 <= index < LEVELS}


class Numbering:
    """The lists of a document and where each has got to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstracts = (
            {} if root is None else {value(a, "abstractNumId"): a for a in root.findall(W + "abstractNum")}
        )
        self._numbers = {} if root is None else {number(value(n, "numId")): n for n in root.findall(W + "num")}
        self._styles = styles
        self._lists: dict[int, _List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}

    # ----------------------------------------------------------- definitions
    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read_list(list_id)
        return self._lists[list_id]

    def _read_list(self, list_id: int) -> _List | None:
        element = self._numbers.get(list_id)
        abstract_id = value(child(element, "abstractNumId"))
        if element is None or abstract_id not in self._abstracts:
            return None
        found = _List(str(abstract_id), dict(self._abstract_levels(str(abstract_id))))
        for override in element.findall(W + "lvlOverride"):
            self._override(found, override)
        return found

    def _abstract_levels(self, abstract_id: str) -> dict[int, Level]:
        element = self._abstracts[abstract_id]
        linked = self._styles.list_of(value(child(element, "numStyleLink")))
        target = value(child(self._numbers.get(linked), "abstractNumId"))
        if target in self._abstracts and target != abstract_id:
            return _levels(self._abstracts[target])
        return _levels(element)

    @staticmethod
    def _override(found: _List, override: Element) -> None:
        index = number(value(override, "ilvl"))
        start, level = number(value(child(override, "startOverride"))), child(override, "lvl")
        if index is None:
            return
        if level is not None:
            found.levels[index] = _level(level)
        if start is not None:
            found.starts[index] = start

    def level_of(self, list_id: int, style_id: str | None) -> int:
        """Return the level that the list ties to a paragraph style; the first one without such a tie."""
        found = self._list(list_id)
        levels = found.levels.items() if found else ()
        return next((index for index, level in levels if style_id and level.style == style_id), 0)

    def definition(self, list_id: int, index: int) -> Level | None:
        """Return how a level of a list is numbered; None when there is no such list."""
        found = self._list(list_id)
        return found.levels.get(index) if found else None

    # -------------------------------------------------------------- counting
    def next_mark(self, list_id: int, index: int) -> str:
        """Count one more paragraph of a list and return its mark; "" for a paragraph without a number."""
        found = self._list(list_id)
        level = found.levels.get(index) if found else None
        if found is None or level is None:
            return ""
        self._count(found, index, level)
        if level.form == "bullet":
            return as_mark(_plain_sign(level.text))
        return self._full_path(found, index, as_mark(self._label(found, index, level)))

    def _count(self, found: _List, index: int, level: Level) -> None:
        counters = self._counters.setdefault(found.abstract, {})
        if index in found.starts:
            counters[index] = found.starts.pop(index) - 1
        counters[index] = counters.get(index, level.start - 1) + 1
        for deeper in [other for other in counters if other > index]:
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or index < restart:
                del counters[deeper]

    def _label(self, found: _List, index: int, level: Level) -> str:
        counters = self._counters[found.abstract]

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            other = found.levels.get(place, Level())
            form = "decimal" if level.legal and other.form != "none" else other.form
            return "" if form == "bullet" else figure(counters.get(place, other.start), form)

        return _PLACE.sub(shown, level.text)

    def _full_path(self, found: _List, index: int, mark: str) -> str:
        """Tell «1.» of a deeper level from «1.» of the first one: the outline goes by the whole path."""
        own = read_mark(mark + " я")[0]
        if not index or own.kind != "number" or len(own.path) > 1:
            return mark
        counters = self._counters[found.abstract]
        upper = [str(counters[place]) for place in range(index) if place in counters and self._is_figure(found, place)]
        return ".".join([*upper[-3:], mark])

    @staticmethod
    def _is_figure(found: _List, index: int) -> bool:
        return found.levels.get(index, Level()).form == "decimal"


def _plain_sign(text: str) -> str:
    """Return the sign of a symbol font as an ordinary one where it has one: the minus of Symbol is a dash."""
    return "".join(chr(ord(sign) - _SYMBOL_FONT) if 0xF020 <= ord(sign) <= 0xF07E else sign for sign in text) or "•"
