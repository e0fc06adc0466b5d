"""The journal in Russian: names of acts, objects and fields, and what an act has changed, as sentences.

An app names its own acts and fields when it is ready, so the directory of people need not know what is done with tasks.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from organizations.rules import AccessRules, RetentionRules

OTHER_GROUP = "Прочее"
# The first that fits wins.
_GROUPS = (
    ("Вход и отказы", r"sign_(in|out)|refused|unlock_sign|.*(password|factor|session|passkey|recovery|provider)"),
    ("Просмотр и выгрузка", r"view_|export_|download_|print_"),
    ("Загрузка данных", r"import_|load_|undo_import|discard_import|.*_registry$"),
    ("Сотрудники", r".*(seat|person|invit|invitation|deputy|membership|staff|anonymise|account|hand_over|vacan)"),
    (
        "Реестр и настройки",
        r".*(organization|municipality|settings|calendar|record|region|organization_name|municipality_name)$|rename|close_|split_|merge_org",
    ),
    ("Хранение", r"purge_|erase_|drop_"),
    ("Исполнение", r".*(report|task|assignment|draft|extension|applicable|acceptance|rework|progress|period|evidence)"),
    ("Резолюции и акты", r".*(resolution|document|act|acts|findings|alignment|version)"),
)
_ACTS: dict[str, str] = {}
_FIELDS: dict[tuple[str, str], str] = {}
_WORDS = {"full_name": "фамилия, имя, отчество", "email": "электронная почта", "phone": "телефон"}
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
# What an act has noted besides, under words of the code.
DETAILS = {
    "address": "сетевой адрес",
    "as_of": "на конец дня",
    "asked": "запрошено",
    "clause": "номер пункта на портале",
    "codes": "предупреждения",
    "clauses": "пунктов",
    "command": "командой на сервере",
    "count": "количество",
    "created": "добавлено",
    "changed": "изменено",
    "day": "день",
    "fields": "поля",
    "file": "файл",
    "files": "файлов",
    "form": "форма",
    "format": "формат",
    "invited_by": "номер пригласившего",
    "kept_from": "оставлены записи с",
    "kind": "вид",
    "kinds": "способы",
    "left_out": "не загружено",
    "login": "введённая почта",
    "message": "сообщение",
    "number": "номер",
    "object": "о ком",
    "organizations": "номера организаций",
    "on_behalf": "за другую организацию",
    "path": "страница",
    "period": "период",
    "person": "номер сотрудника",
    "position": "должность",
    "query": "отбор",
    "removed": "удалено",
    "resolution": "резолюция",
    "returned": "возвращено прежним",
    "role": "роль",
    "rows": "записей",
    "same": "без изменений",
    "schools": "школ",
    "section": "раздел настроек",
    "seed": "число для случайных данных",
    "serial": "номер ссылки",
    "sessions": "сеансов",
    "sha256": "контрольная сумма",
    "signed": "снято предупреждений",
    "stays": "осталось",
    "task": "номер обязательства",
    "tasks": "обязательств",
    "through": "по печать №",
    "version": "версия",
}


def name_acts(labels: Mapping[str, str]) -> None:
    """Acts that an app writes into the journal: code → Russian name."""
    _ACTS.update(labels)


def name_fields(kind: str, labels: Mapping[str, str]) -> None:
    """Names of fields of `changes` that are no columns of the model of this kind."""
    _FIELDS.update({(kind, field): label for field, label in labels.items()})


name_fields(
    "region",
    {"department": "департамент"}
    | {one.name: one.label for rules in (AccessRules, RetentionRules) for one in rules.settings().values()},
)


def act_label(act: str) -> str:
    """The Russian name of an act; its code when it has none."""
    return _ACTS.get(act, act)


def acts_in_groups() -> dict[str, list[tuple[str, str]]]:
    """Group → (code, name) of its acts by name; what fits no group stands last."""
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in (*dict(_GROUPS), OTHER_GROUP)}
    for act, label in sorted(_ACTS.items(), key=lambda pair: pair[1]):
        groups[_group_of(act)].append((act, label))
    return {name: acts for name, acts in groups.items() if acts}


def _group_of(act: str) -> str:
    return next((name for name, pattern in _GROUPS if re.match(pattern, act)), OTHER_GROUP)


def kinds() -> list[tuple[str, str]]:
    """Kinds of objects that the journal may speak of, by name."""
    found = {model._meta.model_name or "": str(model._meta.verbose_name) for model in _models()}
    return sorted(found.items(), key=lambda pair: pair[1])


def kind_label(kind: str) -> str:
    """The Russian name of a kind of objects."""
    return dict(kinds()).get(kind, kind)


def _models() -> list[Any]:
    return [model for app in ("organizations", "recommendations") for model in apps.get_app_config(app).get_models()]


def field_label(kind: str, field: str) -> str:
    """What the people of the portal call a field of an object."""
    if known := _FIELDS.get((kind, field)):
        return known
    model = next((model for model in _models() if model._meta.model_name == kind), None)
    try:
        return str(model._meta.get_field(field).verbose_name) if model else _WORDS.get(field, field)
    except (FieldDoesNotExist, AttributeError):
        return _WORDS.get(field, field)


def change_sentences(kind: str, changes: Mapping[str, Any], details: Mapping[str, Any]) -> list[str]:
    """«наименование: «А» → «Б»» for each field; legal acts keep theirs as two sets, before and after."""
    before, after = details.get("before"), details.get("after")
    if isinstance(after, dict):
        was = before if isinstance(before, dict) else {}
        changes = dict(changes) | {name: [was.get(name), value] for name, value in after.items()}
    return [_sentence(field_label(kind, field), *pair) for field, pair in changes.items() if any(pair) or not after]


def _sentence(label: str, before: Any, after: Any) -> str:
    if before is None and after is None:
        return f"{label}: изменено"
    if before in (None, ""):
        return f"{label}: «{value_text(after)}»"
    return f"{label}: «{value_text(before)}» → «{value_text(after)}»"


def detail_sentences(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(what, value) of what an act has noted; what is told as a change is left out."""
    for name, value in details.items():
        if name in DETAILS and value not in (None, "", [], {}):
            yield DETAILS[name], value_text(value)


def value_text(value: Any) -> str:
    """A value of the journal in words: a day, yes or no, a list, a dash for nothing."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if value in (None, "", []):
        return "—"
    if isinstance(value, list):
        return ", ".join(value_text(one) for one in value)
    return _day_text(str(value))


def _day_text(text: str) -> str:
    found = _ISO_DAY.fullmatch(text)
    return f"{date(*map(int, found.groups())):%d.%m.%Y}" if found else text
