"""A file → text → structure of a resolution. Pure Python: imports no Django."""

from recommendations.documents.errors import DocumentError
from recommendations.documents.parse import parse_document
from recommendations.documents.parsed import (
    ParsedAct,
    ParsedDeadline,
    ParsedDocument,
    ParsedGroup,
    ParsedRecommendation,
    Piece,
)

__all__ = [
    "DocumentError",
    "ParsedAct",
    "ParsedDeadline",
    "ParsedDocument",
    "ParsedGroup",
    "ParsedRecommendation",
    "Piece",
    "parse_document",
]
