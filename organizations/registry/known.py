"""The organizations of the portal, found by number, code and name without a query per row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from organizations.registry.heading_words import Field
from organizations.registry.name_keys import NameKey, kinds_agree, name_key, settlement_words
from organizations.registry.registry_row import RegistryRow
from organizations.text import search_text

Words = frozenset[str]
NO_WORDS: Words = frozenset()
# A name that more organizations have tells nothing: «Центральная школа».
_MOST_NAMESAKES = 3


class KnownOrganization(NamedTuple):
    """An organization as the portal keeps it; `former` are its earlier short and full names,
    `former_places` the municipalities from which it was moved.
    """

    id: int
    municipality_id: int | None
    name: str
    full_name: str = ""
    settlement: str = ""
    inn: str = ""
    ogrn: str = ""
    former: tuple[str, ...] = ()
    former_places: tuple[int, ...] = ()


class _Spelling(NamedTuple):
    """One name of an organization as its parts, and the words of its settlement."""

    id: int
    key: NameKey
    home: Words


class Known:
    """Indexes over the organizations; ids come in the order in which the organizations were given."""

    def __init__(self, organizations: Iterable[KnownOrganization]) -> None:
        self._by_id: dict[int, KnownOrganization] = {}
        self._by_code: dict[tuple[str, str], int] = {}
        self._by_name: defaultdict[tuple[int | None, str], list[int]] = defaultdict(list)
        self._anywhere: defaultdict[tuple[object, ...], list[_Spelling]] = defaultdict(list)
        self._by_words: defaultdict[tuple[object, ...], list[_Spelling]] = defaultdict(list)
        self._by_part: defaultdict[tuple[object, ...], list[_Spelling]] = defaultdict(list)
        for organization in organizations:
            self._add(organization)

    def __contains__(self, number: int) -> bool:
        return number in self._by_id

    def __getitem__(self, number: int) -> KnownOrganization:
        return self._by_id[number]

    def by_code(self, field: Field, code: str) -> int | None:
        """The owner of an ИНН or ОГРН."""
        return self._by_code.get((field, code)) if code else None

    def named(self, row: RegistryRow) -> tuple[int, ...]:
        """Organizations of the row's municipality with just this short or full name."""
        names = {search_text(name) for name in _names(row)}
        return tuple(dict.fromkeys(one for name in names for one in self._by_name.get((row.place, name), ())))

    def spelled(self, row: RegistryRow) -> tuple[int, ...]:
        """Those of the municipality whose name is another spelling: same kind, numbers and words."""
        return tuple(
            dict.fromkeys(
                known.id
                for asked in _spellings(0, _names(row), row.values.get(Field.SETTLEMENT, ""))
                for words in _word_sets(asked)
                for known in self._by_words.get((row.place, asked.key.numbers, words), ())
                if _is_same(asked, known)
            )
        )

    def alike(self, row: RegistryRow) -> tuple[int, ...]:
        """Those with the same numbers whose words are more or fewer than the row's: a person tells."""
        return tuple(
            dict.fromkeys(
                known.id
                for asked in _spellings(0, _names(row)[:1], row.values.get(Field.SETTLEMENT, ""))
                for part in _parts(asked.key)
                for known in self._by_part.get((row.place, asked.key.numbers, part), ())
                if _is_alike(asked, known)
            )
        )

    def is_named(self, number: int, row: RegistryRow) -> bool:
        """Whether the row's name is a name of the organization in any spelling."""
        known = self._by_id[number]
        names = {search_text(name) for name in _own_names(known)}
        if names & {search_text(name) for name in _names(row)}:
            return True
        own = list(_spellings(number, _own_names(known), known.settlement))
        asked = _spellings(0, _names(row), row.values.get(Field.SETTLEMENT, ""))
        return any(_is_same(one, other) for one in asked for other in own)

    def anywhere(self, row: RegistryRow) -> tuple[int, ...]:
        """Organizations of any municipality, or of those that the row may mean, with this name in any spelling."""
        found = (
            one.id
            for asked in _spellings(0, _names(row), "")
            for one in self._anywhere.get((asked.key.numbers, asked.key.words), ())
        )
        return tuple(
            dict.fromkeys(one for one in found if not row.places or self._by_id[one].municipality_id in row.places)
        )

    def elsewhere(self, row: RegistryRow) -> tuple[int, ...]:
        """Schools of other municipalities with the row's name that were moved from its one, or whose name is telling.

        «Школа № 1» and «Средняя школа» are everywhere and tell nothing by themselves.
        """
        found = dict.fromkeys(
            known.id
            for asked in _spellings(0, _names(row), "")
            for known in self._anywhere.get((asked.key.numbers, asked.key.words), ())
            if kinds_agree(asked.key.kinds, known.key.kinds) and self._may_be(known.id, row, bool(asked.key.words))
        )
        return tuple(found) if len(found) <= _MOST_NAMESAKES else ()

    def _may_be(self, number: int, row: RegistryRow, is_telling: bool) -> bool:
        known = self._by_id[number]
        return known.municipality_id != row.place and (is_telling or row.place in known.former_places)

    def _add(self, organization: KnownOrganization) -> None:
        number, place = organization.id, organization.municipality_id
        self._by_id[number] = organization
        for field, code in ((Field.INN, organization.inn), (Field.OGRN, organization.ogrn)):
            if code:
                self._by_code[field, code] = number
        for name in _own_names(organization):
            self._by_name[place, search_text(name)].append(number)
        for spelling in _spellings(number, _own_names(organization), organization.settlement):
            self._anywhere[spelling.key.numbers, spelling.key.words].append(spelling)
            for words in _word_sets(spelling):
                self._by_words[place, spelling.key.numbers, words].append(spelling)
            for part in _parts(spelling.key):
                self._by_part[place, spelling.key.numbers, part].append(spelling)


def _names(row: RegistryRow) -> list[str]:
    return list(dict.fromkeys(filter(None, (row.name, row.values.get(Field.FULL_NAME, "")))))


def _own_names(known: KnownOrganization) -> list[str]:
    return list(dict.fromkeys(filter(None, (known.name, known.full_name, *known.former))))


def _spellings(number: int, names: Iterable[str], settlement: str) -> Iterator[_Spelling]:
    home = settlement_words(settlement) if settlement else NO_WORDS
    keys = dict.fromkeys(map(name_key, names))
    return (_Spelling(number, key, home) for key in keys if key.numbers or key.words)


def _word_sets(spelling: _Spelling) -> set[Words]:
    """The settlement may stand in the name or beside it."""
    words = spelling.key.words
    return {words, words - spelling.home, words | spelling.home}


def _parts(key: NameKey) -> Iterable[str]:
    """Under what a name that is only alike is looked for: its numbers, or each word of one without numbers."""
    return ("",) if key.numbers else key.words


def _is_same(one: _Spelling, other: _Spelling) -> bool:
    homes = one.home | other.home
    return (
        one.key.numbers == other.key.numbers
        and one.key.words - homes == other.key.words - homes
        and kinds_agree(one.key.kinds, other.key.kinds)
        and not _stand_apart(one, other)
    )


def _stand_apart(one: _Spelling, other: _Spelling) -> bool:
    """Two settlements of one district have each a school № 1."""
    places, others = one.home | one.key.words, other.home | other.key.words
    return bool(one.home and other.home) and not (one.home & others or other.home & places)


def _is_alike(one: _Spelling, other: _Spelling) -> bool:
    words, others = one.key.words, other.key.words
    return kinds_agree(one.key.kinds, other.key.kinds) and (words <= others or others <= words)
