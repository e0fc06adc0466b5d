"""The journal in Russian: names of acts, objects and fields, and what an act has changed, as sentences.

An app names its own acts and fields when it is ready, so the directory of people need not know what is done with tasks.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from organizations.attempts import attempt_label
from organizations.journal_details import value_text
from organizations.rules import AccessRules, RetentionRules

OTHER_GROUP, OTHER_FIELD = "Прочее", "сведения"
_DONE, _OUTCOMES = "done", {"refused": "отказано", "failed": "не удалось"}
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
# Acts whose name says their outcome.
_SAY_OUTCOME = ("sign_in_failed", "sign_in_locked")


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


def act_sentence(act: str, details: Mapping[str, Any]) -> str:
    """The act as a row of the journal tells it: of a refusal what was wanted."""
    return attempt_label(str(details.get("path", ""))) if act == "refused" else act_label(act)


def outcome_sentence(act: str, outcome: str) -> str:
    """The outcome, where it says more than the name of the act and is not the usual one."""
    return "" if outcome == _DONE or act in _SAY_OUTCOME else _OUTCOMES[outcome]


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
    column = _column(kind, field)
    known = _FIELDS.get((kind, field)) or getattr(column, "verbose_name", None) or _WORDS.get(field)
    return str(known or OTHER_FIELD)


def _column(kind: str, field: str) -> Any:
    model = next((model for model in _models() if model._meta.model_name == kind), None)
    try:
        return model._meta.get_field(field) if model else None
    except FieldDoesNotExist:
        return None


def change_sentences(kind: str, changes: Mapping[str, Any], details: Mapping[str, Any]) -> list[str]:
    """«наименование: «А» → «Б»» for each field; legal acts keep theirs as two sets, before and after."""
    before, after = details.get("before"), details.get("after")
    if isinstance(after, dict):
        was = before if isinstance(before, dict) else {}
        changes = dict(changes) | {name: [was.get(name), value] for name, value in after.items()}
    told = [(field, pair) for field, pair in changes.items() if any(pair) or not after]
    return [_sentence(field_label(kind, field), *_in_words(kind, field, pair)) for field, pair in told]


def _in_words(kind: str, field: str, pair: Sequence[Any]) -> list[str | None]:
    """Both values of a field in words; what the journal does not know stays None."""
    labels = {str(code): str(label) for code, label in getattr(_column(kind, field), "flatchoices", ())}
    return [None if value is None else labels.get(str(value)) or value_text(value) for value in pair]


def _sentence(label: str, before: str | None, after: str | None) -> str:
    if before is None and after is None:
        return f"{label}: изменено"
    if before in (None, "—"):
        return f"{label}: «{after or '—'}»"
    return f"{label}: «{before}» → «{after or '—'}»"
