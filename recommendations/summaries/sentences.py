"""Sentences of a summary, each figure in them with the rows that it counts."""

from collections.abc import Callable, Iterable

from recommendations.control import Bucket, Share
from recommendations.statuses import ObstacleKind
from recommendations.summaries.figures import Figures
from recommendations.summaries.selection import Organizations, Selection
from recommendations.summaries.table import Piece, value_text

Select = Callable[[str], Selection]
_APART_WORDS = ((f"bucket={Bucket.NOT_APPLICABLE}", "неприменимо"), (f"bucket={Bucket.WITHDRAWN}", "отозвано"))
_COURSE_WORDS = (
    (f"bucket={Bucket.DONE_ON_TIME}", "исполнено в срок"),
    (f"bucket={Bucket.DONE_LATE}", "с нарушением срока"),
    (f"bucket={Bucket.IN_REVIEW}", "на проверке"),
    (f"bucket={Bucket.RETURNED}", "на доработке"),
    ("in_work", "на исполнении"),
    (f"bucket={Bucket.OVERDUE}", "просрочено"),
    *_APART_WORDS,
)
_REST_WORDS = ((f"bucket={Bucket.DONE_LATE}", "из них с нарушением срока"), *_COURSE_WORDS[2:6])


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
    return listed(_named(figures, select, _COURSE_WORDS))


def state_pieces(figures: Figures, select: Select) -> list[Piece]:
    """«исполнено 12 из 27 (44,4 %), из них с нарушением срока 2, на проверке 3»: done of all that is on control."""
    if not figures.on_control:
        return [Piece("все обязательства сняты: "), *listed(_named(figures, select, _APART_WORDS))]
    done = [
        _figure(figures, "done", select, "исполнено\u00a0"),
        Piece(" из\u00a0"),
        _figure(figures, "on_control", select),
        Piece(f" ({Share(figures.done, figures.on_control).as_text()})"),
    ]
    rest = _named(figures, select, (*_REST_WORDS, *_APART_WORDS))
    return [*done, *(part for piece in rest for part in (Piece(", "), piece))]


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


def _named(figures: Figures, select: Select, names: Iterable[tuple[str, str]]) -> list[Piece]:
    """The figures that are not zero, each after its words."""
    return [_figure(figures, name, select, f"{words}\u00a0") for name, words in names if figures.count(name)]


def _figure(figures: Figures, name: str, select: Select, words: str = "") -> Piece:
    number = figures.count(name)
    return Piece(f"{words}{value_text(number)}", select(name), number)
