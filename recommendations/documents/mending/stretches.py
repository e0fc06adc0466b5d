"""Stretches of the plain text that an edit takes or leaves."""

from dataclasses import dataclass

from recommendations.documents.marks import read_mark


@dataclass(frozen=True)
class Stretch:
    """The piece [start, end) of a plain text."""

    start: int
    end: int

    @classmethod
    def chosen(cls, plain: str, start: int, end: int) -> "Stretch":
        """Return what a person chose, as far as the text goes; empty when there is nothing of it."""
        start = min(max(start, 0), len(plain))
        return cls(start, min(max(end, start), len(plain)))

    def meets(self, span: tuple[int, int]) -> bool:
        """Whether the stretch has a character in common with the span."""
        return self.start < span[1] and span[0] < self.end

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end

    def has_letter(self, plain: str) -> bool:
        return any(map(str.isalpha, plain[self.start : self.end]))

    def trimmed(self, plain: str) -> "Stretch":
        """Return the stretch without white space at its ends."""
        text = plain[self.start : self.end]
        start = self.start + len(text) - len(text.lstrip())
        return Stretch(start, start + len(text.strip()))

    def unmarked(self, plain: str) -> "Stretch":
        """Return the stretch without white space at its ends and without the list mark it begins with."""
        bare = self.trimmed(plain)
        return Stretch(bare.start + read_mark(plain[bare.start : bare.end])[1], bare.end).trimmed(plain)
