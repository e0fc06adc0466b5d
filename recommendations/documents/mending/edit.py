"""What every edit is: a small value that turns a document into another one and tells in words what it does."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from recommendations.documents.mending.draft import finished
from recommendations.documents.parsed import ParsedDocument
from recommendations.documents.stored import plain


@dataclass(frozen=True)
class Edit(ABC):
    """An item is named by the start of its span, a group by its index from 0, both at the moment of the edit."""

    kind: ClassVar[str]

    def apply(self, document: ParsedDocument) -> ParsedDocument:
        """Return the document after the edit, whole and true; raises EditError when it cannot be made."""
        return finished(self.edited(document))

    @abstractmethod
    def edited(self, document: ParsedDocument) -> ParsedDocument:
        """Return the document with its groups changed; numbers, pieces and warnings come after."""

    @abstractmethod
    def label(self, document: ParsedDocument) -> str:
        """Return what the edit does, in Russian, for the document before it; raises EditError when it cannot."""

    def as_json(self) -> dict[str, Any]:
        return {"edit": self.kind, **plain(self)}
