"""Styles of a .docx: what a paragraph or a run takes from its style and the styles that one is based on."""

from dataclasses import dataclass

from recommendations.documents.readers.docx_names import Element, W, child, number, switch, value

DEEPEST = 20
"""A chain of styles is followed no further: a damaged file may base styles on each other in a ring."""


@dataclass(frozen=True)
class Style:
    """What the styles say; None where they say nothing."""

    name: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    list_id: int | None = None
    list_level: int | None = None
    outline: int | None = None
    left: int | None = None
    first: int | None = None
    before: int | None = None
    after: int | None = None

    @property
    def is_heading(self) -> bool:
        """Whether paragraphs of the style stand in the outline of the document."""
        return self.outline is not None and self.outline < 9

    @property
    def is_contents(self) -> bool:
        """Whether the style is that of a table of contents."""
        return self.name.lower().startswith(("toc ", "оглавление"))


def first_line(indent: Element | None) -> int | None:
    """Return the indent of the first line against the others, in twentieths of a point."""
    hanging = number(value(indent, "hanging"))
    return -hanging if hanging is not None else number(value(indent, "firstLine"))


def left_indent(indent: Element | None) -> int | None:
    """Return the left indent in twentieths of a point."""
    left = number(value(indent, "left"))
    return left if left is not None else number(value(indent, "start"))


def own_style(element: Element) -> Style:
    """Return what an element with paragraph and run properties says by itself."""
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    indent, spacing = child(paragraph, "ind"), child(paragraph, "spacing")
    return Style(
        value(child(element, "name")) or "",
        switch(run, "b"),
        switch(run, "vanish"),
        number(value(child(paragraph, "numPr", "numId"))),
        number(value(child(paragraph, "numPr", "ilvl"))),
        number(value(child(paragraph, "outlineLvl"))),
        left_indent(indent),
        first_line(indent),
        number(value(spacing, "before")),
        number(value(spacing, "after")),
    )


def _over(upper: Style, lower: Style) -> Style:
    """Return the upper style with what it does not say taken from the lower one."""
    pairs = ((key, getattr(upper, key), getattr(lower, key)) for key in Style.__dataclass_fields__ if key != "name")
    return Style(upper.name, **{key: below if above is None else above for key, above, below in pairs})


class Styles:
    """The styles of a document, resolved by id."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._elements = {value(style, "styleId"): style for style in found}
        default = (s for s in found if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true", "on"))
        self._default = next((value(style, "styleId") for style in default), None)
        self._resolved: dict[str | None, Style] = {}

    def paragraph(self, style_id: str | None) -> Style:
        """Return the style of a paragraph; without an id the document's ordinary one."""
        return self.resolve(style_id if style_id in self._elements else self._default)

    def resolve(self, style_id: str | None) -> Style:
        """Return a style with all it inherits."""
        if style_id not in self._resolved:
            self._resolved[style_id] = self._merged(style_id)
        return self._resolved[style_id]

    def _merged(self, style_id: str | None) -> Style:
        chain: list[Style] = []
        while style_id in self._elements and len(chain) < DEEPEST:
            element = self._elements[style_id]
            chain.append(own_style(element))
            style_id = value(child(element, "basedOn"))
        merged = Style()
        for style in reversed(chain):
            merged = _over(style, merged)
        return merged

    def list_of(self, style_id: str | None) -> int | None:
        """Return the list that a numbering style stands for."""
        return self.resolve(style_id).list_id
