"""What an act has noted besides, in Russian: codes, people and organizations by their names, never a bare number.

An app names the codes that it notes when it is ready, as it names its acts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from organizations.roles import Role

# (kind of object, its number) → what it is called now.
Names = Mapping[tuple[str, int], str]
MOST_NAMED = 10
DETAILS = {
    "address": "сетевой адрес",
    "as_of": "на конец дня",
    "asked": "запрошено",
    "basis": "основание",
    "changed": "изменено",
    "children": "переподчинено организаций",
    "clause": "номер пункта на портале",
    "clauses": "пункты",
    "codes": "предупреждения",
    "command": "командой на сервере",
    "controlled": "передано обязательств на контроле",
    "count": "количество",
    "created": "добавлено",
    "day": "день",
    "decision": "решение",
    "documents": "передано непрочитанных документов",
    "drafts": "передано проектов поручений",
    "events": "записей",
    "fields": "поля",
    "file": "файл",
    "files": "файлов",
    "form": "форма",
    "format": "формат",
    "invitations": "отозвано приглашений",
    "invited_by": "пригласил",
    "kept_from": "оставлены записи с",
    "kind": "вид",
    "kinds": "способы",
    "left_out": "не загружено",
    "letters": "отправлено писем",
    "login": "введённая почта",
    "message": "сообщение",
    "number": "номер",
    "object": "о ком",
    "older_than": "внесённые раньше",
    "on": "с какого дня",
    "on_behalf": "за другую организацию",
    "organizations": "организации",
    "origin": "образована из",
    "path": "страница",
    "period": "период",
    "person": "сотрудник",
    "position": "должность",
    "query": "отбор",
    "removed": "удалено",
    "requests": "передано запросов",
    "resolution": "резолюция",
    "returned": "возвращено прежним",
    "role": "роль",
    "rows": "записей",
    "same": "без изменений",
    "schools": "школ",
    "seated": "переведено сотрудников",
    "seats": "мест работы",
    "section": "раздел настроек",
    "seed": "число для случайных данных",
    "serial": "номер ссылки",
    "sessions": "сеансов",
    "sha256": "контрольная сумма",
    "signed": "сняты предупреждения",
    "since": "с какого дня",
    "stays": "осталось",
    "successor": "преемник",
    "task": "номер обязательства",
    "tasks": "обязательства",
    "through": "по печать №",
    "until": "по какой день",
    "vacant": "организации без сотрудника",
    "version": "версия",
}
_CODES: dict[str, dict[str, str]] = {
    "role": {str(code): str(label).lower() for code, label in Role.choices},
    "format": {"xlsx": "Excel", "csv": "CSV", "docx": "Word", "pdf": "PDF"},
    "kinds": {"totp": "приложение с кодами", "webauthn": "ключ доступа", "recovery_codes": "запасные коды"},
    "fields": {"full_name": "фамилия, имя, отчество", "email": "электронная почта", "phone": "телефон"},
}
# Numbers of objects under these words, of one act or of all.
_REFERENCES = {
    "person": "user",
    "invited_by": "user",
    "organizations": "organization",
    "vacant": "organization",
    "hand_over successor": "user",
}
_SAID: dict[str, Callable[[str], str]] = {}
_ONLY_COUNTED = {"events"}
# Told elsewhere: the address of a page as an attempt, the origin as a change.
_UNTOLD = {"path", "origin"}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


def name_codes(name: str, labels: Mapping[str, str]) -> None:
    """What an app calls the codes that its acts note under this word."""
    _CODES.setdefault(name, {}).update(labels)


def name_values(name: str, say: Callable[[str], str]) -> None:
    """How an app says the values that its acts note under this word, when they are too many for a list."""
    _SAID[name] = say


def references(act: str, details: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """(kind, number) of the objects that an act has noted, as far as they are shown by name."""
    for name, value in details.items():
        if kind := _kind_under(act, name):
            numbers = value if isinstance(value, list) else [value]
            yield from ((kind, number) for number in numbers[:MOST_NAMED] if isinstance(number, int))


def detail_sentences(act: str, details: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    """(what, value) of what an act has noted; what is told as a change, or has no words, is left out."""
    for name, value in details.items():
        if name in DETAILS and name not in _UNTOLD and (text := _text(act, name, value, names)):
            yield DETAILS[name], text


def _text(act: str, name: str, value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        return ""
    if name in _ONLY_COUNTED and isinstance(value, list):
        return str(len(value))
    if kind := _kind_under(act, name):
        numbers = value if isinstance(value, list) else [value]
        return _named(kind, [number for number in numbers if isinstance(number, int)], names)
    if name in _SAID:
        return _SAID[name](str(value))
    return _coded(_CODES.get(name, {}), value)


def _kind_under(act: str, name: str) -> str:
    return _REFERENCES.get(f"{act} {name}") or _REFERENCES.get(name, "")


def _named(kind: str, numbers: list[int], names: Names) -> str:
    shown = [names.get((kind, number)) or f"№ {number}" for number in numbers[:MOST_NAMED]]
    rest = f" и ещё {len(numbers) - MOST_NAMED}" if len(numbers) > MOST_NAMED else ""
    return "; ".join(shown) + rest


def _coded(codes: Mapping[str, str], value: Any) -> str:
    """Codes in words, in the order of the words, numbers of each beside them; a code without words is not shown."""
    if isinstance(value, Mapping):  # The database keeps the keys in an order of its own.
        return ", ".join(f"{words} — {value_text(value[code])}" for code, words in codes.items() if code in value)
    if not codes or isinstance(value, int):
        return value_text(value)
    return ", ".join(codes[str(code)] for code in (value if isinstance(value, list) else [value]) if str(code) in codes)


def value_text(value: Any) -> str:
    """A value of the journal in words: a day, a moment, yes or no, a list, a dash for nothing."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, Mapping):
        return ", ".join(value_text(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(value_text(one) for one in value)
    return _moment_text(str(value))


def _moment_text(text: str) -> str:
    try:
        if _ISO_DAY.fullmatch(text):
            return f"{date.fromisoformat(text):%d.%m.%Y}"
        if _ISO_MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return f"{timezone.localtime(moment) if moment.tzinfo else moment:%d.%m.%Y %H:%M}"
    except ValueError:
        pass
    return text
