"""Styles and lists of a .odt: what a paragraph or a span takes from its style, how list levels are numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from recommendations.documents.readers.numerals import as_mark, figure

Element: TypeAlias = etree._Element
DEEPEST = 20
"""A chain of styles is followed no further: a damaged file may base styles on each other in a ring."""
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "pc": 1 / 6, "px": 1 / 96}
COLUMNS_IN_INCH = 8
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,8})?)(in|cm|mm|pt|pc|px)$")
_BOLD = {"bold", "600", "700", "800", "900"}
_FORMS = {"i": "roman", "I": "roman", "a": "latin", "A": "latin", "": "none"}


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without the namespace."""
    items = () if element is None else element.items()
    return next((str(text) for key, text in items if str(key).rpartition("}")[2] == name), None)


def count(text: str | None, default: int = 1, limit: int = 1000) -> int:
    """Return a whole number from 1 to a limit."""
    return min(int(text), limit) if text and text.isdecimal() and len(text) < 9 and int(text) else default


def columns(length: str | None) -> float | None:
    """Return a length in columns of text; None when it is not given."""
    found = _LENGTH.match(length or "")
    return float(found.group(1)) * _INCHES[found.group(2)] * COLUMNS_IN_INCH if found else None


@dataclass(frozen=True)
class Style:
    """What the styles say; None where they say nothing. Lengths in columns of text."""

    bold: bool | None = None
    hidden: bool | None = None
    outline: str | None = None
    left: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None


def _own(element: Element) -> Style:
    text = next((part for part in element if local(part) == "text-properties"), None)
    paragraph = next((part for part in element if local(part) == "paragraph-properties"), None)
    weight, display = attribute(text, "font-weight"), attribute(text, "display")
    return Style(
        weight in _BOLD if weight else None,
        display == "none" if display else None,
        attribute(element, "default-outline-level"),
        columns(attribute(paragraph, "margin-left")),
        columns(attribute(paragraph, "text-indent")),
        columns(attribute(paragraph, "margin-top")),
        columns(attribute(paragraph, "margin-bottom")),
    )


class Styles:
    """The styles of a document by family and name, and its list styles."""

    def __init__(self, roots: list[Element]) -> None:
        self._elements: dict[tuple[str | None, str | None], Element] = {}
        self._resolved: dict[tuple[str, str | None], Style] = {}
        self.lists: dict[str | None, dict[int, Element]] = {}
        for element in (part for root in roots for part in root.iter()):
            if local(element) == "style":
                self._elements[attribute(element, "family"), attribute(element, "name")] = element
            elif local(element) == "list-style":
                self.lists[attribute(element, "name")] = {count(attribute(lvl, "level")): lvl for lvl in element}

    def resolve(self, family: str, name: str | None) -> Style:
        """Return a style with all it inherits."""
        if (family, name) not in self._resolved:
            self._resolved[family, name] = self._merged(family, name)
        return self._resolved[family, name]

    def _chain(self, family: str, name: str | None) -> Iterator[Style]:
        for _ in range(DEEPEST):
            element = self._elements.get((family, name))
            if element is None:
                return
            yield _own(element)
            name = attribute(element, "parent-style-name")

    def _merged(self, family: str, name: str | None) -> Style:
        chain = list(self._chain(family, name))
        keys = Style.__dataclass_fields__
        return Style(*(next((v for s in chain if (v := getattr(s, key)) is not None), None) for key in keys))


class Lists:
    """Where each list has got to: ODF counts the items of nested lists by list style and level."""

    def __init__(self, styles: Styles) -> None:
        self._levels = styles.lists
        self._counters: dict[str | None, dict[int, int]] = {}

    def begin(self, style: str | None, level: int, goes_on: bool) -> None:
        """Begin a list: the numbers of its level start anew unless it goes on."""
        counters = self._counters.setdefault(style, {})
        if not goes_on:
            for deeper in [other for other in counters if other >= level]:
                del counters[deeper]

    def next_mark(self, style: str | None, level: int, start: str | None) -> str:
        """Count one more item and return its mark; `start` is a number that the item itself sets."""
        element = self._levels.get(style, {}).get(level)
        if element is None:
            return ""
        if local(element) != "list-level-style-number":
            return as_mark(attribute(element, "bullet-char") or "•")
        counters = self._counters.setdefault(style, {})
        first = count(start) if start else counters.get(level, count(attribute(element, "start-value")) - 1) + 1
        counters[level] = first
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        return as_mark(self._label(style, level, element))

    def _label(self, style: str | None, level: int, element: Element) -> str:
        counters, own = self._counters[style], _form(element)
        if own == "none":
            return ""
        shown = max(count(attribute(element, "display-levels")), level if own == "decimal" else 1)
        # A deeper «1.» is given its whole path, so that it differs from «1.» of the first level.
        places = [place for place in range(level - shown + 1, level + 1) if place in counters]
        parts = [figure(counters[place], _form(self._levels[style].get(place))) for place in places]
        label = ".".join(part for part in parts if part)
        return f"{attribute(element, 'num-prefix') or ''}{label}{attribute(element, 'num-suffix') or ''}"

    def indent(self, style: str | None, level: int) -> tuple[float | None, float | None]:
        """Return the left indent of a level and that of its first line, in columns."""
        element = self._levels.get(style, {}).get(level)
        alignment = None if element is None else next((p for p in element.iter() if attribute(p, "margin-left")), None)
        return columns(attribute(alignment, "margin-left")), columns(attribute(alignment, "text-indent"))


def _form(element: Element | None) -> str:
    text = attribute(element, "num-format") or ""
    if text[:1] in ("А", "а", "Б"):
        return "russian"
    return _FORMS.get(text, "decimal")
