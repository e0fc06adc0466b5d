"""Names of WordprocessingML and the small questions asked of its elements."""

from typing import TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

Element: TypeAlias = etree._Element
_OFF = ("0", "false", "off", "none")


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """Return the element at the end of a path of child names."""
    for name in path:
        element = None if element is None else element.find(W + name)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of Word's namespace."""
    return None if element is None else element.get(W + name)


def number(text: str | None) -> int | None:
    """Return a whole number within the limits of a list or an indent; None for anything else."""
    try:
        found = int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and abs(found) < 1_000_000 else None


def switch(properties: Element | None, name: str) -> bool | None:
    """Return a property that is on, off or not mentioned: bold, hidden."""
    element = child(properties, name)
    return None if element is None else value(element) not in _OFF
