"""Documents and edits as JSON and back, by the types of their fields: dates are ISO strings, tuples are lists."""

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from recommendations.documents.parsed import ParsedDocument


def dump(document: ParsedDocument) -> dict[str, Any]:
    """Return all that is known of the document as JSON-ready values; nothing is lost."""
    return plain(document)


def load(data: dict[str, Any]) -> ParsedDocument:
    """Return the document that `dump` gave; raises ValueError when the data is of another shape."""
    return restored(ParsedDocument, data)


def plain(value: Any) -> Any:
    """Return a value made of dataclasses, tuples and dates as JSON-ready values."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    return value.isoformat() if isinstance(value, date) else value


def restored(kind: Any, data: Any) -> Any:
    """Return the value of the type that `plain` made this of; raises ValueError when it is of another shape."""
    return _reader(kind)(data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _fields_reader(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is types.UnionType:
        inner = _reader(next(member for member in get_args(kind) if member is not types.NoneType))
        return lambda data: None if data is None else inner(data)
    if kind is date:
        return lambda data: date.fromisoformat(_exactly((str,), data))
    return lambda data: _exactly((int, float) if kind is float else (kind,), data)


def _fields_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [(field, _reader(hints[field.name])) for field in fields(kind)]

    def read(data: Any) -> Any:
        _exactly((dict,), data)
        return kind(**{field.name: reader(_entry(data, field)) for field, reader in readers if _given(data, field)})

    return read


def _given(data: dict[str, Any], field: Field[Any]) -> bool:
    """Whether the field must be read: one that was stored before it had been thought of takes its default."""
    return field.name in data or field.default is MISSING


def _entry(data: dict[str, Any], field: Field[Any]) -> Any:
    if field.name not in data:
        raise ValueError(f"{field.name} is missing")
    return data[field.name]


def _tuple_reader(members: tuple[Any, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if members[-1] is Ellipsis:
        each = _reader(members[0])
        return lambda data: tuple(each(member) for member in _exactly((list,), data))
    readers = [_reader(member) for member in members]
    return lambda data: tuple(reader(member) for reader, member in zip(readers, _exactly((list,), data), strict=True))


def _exactly(kinds: tuple[type, ...], data: Any) -> Any:
    """Return the data when it is of one of the types; true and false are no numbers here."""
    if type(data) not in kinds:
        raise ValueError(f"{data!r:.80} is no {kinds[0].__name__}")
    return data
