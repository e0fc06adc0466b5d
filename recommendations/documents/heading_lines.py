"""Whether a paragraph of the operative part is a heading: an addressee, or a title that names none (contract, 4.5)."""

from dataclasses import dataclass

from recommendations.documents import operative, phrases
from recommendations.documents.outline import SHOWN, Outline
from recommendations.documents.text import Paragraph
from recommendations.documents.words import has_infinitive, starts_action

LONGEST_TITLE = 200
_TITLE_MARKS = ("number", "roman", "capital")


@dataclass(frozen=True)
class HeadingLine:
    """A paragraph, the one after it, and the outline as it stands before them."""

    paragraph: Paragraph
    following: Paragraph | None
    outline: Outline

    @property
    def body(self) -> str:
        return self.paragraph.body

    # ------------------------------------------------------------- addressee
    def addressee(self) -> phrases.Phrase | None:
        """Return the addressee when the paragraph is a heading and nothing else."""
        if self._is_point() or not self._is_shaped():
            return None
        shown = self.body.endswith(":") or self.paragraph.prominent or self.paragraph.mark.kind in ("roman", "capital")
        shown = shown or phrases.is_to_whom(self.body)
        return phrases.heading(self.body) or (phrases.heading(self.body, named_only=True) if shown else None)

    def _is_point(self) -> bool:
        """Whether the mark is that of the points under the heading, and nothing sets the paragraph off."""
        return self.outline.is_inner(self.paragraph.mark) and not self._is_set_off()

    def _is_set_off(self) -> bool:
        paragraph, outline = self.paragraph, self.outline
        return (
            paragraph.hints.heading
            or outline.is_outdented(paragraph)
            or (paragraph.hints.bold and outline.place.heading_level == SHOWN)
            or (outline.continues_headings(paragraph.mark) and self.body.endswith(":"))
        )

    def _is_shaped(self) -> bool:
        if self.body.endswith(":") or self.paragraph.prominent:
            return True
        if self.body.endswith((";", ",")) or (self.body.endswith(".") and not self._over_first_point()):
            return False
        return self._leads_down() and not self._inside_sentence()

    def _over_first_point(self) -> bool:
        return self.following is not None and self.following.mark.path == (1,) and not self.paragraph.mark

    def _inside_sentence(self) -> bool:
        return self.outline.item is not None and self.outline.previous.endswith((",", ":"))

    def _leads_down(self) -> bool:
        """Whether the next paragraph can be the first point under this one."""
        following = self.following
        if following is None:
            return False
        if following.mark:
            return following.mark.level != self.paragraph.mark.level
        return starts_action(following.body) and not self.paragraph.mark

    # --------------------------------------------------------------- section
    def is_section(self) -> bool:
        """Whether the paragraph is a title of a section that names no addressee."""
        if self._is_point():
            return False
        if phrases.is_bare_lead(self.body):
            return True
        if has_infinitive(self.body) or len(self.body) > LONGEST_TITLE or operative.is_closing(self.body):
            return False
        return self._stands_over() or (self._leads_down() and self._is_title())

    def _stands_over(self) -> bool:
        """Whether a line that is set off stands over a heading or over a hearing."""
        if self.following is None or not self.paragraph.prominent:
            return False
        below = self.following.body
        shown = below.endswith(":") or self.following.prominent
        return operative.is_pause(below) or bool(shown and phrases.heading(below))

    def _is_title(self) -> bool:
        if operative.is_term_line(self.body):
            return False
        return self._is_marked_title() if self.paragraph.mark else self._is_unmarked_title()

    def _is_marked_title(self) -> bool:
        mark = self.paragraph.mark
        if mark.kind not in _TITLE_MARKS or self.body.endswith((".", ";")) or self.outline.is_inner(mark):
            return False
        return self.paragraph.prominent or mark.kind != "number" or self._numbers_go_deeper()

    def _numbers_go_deeper(self) -> bool:
        below = self.following.mark if self.following else self.paragraph.mark
        return below.kind == "number" and len(below.path) > len(self.paragraph.mark.path)

    def _is_unmarked_title(self) -> bool:
        if self.paragraph.prominent:
            return True
        after_item = self.outline.item is None or self.outline.previous.endswith((".", ";"))
        if self.body.endswith(":"):
            parted = self.outline.item is None or self.paragraph.hints.gap or phrases.is_about(self.body)
            return after_item and parted
        return (after_item or self.paragraph.hints.gap) and self._is_plain_title()

    def _is_plain_title(self) -> bool:
        """Whether a line that nothing sets off stands above numbered points: «Организационные меры»."""
        below = self.following.mark if self.following else self.paragraph.mark
        phrase = self.body[:1].isupper() and self.body[-1:].isalnum()
        return phrase and bool(below.path) and self.outline.begins(below)
