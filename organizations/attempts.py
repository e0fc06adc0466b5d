"""What a refused request wanted, in words: from the address of the page to the act that it stands for."""

from collections.abc import Mapping

from django.urls import Resolver404, resolve

ATTEMPT = "попытка действия"
_ATTEMPTS = {
    "organization-new": "внести организацию",
    "organization-suggest": "найти организацию",
    "organization-change": "изменить карточку организации",
    "organization-rename": "переименовать организацию",
    "municipality-list": "открыть список муниципалитетов",
    "municipality-new": "внести муниципальное образование",
    "municipality-change": "исправить сведения о муниципальном образовании",
    "municipality-transform": "преобразовать муниципальное образование",
    "municipality-close": "упразднить муниципальное образование",
    "registry-import": "загрузить реестр",
    "registry-import-sample": "скачать образец файла реестра",
    "registry-import-detail": "открыть загрузку реестра",
    "registry-import-decide": "решить, что делать со строкой реестра",
    "registry-import-load": "записать файл в реестр",
    "registry-import-errors": "выгрузить ошибки загрузки реестра",
    "registry-import-reopen": "изменить решения по загрузке реестра",
    "registry-import-discard": "удалить загруженный файл реестра",
    "registry-import-discard-waiting": "удалить ждущие файлы реестра",
    "registry-import-undo": "отменить загрузку реестра",
    "people-list": "открыть список сотрудников",
    "people-export": "выгрузить список сотрудников",
    "people-vacant": "открыть список организаций без сотрудника",
    "person-detail": "открыть карточку сотрудника",
    "person-change": "изменить сведения сотрудника",
    "person-switch": "отключить или включить учётную запись",
    "person-end-sessions": "завершить сеансы сотрудника",
    "person-reset-second-factor": "сбросить второй шаг входа",
    "seat-give": "дать место работы",
    "seat-change": "изменить место работы",
    "seat-end": "завершить место работы",
    "seat-deputy": "назначить заместителя",
    "invitation-list": "открыть список приглашений",
    "invitation-new": "пригласить сотрудника",
    "invitation-many": "пригласить организации",
    "invitation-sheet": "напечатать приглашения",
    "invitation-export": "выгрузить приглашения",
    "invitation-detail": "открыть приглашение",
    "invitation-reissue": "заменить ссылку приглашения",
    "invitation-revoke": "отозвать приглашение",
    "invitation-accept": "принять приглашение",
    "audit-list": "открыть журнал действий",
    "audit-export": "выгрузить журнал действий",
    "privacy": "открыть сведения о хранении личных данных",
    "membership-switch": "сменить место работы",
    "session-list": "открыть свои сеансы",
    "session-end-others": "закончить свои сеансы в других браузерах",
    "session-end": "закончить свой сеанс",
    "appearance": "сменить вид страниц",
}


def name_attempts(labels: Mapping[str, str]) -> None:
    """What the addresses of an app are for: name of the address → act, as an infinitive."""
    _ATTEMPTS.update(labels)


def attempt_label(path: str) -> str:
    """«попытка: принять отчёт»; without the act when the address is no more."""
    try:
        wanted = _ATTEMPTS.get(resolve(path).url_name or "")
    except Resolver404:
        wanted = None
    return f"попытка: {wanted}" if wanted else ATTEMPT
