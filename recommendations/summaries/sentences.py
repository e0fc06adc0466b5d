"""Sentences of a summary, each figure in them with the rows that it counts."""

from collections.abc import Callable, Iterable

from recommendations.control import Bucket
from recommendations.statuses import ObstacleKind
from recommendations.summaries.figures import Figures
from recommendations.summaries.selection import Organizations, Selection
from recommendations.summaries.table import Piece, value_text

Select = Callable[[str], Selection]
_COURSE_WORDS = (
    (f"bucket={Bucket.DONE_ON_TIME}", "исполнено в срок"),
    (f"bucket={Bucket.DONE_LATE}", "с нарушением срока"),
    (f"bucket={Bucket.IN_REVIEW}", "на проверке"),
    (f"bucket={Bucket.RETURNED}", "на доработке"),
    ("in_work", "на исполнении"),
    (f"bucket={Bucket.OVERDUE}", "просрочено"),
    (f"bucket={Bucket.NOT_APPLICABLE}", "неприменимо"),
    (f"bucket={Bucket.WITHDRAWN}", "отозвано"),
)


def executed_pieces(figures: Figures, select: Select) -> list[Piece]:
    """«100 из 120 (83,3 %), досрочно ещё 12» (domain rules, figures: Ко)."""
    share = figures.executed_share
    pieces = [
        _figure(figures, "executed", select),
        Piece(" из "),
        _figure(figures, "expected", select),
        Piece(" ("),
        Piece(share.as_text(), select("expected") if share.denominator else None),
        Piece(")"),
    ]
    return [*pieces, Piece(", досрочно ещё\u00a0"), _figure(figures, "early", select)] if figures.early else pieces


def course_pieces(figures: Figures, select: Select) -> list[Piece]:
    """«исполнено в срок 100, с нарушением срока 12, на проверке 5»: what is not zero."""
    found = ((name, words) for name, words in _COURSE_WORDS if figures.count(name))
    return listed(_figure(figures, name, select, f"{words}\u00a0") for name, words in found)


def obstacle_pieces(obstacles: Iterable[tuple[ObstacleKind, int]], select: Select) -> list[Piece]:
    """«Затруднения: не хватает кадров (12), другое (3)», nothing when nothing hinders."""
    named = listed(counted(str(kind.label), number, select(f"obstacle={kind}")) for kind, number in obstacles)
    return [Piece("Затруднения: "), *named] if named else []


def counted(words: str, number: int, rows: Selection | Organizations) -> Piece:
    """«не хватает кадров (12)»."""
    return Piece(f"{words} ({value_text(number)})", rows, number)


def listed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with commas between them."""
    return [part for piece in pieces for part in (Piece(", "), piece)][1:]


def _figure(figures: Figures, name: str, select: Select, words: str = "") -> Piece:
    number = figures.count(name)
    return Piece(f"{words}{value_text(number)}", select(name), number)
