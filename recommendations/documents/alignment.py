"""Two editions of a resolution side by side: what became of each recommendation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommendations.documents.likeness import Clause, similarity
from recommendations.documents.matching import Matching
from recommendations.documents.wording import wording_key

__all__ = [
    "Alignment",
    "Change",
    "ChangeKind",
    "Clause",
    "align",
    "changes",
    "continuations",
    "similarity",
    "validate",
]


@dataclass(frozen=True)
class Alignment:
    """Where each recommendation of the new edition comes from, and where the others of the old one went.

    `sources`: each new key → the old key it comes from, None for a new recommendation. `heirs`: each old key that
    is nobody's source → the new key it was merged into, None when it was dropped.
    """

    sources: Mapping[int, int | None]
    heirs: Mapping[int, int | None]


class ChangeKind(StrEnum):
    """What became of recommendations from one edition to the next."""

    KEPT = "kept"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True)
class Change:
    """One change: keys of the old edition and of the new one, in the order of their editions."""

    kind: ChangeKind
    old: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> Alignment:
    """Return a proposal for a person to confirm: the same wording first, then likeness, splits and merges."""
    matching = Matching(old, new)
    matching.run()
    found = {clause.key: matching.source(at) for at, clause in enumerate(new)}
    sources = {key: None if at is None else old[at].key for key, at in found.items()}
    heirs = {
        clause.key: next((new[link].key for link in matching.old.links[at]), None)
        for at, clause in enumerate(old)
        if at not in found.values()
    }
    return Alignment(sources, heirs)


def _opening(clause: Clause) -> str:
    return f"«{clause.text if len(clause.text) <= 60 else clause.text[:59].rstrip() + '…'}»"


def _refuse_strangers(keys: Collection[int | None], clauses: Sequence[Clause], edition: str) -> None:
    if set(keys) - {None, *(clause.key for clause in clauses)}:
        raise ValueError(f"В сопоставлении названа рекомендация, которой нет в {edition} редакции.")


def _refuse_forgotten(forgotten: Iterator[Clause], edition: str) -> None:
    for clause in forgotten:
        raise ValueError(f"Не решено, что стало с рекомендацией {edition} редакции {_opening(clause)}.")


def validate(alignment: Alignment, old: Sequence[Clause], new: Sequence[Clause]) -> None:
    """Raise ValueError, in words for a person, unless the alignment says one thing of each recommendation."""
    sources, heirs = alignment.sources, alignment.heirs
    _refuse_strangers([*sources.values(), *heirs], old, "прежней")
    _refuse_strangers([*sources, *heirs.values()], new, "новой")
    used = set(sources.values())
    for clause in old:
        if clause.key in used and clause.key in heirs:
            raise ValueError(
                f"Рекомендация {_opening(clause)} продолжена в новой редакции и не может быть ещё и "
                "присоединена к другой или исключена."
            )
    _refuse_forgotten((clause for clause in new if clause.key not in sources), "новой")
    _refuse_forgotten((clause for clause in old if clause.key not in used and clause.key not in heirs), "прежней")


def _root(alignment: Alignment, clause: Clause, is_new: bool) -> tuple[bool, int]:
    """Return the clause that names the change this one takes part in: a source, a dropped one or a new one."""
    if is_new:
        source = alignment.sources[clause.key]
        return (True, clause.key) if source is None else (False, source)
    heir = alignment.heirs.get(clause.key)
    if heir is None:
        return False, clause.key
    source = alignment.sources[heir]
    return (True, heir) if source is None else (False, source)


def _kind(old: Sequence[Clause], new: Sequence[Clause]) -> ChangeKind:
    if not new:
        return ChangeKind.DROPPED
    if not old:
        return ChangeKind.NEW
    if len(old) > 1:
        return ChangeKind.MERGED
    if len(new) > 1:
        return ChangeKind.SPLIT
    same = wording_key(old[0].text) == wording_key(new[0].text)
    return ChangeKind.KEPT if same else ChangeKind.REWORDED


def _keys(clauses: Sequence[Clause]) -> tuple[int, ...]:
    return tuple(clause.key for clause in clauses)


def changes(alignment: Alignment, old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Change, ...]:
    """Return the changes in the order of the new edition, a dropped one after what stood before it.

    Every recommendation of both editions is in exactly one change; its kind follows from how many there are. Split
    and merged at once is "merged" with all of them: what is done for any of the old ones concerns each of the new.
    Raises ValueError for an alignment that `validate` refuses.
    """
    validate(alignment, old, new)
    bundles: dict[tuple[bool, int], tuple[list[Clause], list[Clause]]] = {}
    places: dict[tuple[bool, int], int] = {}
    for place, clause in enumerate(new):
        root = _root(alignment, clause, is_new=True)
        bundles.setdefault(root, ([], []))[1].append(clause)
        places.setdefault(root, place)
    last = -1
    for clause in old:
        root = _root(alignment, clause, is_new=False)
        bundles.setdefault(root, ([], []))[0].append(clause)
        last = places.setdefault(root, last)
    ordered = (bundles[root] for root in sorted(bundles, key=lambda root: places[root]))
    return tuple(Change(_kind(*bundle), _keys(bundle[0]), _keys(bundle[1])) for bundle in ordered)


def continuations(alignment: Alignment, old: Sequence[Clause], new: Sequence[Clause]) -> dict[int, int | None]:
    """Return the new key that continues each old one and takes over its assignments; None when it was dropped.

    Of several new recommendations that one was split into, the most similar continues it, for the same addressees
    if two are equally so; one that was merged continues in the one it was merged into.
    """
    validate(alignment, old, new)
    return {clause.key: _continuation(alignment, clause, new) for clause in old}


def _continuation(alignment: Alignment, clause: Clause, new: Sequence[Clause]) -> int | None:
    if clause.key in alignment.heirs:
        return alignment.heirs[clause.key]
    parts = [part for part in new if alignment.sources[part.key] == clause.key]
    return max(parts, key=lambda part: (similarity(clause.text, part.text), part.groups == clause.groups)).key
