"""The document inside a web page: menus, side columns, page heads and feet, forms and scripts are left out."""

import re
from collections import Counter
from typing import TypeAlias

from lxml import etree, html

from recommendations.documents.errors import DocumentError

Element: TypeAlias = etree._Element

_DROPPED = {
    "head", "script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "textarea",
    "input", "svg", "math", "iframe", "object", "embed", "canvas", "video", "audio", "dialog", "menu", "map", "del",
    "label", "datalist", "meter", "progress", "img",
}  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "doc-endnotes", "dialog", "menu", "menubar"}
_SERVICE = re.compile(
    r"(?:^|[\s_-])(?:menu|submenu|nav|navbar|navigation|sidebar|side|aside|footer|bottom|breadcrumbs?|cookies?|banner|"
    r"share|social|search|login|comments?|related|widgets?|adverts?|ads|pagination|pager|toolbar|popup|modal|"
    r"footnotes?|endnotes?|copyright|counter|skip-link|print-only|noprint|no-print|hidden|visually-hidden|sr-only)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:^|[\s_-])(?:header|masthead|topbar|top|logo)(?:$|[\s_-])", re.IGNORECASE)
_GENRE = re.compile(r"резолюци|рекомендаци|решени|протокол|предложени|итогов", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE = re.compile(r"\s*\[?\d{1,3}\]?\s*$")
LINKS = 0.75
"""A block with so large a part of its text in links is a menu."""
FEWEST_LINKS = 3
MAIN = 0.15
"""The main part must hold so much of the text of the page, or the page marks it wrongly."""
CELL = 0.7
"""A cell with so much of the page's text holds the document itself: the table only makes columns of the page."""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class _Measures:
    """How long the text of every element is, and how much of it is links; counted once for the whole page."""

    def __init__(self, body: Element) -> None:
        self.text: Counter[Element] = Counter()
        self.linked: Counter[Element] = Counter()
        self.links: Counter[Element] = Counter()
        self.marked: set[Element] = set()
        for element in reversed(list(body.iter(etree.Element))):
            self._add(element, element.getparent())

    def _add(self, element: Element, parent: Element) -> None:
        """Take in an element whose children are counted already."""
        self.text[element] += _size(element.text)
        if element.tag == "a":
            self.linked[element], self.links[element] = self.text[element], 1
        if element.tag in ("main", "article"):
            self.marked.add(element)
        self.text[parent] += self.text[element] + _size(element.tail)
        self.linked[parent] += self.linked[element]
        self.links[parent] += self.links[element]
        if element in self.marked:
            self.marked.add(parent)

    def is_links(self, element: Element) -> bool:
        """Whether the element is a menu: little else than links."""
        listed = element.tag in ("ul", "ol", "div", "td", "section", "table") and self.links[element] >= FEWEST_LINKS
        return listed and self.linked[element] >= LINKS * max(1, self.text[element])


def _size(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_INVISIBLE.search(element.get("style", "")))
    )


def _is_note(element: Element) -> bool:
    """Whether the element is the number of a footnote: a raised link or a raised number in brackets."""
    linked = any(link.get("href", "").startswith("#") for link in element.iter("a"))
    return element.tag == "sup" and (linked or "[" in _text(element)) and bool(_NOTE.match(_text(element)))


def _in_article(element: Element) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


def _is_service(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag == "div" and element.get("title") in ("header", "footer"):  # as LibreOffice saves them
        return True
    if element.get("role") in _ROLES or _SERVICE.search(names):
        return True
    head = element.tag == "header" or bool(_HEAD.search(names))
    return head and not _in_article(element) and not _GENRE.search(_text(element)[:2000])


def _drop(element: Element) -> None:
    """Take an element out; the text after it stays."""
    element.drop_tree()


def _prune(body: Element) -> None:
    """Take out of the page what is not its document; nothing that holds half of the text is taken for service."""
    for element in list(body.iter(etree.Element)):
        if element.tag in _DROPPED or _is_hidden(element) or _is_note(element):
            _drop_safely(element, body)
    measures = _Measures(body)
    half = measures.text[body] / 2
    for element in list(body.iter(etree.Element)):
        small = measures.text[element] <= half and element not in measures.marked
        service = small and (measures.is_links(element) or _is_service(element))
        if service and element is not body and _attached(element, body):
            _drop(element)


def _attached(element: Element, body: Element) -> bool:
    return element is body or any(above is body for above in element.iterancestors())


def _drop_safely(element: Element, body: Element) -> None:
    if element is not body and element.getparent() is not None:
        _drop(element)


def _main(body: Element) -> Element:
    """Return the part that the page itself calls the main one, or the body."""
    marked = [*body.iter("main"), *body.xpath('.//*[@role="main"]')]
    articles = list(body.iter("article"))
    for found in (marked[:1], articles if len(articles) == 1 else []):
        if found and len(_text(found[0])) >= MAIN * len(_text(body)):
            return found[0]
    return body


def _page_cell(root: Element) -> Element:
    """Return the cell of a table that lays out the page and holds the document."""
    whole = len(_text(root))
    for cell in root.iter("td"):
        blocks = sum(1 for _ in cell.iter("p", "li", "h1", "h2", "h3", "table", "div", "br"))
        if blocks >= 3 and len(_text(cell)) >= CELL * whole:
            return _page_cell(cell) if next(cell.iter("table"), None) is not None else cell
    return root


def document_of(text: str) -> Element:
    """Return the element that holds the document; raise DocumentError when the page has no content."""
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, ValueError) as error:
        raise DocumentError("На странице HTML нет текста: загрузите документ с текстом.") from error
    body = page.find("body")
    if body is None:
        raise DocumentError("На странице HTML нет текста: загрузите документ с текстом.")
    _prune(body)
    return _page_cell(_main(body))
