"""Mending an understood document: edits that are replayed over it, and what a page needs to offer them."""

from recommendations.documents.mending.description import Describe
from recommendations.documents.mending.draft import EditError, settled
from recommendations.documents.mending.edit import Edit
from recommendations.documents.mending.headings import Address, Head, Unhead
from recommendations.documents.mending.items import Add, Drop, Extend, Join, Move, Renumber, Split
from recommendations.documents.mending.lines import Line, free_lines, source_lines
from recommendations.documents.mending.places import SplitPlace, split_places
from recommendations.documents.mending.replay import edits_from_json, labels, replay

__all__ = [
    "Add",
    "Address",
    "Describe",
    "Drop",
    "Edit",
    "EditError",
    "Extend",
    "Head",
    "Join",
    "Line",
    "Move",
    "Renumber",
    "Split",
    "SplitPlace",
    "Unhead",
    "edits_from_json",
    "free_lines",
    "labels",
    "replay",
    "settled",
    "source_lines",
    "split_places",
]
