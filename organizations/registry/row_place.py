"""The municipality of a line: by its name, its code, the section above or the name of the sheet."""

from collections.abc import Mapping
from typing import NamedTuple

from organizations.registry.heading_words import Field
from organizations.registry.lines import Section
from organizations.registry.places import Places
from organizations.registry.row_values import EXPONENT, is_exponent

UNKNOWN = "Муниципальное образование «{text}» порталу неизвестно. Проверьте название или добавьте его в реестр."
UNKNOWN_CODE = "Код «{text}» не относится ни к одному муниципальному образованию портала. Проверьте код."
AMBIGUOUS = (
    "«{text}» подходит нескольким муниципальным образованиям: {names}. Напишите название полностью или укажите ОКТМО."
)
CONFLICT = "Код «{code}» относится к другому муниципальному образованию ({other}), а в строке указано «{text}»."
BY_NAME = "Код «{code}» порталу неизвестен, муниципальное образование взято по названию: {name}."
BY_CODE = "Название «{text}» порталу неизвестно, муниципальное образование взято по коду: {name}."
BY_OKATO = "Муниципальное образование определено по коду ОКАТО {code}: {name}."


class PlaceAnswer(NamedTuple):
    """Ids that the line may belong to, the field at fault with its sentence, and what was assumed."""

    ids: tuple[int, ...] = ()
    field: str = ""
    fault: str = ""
    repair: str = ""


def place_of(texts: Mapping[str, str], section: Section, places: Places) -> PlaceAnswer:
    """The municipality of a line with these texts; none and no fault when nothing tells it."""
    text = texts.get(Field.MUNICIPALITY, "")
    by_name = _by_name(text, places)
    by_code = _by_code(texts, places)
    if by_name and by_code:
        field = Field.OKTMO if texts.get(Field.OKTMO) else Field.OKATO
        said = {"text": text[:80], "code": texts[field][:40], "field": field}
        return _both(said, by_name, by_code, places)
    return by_name or by_code or _by_section(section, places)


def _by_name(text: str, places: Places) -> PlaceAnswer | None:
    if not any(letter.isalpha() for letter in text):
        return _coded(Field.MUNICIPALITY, text, places.coded(text)) if text else None
    ids = places.named(text)
    return None if not ids and places.is_region(text) else _named(Field.MUNICIPALITY, text, ids, places)


def _named(field: str, text: str, ids: tuple[int, ...], places: Places) -> PlaceAnswer:
    if not ids:
        return PlaceAnswer((), field, UNKNOWN.format(text=text[:80]))
    if len(ids) > 1:
        names = ", ".join(f"«{places.names[one]}»" for one in ids)
        return PlaceAnswer(ids, field, AMBIGUOUS.format(text=text[:80], names=names))
    return PlaceAnswer(ids)


def _by_code(texts: Mapping[str, str], places: Places) -> PlaceAnswer | None:
    if code := texts.get(Field.OKTMO):
        return _coded(Field.OKTMO, code, places.coded(code))
    if code := texts.get(Field.OKATO):
        ids = places.coded_okato(code)
        repair = BY_OKATO.format(code=code, name=places.names[ids[0]]) if ids else ""
        return _coded(Field.OKATO, code, ids)._replace(repair=repair)
    return None


def _coded(field: str, code: str, ids: tuple[int, ...]) -> PlaceAnswer:
    if is_exponent(code):
        return PlaceAnswer((), field, EXPONENT.format(label="Код", text=code[:40]))
    return PlaceAnswer(ids, *(("", "") if ids else (field, UNKNOWN_CODE.format(text=code[:40]))))


def _both(said: Mapping[str, str], by_name: PlaceAnswer, by_code: PlaceAnswer, places: Places) -> PlaceAnswer:
    """Name and code agree, or one of them is unknown, or the line contradicts itself."""
    common = tuple(one for one in by_name.ids if one in by_code.ids)
    if common:
        return PlaceAnswer(common)
    if by_code.ids:
        name = places.names[by_code.ids[0]]
        if by_name.ids:
            return PlaceAnswer((), said["field"], CONFLICT.format(other=name, **said))
        return PlaceAnswer(by_code.ids, repair=BY_CODE.format(name=name, **said))
    if len(by_name.ids) == 1:
        return PlaceAnswer(by_name.ids, repair=BY_NAME.format(name=places.names[by_name.ids[0]], **said))
    return by_name


def _by_section(section: Section, places: Places) -> PlaceAnswer:
    if section.text and len(section.places) != 1:
        return _named(Field.MUNICIPALITY, section.text, section.places, places)
    return PlaceAnswer(section.places)
