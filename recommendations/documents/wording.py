"""The wording of recommendations: what counts as the same, which lines are twins, what differs word by word."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import pairwise
from typing import Literal, TypeVar

from recommendations.documents.cleaning import collapse, visible
from recommendations.documents.marks import read_mark

Kind = Literal["same", "removed", "added"]
Key = TypeVar("Key", bound=Hashable)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
# Signs between figures belong to the number: «1,5» is not «15», and «01.09.2021» is one date.
_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W_]+|[%‰°+<>=≤≥±]")
_SPACED_RANGE = re.compile(r"(?<=\d) ?- ?(?=\d)")

_TOKEN = re.compile(r"(\s?)(\d+(?:[.,/:]\d+)+|[^\W_]+(?:[-‑][^\W_]+)*|(\S)\3*)")
_SMALL_WORD = 3
_ISLAND = 3
# Above this many pairs of equal tokens (about a second of work) the commonest ones are left out of the search.
_TOO_MANY_PAIRS = 3_000_000
_BEFORE_WORD = re.compile(r"[^\w«„“(\[]*")


def _unmarked(text: str) -> str:
    end = read_mark(text)[1]
    while end:
        text = text[end:]
        end = read_mark(text)[1]
    return text


def levelled_words(text: str) -> list[str]:
    """Return the words and numbers of the text in small letters, «ё» as «е», without list marks and punctuation."""
    line = collapse(visible(unicodedata.normalize("NFC", text))).translate(_DASHES)
    line = _SPACED_RANGE.sub("-", _unmarked(line).lower().replace("ё", "е"))
    return _WORD.findall(line)


def wording_key(text: str) -> str:
    """Return 64 hexadecimal digits, equal for texts of the same wording; "" for a text without words.

    Case, «ё» and «е», dashes, quotes, spaces, punctuation and list marks make no difference; numbers and signs
    such as «%» do. The figure is the SHA-256 of the levelled words, so it can be kept in a database.
    """
    words = levelled_words(text)
    return sha256(" ".join(words).encode()).hexdigest() if words else ""


def twins(lines: Iterable[tuple[Key, str]]) -> list[list[Key]]:
    """Return the keys of lines with one wording, in groups of two or more, in the order of the lines.

    The forum of 2021 gives one recommendation word for word to the department and to the municipalities.
    """
    groups: dict[str, list[Key]] = {}
    for key, text in lines:
        groups.setdefault(wording_key(text), []).append(key)
    return [keys for wording, keys in groups.items() if wording and len(keys) > 1]


@dataclass(frozen=True)
class Stretch:
    """A piece of two compared texts: in both ("same"), only in the old one ("removed") or in the new one ("added")."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Token:
    """A word, a number or a sign, with the white space before it."""

    gap: str
    word: str

    def __str__(self) -> str:
        return self.gap + self.word

    @property
    def weight(self) -> int:
        """Letters of a word that can stand alone between two changes; prepositions and signs cannot."""
        return len(self.word) if len(self.word) > _SMALL_WORD or self.word[0].isdigit() else 0


@dataclass
class _Block:
    """What is the same, and what was removed and added after it."""

    same: str = ""
    removed: str = ""
    added: str = ""

    def stretches(self) -> Iterator[Stretch]:
        for kind in ("same", "removed", "added"):
            if text := getattr(self, kind):
                yield Stretch(kind, text)


def _tokens(text: str) -> list[_Token]:
    return [_Token(gap, word) for gap, word, _ in _TOKEN.findall(collapse(text))]


def _join(tokens: list[_Token]) -> str:
    return "".join(map(str, tokens))


def _equal_pairs(old: list[str], new: list[str]) -> int:
    times, other = Counter(old), Counter(new)
    return sum(times[word] * other[word] for word in times)


def _matches(old: list[_Token], new: list[_Token]) -> list[tuple[int, int, int]]:
    before, after = [token.word for token in old], [token.word for token in new]
    matcher = SequenceMatcher(None, before, after, autojunk=_equal_pairs(before, after) > _TOO_MANY_PAIRS)
    return [(match.a, match.b, match.size) for match in matcher.get_matching_blocks()]


def _changed(old: list[_Token], new: list[_Token]) -> int:
    return max(len(_join(old)), len(_join(new)))


def _without_islands(old: list[_Token], new: list[_Token]) -> Iterator[tuple[int, int, int]]:
    """Yield the common runs; one too small to be read between two changes becomes a part of them."""
    matches = _matches(old, new)
    end, other_end = 0, 0
    for (start, other, size), (after, other_after, _) in pairwise(matches):
        before = _changed(old[end:start], new[other_end:other])
        behind = _changed(old[start + size : after], new[other + size : other_after])
        if sum(token.weight for token in old[start : start + size]) * _ISLAND >= min(before, behind):
            yield start, other, size
            end, other_end = start + size, other + size
    yield matches[-1]


def _pieces(old: list[_Token], new: list[_Token]) -> Iterator[Stretch]:
    end, other_end = 0, 0
    for start, other, size in _without_islands(old, new):
        yield Stretch("removed", _join(old[end:start]))
        yield Stretch("added", _join(new[other_end:other]))
        end, other_end = start + size, other + size
        for mine, theirs in zip(old[start:end], new[other:other_end], strict=True):
            if mine.gap != theirs.gap:
                yield from (Stretch("removed", mine.gap), Stretch("added", theirs.gap))
            yield Stretch("same", mine.word if mine.gap != theirs.gap else str(mine))


def _blocks(pieces: Iterable[Stretch]) -> list[_Block]:
    blocks = [_Block()]
    for piece in pieces:
        if piece.text and piece.kind == "same" and (blocks[-1].removed or blocks[-1].added):
            blocks.append(_Block())
        setattr(blocks[-1], piece.kind, getattr(blocks[-1], piece.kind) + piece.text)
    return [*blocks, _Block()]


def _share_spaces(block: _Block, following: _Block) -> None:
    """A space at one edge of both the removed and the added words is the same."""
    if block.removed[:1] == block.added[:1] == " ":
        block.same, block.removed, block.added = block.same + " ", block.removed[1:], block.added[1:]
    if block.removed[-1:] == block.added[-1:] == " ":
        block.removed, block.added, following.same = block.removed[:-1], block.added[:-1], " " + following.same


def _start_at_word(block: _Block, following: _Block) -> None:
    """Move a lone change on, from «[, word], next» to «, [word, ]next»: signs stay with the word before them."""
    if bool(block.removed) == bool(block.added):
        return
    kind = "removed" if block.removed else "added"
    text = getattr(block, kind)
    lead = _BEFORE_WORD.match(text)
    signs = lead.group() if lead else ""
    if following.same.startswith(signs) and len(following.same) > len(signs):
        block.same, following.same = block.same + signs, following.same[len(signs) :]
        setattr(block, kind, text[len(signs) :] + signs)


def compare(old: str, new: str) -> tuple[Stretch, ...]:
    """Return what is the same, removed and added, word by word, in reading order, removed before added.

    "same" and "removed" joined give the old text, "same" and "added" the new one, white space collapsed in both.
    A preposition or a sign left alone between two changes is shown as a part of them.
    """
    blocks = _blocks(_pieces(_tokens(old), _tokens(new)))
    for block, following in pairwise(blocks):
        _share_spaces(block, following)
        _start_at_word(block, following)
    return tuple(stretch for block in blocks for stretch in block.stretches())
