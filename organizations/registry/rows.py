"""Rows of the registry and the checks of one row."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from organizations.registry.check_digits import inn_fault, ogrn_fault
from organizations.registry.faults import Fault
from organizations.registry.table import Line
from organizations.roles import GroupCode
from organizations.text import search_text

MUNICIPALITY_COLUMNS = ("oktmo", "name", "kind", "centre", "education_authority", "source")
AUTHORITY_COLUMNS = ("group", "full_name", "short_name", "municipality_oktmo", "inn", "ogrn", "source")
SCHOOL_COLUMNS = ("municipality_oktmo", "full_name", "short_name", "settlement", "inn", "ogrn", "source")

# The file calls the institute by its abbreviation; the portal knows groups, not single bodies.
AUTHORITY_GROUPS = {
    "department": GroupCode.DEPARTMENT,
    "soiro": GroupCode.INSTITUTE,
    "municipal": GroupCode.MUNICIPAL,
}
LONGEST = {
    "name": 200,
    "kind": 60,
    "centre": 120,
    "full_name": 600,
    "short_name": 300,
    "settlement": 120,
    "source": 500,
}

Row = TypeVar("Row")


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality as the file states it."""

    oktmo: str
    name: str
    kind: str
    centre: str
    source: str


@dataclass(frozen=True)
class AuthorityRow:
    """The department, the institute, or a municipal education authority; empty = not known."""

    group: GroupCode
    oktmo: str
    full_name: str
    short_name: str
    inn: str
    ogrn: str
    source: str


@dataclass(frozen=True)
class SchoolRow:
    """A school; identity is municipality + short name, never the name alone (domain rules, objects).

    `line` is its number in the file.
    """

    oktmo: str
    short_name: str
    full_name: str
    settlement: str
    inn: str
    ogrn: str
    source: str
    line: int


def school_key(oktmo: str, short_name: str) -> str:
    """Identity of a school without regard to letter case, quotes and ё/е."""
    return f"{oktmo} {search_text(short_name)}"


def municipality_rows(lines: Iterable[Line], faults: list[Fault]) -> tuple[MunicipalityRow, ...]:
    """Rows of municipalities.csv; a code or a name stands once."""
    sound = _sound(lines, _municipality_faults, faults)
    _refuse_repeated(sound, "oktmo", lambda line: line["oktmo"], faults)
    _refuse_repeated(sound, "name", lambda line: search_text(line["name"]), faults)
    return tuple(_row(MunicipalityRow, line) for line in sound)


def authority_rows(lines: Iterable[Line], known: Collection[str], faults: list[Fault]) -> tuple[AuthorityRow, ...]:
    """Rows of authorities.csv; `known` are the codes of municipalities."""
    sound = _sound(lines, lambda line: _authority_faults(line, known), faults)
    _refuse_repeated(sound, "municipality_oktmo", lambda line: f"{line['group']} {line['municipality_oktmo']}", faults)
    _refuse_repeated_numbers(sound, faults)
    return tuple(
        _row(AuthorityRow, line, group=AUTHORITY_GROUPS[line["group"]], oktmo=line["municipality_oktmo"])
        for line in sound
    )


def school_rows(lines: Iterable[Line], known: Collection[str], faults: list[Fault]) -> tuple[SchoolRow, ...]:
    """Rows of schools.csv; `known` are the codes of municipalities."""
    sound = _sound(lines, lambda line: _school_faults(line, known), faults)
    _refuse_repeated(
        sound, "short_name", lambda line: school_key(line["municipality_oktmo"], line["short_name"]), faults
    )
    _refuse_repeated_numbers(sound, faults)
    return tuple(_row(SchoolRow, line, oktmo=line["municipality_oktmo"], line=line.number) for line in sound)


def _row(kind: type[Row], source: Line, /, **given: object) -> Row:
    taken = {name: source[name] for name in kind.__match_args__ if name not in given}  # type: ignore[attr-defined]
    return kind(**taken, **given)


def _sound(lines: Iterable[Line], check: Callable[[Line], Iterator[Fault]], faults: list[Fault]) -> list[Line]:
    """Lines without a fault; the faults of the others are kept."""
    sound = []
    for line in lines:
        found = [*check(line), *_length_faults(line)]
        faults.extend(found)
        if not found:
            sound.append(line)
    return sound


def _municipality_faults(line: Line) -> Iterator[Fault]:
    if not re.fullmatch(r"\d{8}", line["oktmo"], re.ASCII):
        yield line.fault("oktmo", f"Код ОКТМО муниципального образования состоит из 8 цифр, указано «{line['oktmo']}».")
    yield from _empty(line, "name", "kind")


def _authority_faults(line: Line, known: Collection[str]) -> Iterator[Fault]:
    group, code = line["group"], line["municipality_oktmo"]
    if group not in AUTHORITY_GROUPS:
        yield line.fault("group", f"Группа «{group}» неизвестна. Допустимо: {', '.join(AUTHORITY_GROUPS)}.")
    if group == GroupCode.MUNICIPAL or code:
        yield from _unknown_code(line, known)
    if group != GroupCode.MUNICIPAL:
        yield from _empty(line, "full_name")
    yield from _number_faults(line)


def _school_faults(line: Line, known: Collection[str]) -> Iterator[Fault]:
    yield from _unknown_code(line, known)
    yield from _empty(line, "short_name")
    yield from _number_faults(line)


def _unknown_code(line: Line, known: Collection[str]) -> Iterator[Fault]:
    code = line["municipality_oktmo"]
    if code not in known:
        yield line.fault("municipality_oktmo", f"Муниципальное образование с кодом «{code}» неизвестно.")


def _empty(line: Line, *columns: str) -> Iterator[Fault]:
    for column in columns:
        if not line[column]:
            yield line.fault(column, "Значение не указано.")


def _number_faults(line: Line) -> Iterator[Fault]:
    for column, fault_of in (("inn", inn_fault), ("ogrn", ogrn_fault)):
        if line[column] and (text := fault_of(line[column])):
            yield line.fault(column, text)


def _length_faults(line: Line) -> Iterator[Fault]:
    for column, most in LONGEST.items():
        if len(line.values.get(column, "")) > most:
            yield line.fault(column, f"Значение длиннее {most} знаков.")


def _refuse_repeated_numbers(lines: Iterable[Line], faults: list[Fault]) -> None:
    _refuse_repeated(lines, "inn", lambda line: line["inn"], faults)
    _refuse_repeated(lines, "ogrn", lambda line: line["ogrn"], faults)


def _refuse_repeated(lines: Iterable[Line], column: str, key: Callable[[Line], str], faults: list[Fault]) -> None:
    first: dict[str, int] = {}
    for line in lines:
        value = key(line)
        if value and value in first:
            faults.append(line.fault(column, f"Повтор: то же значение уже есть в строке {first[value]}."))
        first.setdefault(value, line.number)
