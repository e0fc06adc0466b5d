"""What is sent to the addresses of acts: enough for the act to work, so that a refusal is a refusal."""

DEFAULT = {"send": "1"}
POSTED: dict[str, dict[str, str]] = {
    "settings-access": {"second_factor_roles": "administrator"},
    "task-return": {"field": "what_done", "text": "Приложите приказ."},
    "task-undo": {"reason": "Принят не тот отчёт."},
    "task-extension": {"due_on": "2026-12-01", "reason": "Ждём типографию."},
    "task-not-applicable": {"reason": "Нет старших классов."},
    "task-withdraw": {"reason": "Направлено ошибочно."},
    "assignment-withdraw": {"reason": "Выдано ошибочно."},
    "extension-decide": {"approve": "1", "due_on": "2026-12-10"},
    "not-applicable-decide": {"approve": "1"},
    "resolution-adopt": {"number": "5"},
    "resolution-alignment": {"propose": "1"},
    "resolution-review-edit": {"act": "unhead", "group": "1", "seen": "0"},
    "act-change": {"kind": "federal_law", "number": "273-ФЗ", "url": "https://pravo.example/273"},
    "task-report": {"submit": "1", "state": "done", "what_done": "", "filler_name": "", "obstacle": "none"},
    "person-change": {"full_name": "Иванова Анна Петровна", "email": "renamed@test.example"},
    "person-switch": {"reason": "Уволена."},
    "person-reset-second-factor": {"reason": "Потерян телефон."},
    "seat-change": {"role": "school", "position": "директор"},
    "seat-end": {"last_day": "2026-10-04", "reason": "Уволена."},
    "seat-deputy": {"email": "nobody@test.example", "valid_from": "2026-10-05", "valid_to": "2026-10-20"},
    "organization-rename": {"name": "Школа имени Первооткрывателей", "since": "2026-10-05"},
    "organization-reopen": {"reason": "Закрыта ошибочно."},
    "organization-close": {"on": "2026-10-05", "basis": "приказ от 01.10.2026 № 5"},
    "organization-split": {"on": "2026-10-05", "basis": "приказ от 01.10.2026 № 5", "names": "Школа новая"},
    "seat-hand-over": {"last_day": "2026-10-04", "reason": "Уволена."},
}


def body_for(name: str) -> dict[str, str]:
    """The fields of a POST to the address of this name."""
    return dict(POSTED.get(name, DEFAULT))
