"""Looks of words and dates in templates: plural forms, days left, names of buckets. No rules here."""

from datetime import date

from django import template
from django.utils.formats import date_format

from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.documents.act_validity import validity

register = template.Library()

# What the journal calls each act; the keys are the words of services and views.
ACT_LABELS = {
    "accept_report": "отчёт принят",
    "add_record": "добавлена запись справочника",
    "adopt_resolution": "резолюция отмечена принятой",
    "amend_resolution": "внесена новая редакция резолюции",
    "anonymise_person": "личные сведения сотрудника удалены",
    "ask_extension": "запрошено продление срока",
    "ask_not_applicable": "запрошена неприменимость",
    "attach_evidence": "к отчёту приложен материал",
    "cancel_draft": "проект поручения удалён",
    "change_act": "изменена карточка правового акта",
    "change_draft": "проект поручения изменён",
    "change_calendar": "изменён рабочий календарь",
    "change_record": "изменена запись справочника",
    "change_settings": "изменены настройки региона",
    "complete_act": "карточка правового акта дополнена по тексту документа",
    "connect_provider": "вход связан с учётной записью ведомства",
    "create_act": "правовой акт внесён в реестр",
    "decide_extensionrequest": "решение о продлении срока",
    "decide_notapplicablerequest": "решение о неприменимости",
    "discard_document": "документ удалён без сохранения",
    "discard_import": "файл реестра удалён без загрузки",
    "download_evidence": "скачан файл отчёта",
    "download_resolution": "скачан файл резолюции",
    "draft_assignment": "подготовлен проект поручения",
    "drop_import_files": "файлы загрузок удалены по сроку хранения",
    "end_sessions": "закончены входы в других браузерах",
    "endorse_report": "отчёт согласован",
    "erase_of_person": "личные сведения журнала стёрты вместе с учётной записью",
    "erase_personal": "личные сведения журнала стёрты по сроку хранения",
    "export_acts": "выгружен реестр правовых актов",
    "export_errors": "выгружены ошибки загрузки реестра",
    "export_journal": "выгружен журнал действий",
    "export_registry": "выгружен реестр организаций",
    "export_resolution": "выгружена резолюция с отметками об исполнении",
    "export_summary": "выгружен сводный отчёт",
    "export_tasks": "выгружен список задач",
    "import_registry": "загружен реестр организаций",
    "import_resolution": "загружена резолюция",
    "issue_assignment": "поручение направлено",
    "keep_document": "документ прочитан и ждёт проверки",
    "link_act": "пункт связан с правовым актом",
    "load_demo": "загружены учебные данные",
    "load_registry": "внесён исходный реестр организаций",
    "load_scale": "загружены данные для измерений",
    "merge_acts": "карточки правовых актов объединены",
    "note_progress": "сообщён ход исполнения",
    "open_period": "открыт отчётный период",
    "purge_journal": "записи журнала удалены по сроку хранения",
    "recall_report": "отчёт отозван исполнителем",
    "refused": "попытка действия",
    "remove_evidence": "материал отчёта удалён",
    "return_for_rework": "отчёт возвращён на доработку",
    "session_idle": "сеанс закончен: долго не было действий",
    "reset_password": "задан новый пароль по ссылке из письма",
    "change_password": "изменён пароль",
    "set_password": "задан первый пароль",
    "add_second_factor": "включён второй шаг входа",
    "remove_second_factor": "отключён второй шаг входа",
    "make_recovery_codes": "созданы запасные коды",
    "remove_recovery_codes": "удалены запасные коды",
    "show_recovery_codes": "показаны запасные коды",
    "use_recovery_code": "вход по запасному коду",
    "sign_findings": "предупреждения к пункту сняты",
    "sign_in": "вход в портал",
    "sign_in_failed": "неудачная попытка входа",
    "sign_in_locked": "вход приостановлен после неверных паролей или кодов",
    "sign_out": "выход из портала",
    "start_task": "взято в работу",
    "submit_report": "отчёт отправлен",
    "undo_acceptance": "принятие отчёта отменено",
    "undo_import": "отменена загрузка реестра",
    "unlink_act": "снята связь пункта с правовым актом",
    "unlock_sign_in": "снята приостановка входа",
    "view_people": "просмотр личных сведений: список сотрудников",
    "view_personal": "просмотр личных сведений",
    "withdraw_assignment": "поручение отозвано у всех исполнителей",
    "withdraw_task": "поручение отозвано",
    "accept_invitation": "приглашение принято",
    "change_person": "изменены сведения сотрудника",
    "change_seat": "изменено место работы",
    "end_seat": "завершено место работы",
    "export_invitations": "выгружены приглашения",
    "export_people": "выгружен список сотрудников",
    "found_region": "создан регион",
    "give_seat": "дано место работы",
    "hand_over": "переданы дела",
    "invite": "отправлено приглашение",
    "invite_many": "приглашены организации",
    "name_deputy": "назначен заместитель",
    "print_invitations": "напечатаны приглашения",
    "reissue_invitation": "заменена ссылка приглашения",
    "reset_second_factor": "сброшен второй шаг входа",
    "revoke_invitation": "отозвано приглашение",
    "switch_off_person": "отключена учётная запись",
    "switch_on_person": "включена учётная запись",
    "tell_of_vacancies": "сообщено об организациях без сотрудника",
    "change_municipality": "исправлены сведения о муниципальном образовании",
    "change_organization": "изменена карточка организации",
    "close_municipality": "упразднено муниципальное образование",
    "close_organization": "организация закрыта",
    "correct_organization_name": "исправлено наименование организации",
    "create_municipality": "внесено муниципальное образование",
    "create_organization": "организация внесена в реестр",
    "merge_organization": "организация присоединена к другой",
    "move_organization": "организация переведена в другое муниципальное образование",
    "rename_organization": "организация переименована",
    "reopen_organization": "организация открыта снова",
    "split_organization": "организация разделена",
    "succeed_organization": "организация стала правопреемником",
    "transform_municipality": "преобразовано муниципальное образование",
}
_ACT_BUCKETS = {
    "accept": Bucket.DONE_ON_TIME,
    "endorse": Bucket.IN_REVIEW,
    "extend_deadline": Bucket.IN_PROGRESS,
    "mark_not_applicable": Bucket.NOT_APPLICABLE,
    "note_progress": Bucket.IN_PROGRESS,
    "return_for_rework": Bucket.RETURNED,
    "start": Bucket.IN_PROGRESS,
    "submit": Bucket.IN_REVIEW,
    "transfer": Bucket.WITHDRAWN,
    "undo_acceptance": Bucket.IN_REVIEW,
    "withdraw": Bucket.WITHDRAWN,
}


def plural_form(number: int, forms: str) -> str:
    """The right of three forms: «задача,задачи,задач» → 1 задача, 2 задачи, 5 задач."""
    one, few, many = forms.split(",")
    tail, tens = number % 10, number % 100
    if tail == 1 and tens != 11:
        return one
    return few if 2 <= tail <= 4 and not 12 <= tens <= 14 else many


@register.filter
def plural(number: int | None, forms: str) -> str:
    """The form of a word alone, for a number printed elsewhere."""
    return plural_form(int(number or 0), forms)


@register.filter
def counted(number: int | None, forms: str) -> str:
    """The number with its word: «5 задач», «1 234 задачи», with no-break spaces."""
    value = int(number or 0)
    return f"{value:,}".replace(",", "\u00a0") + "\u00a0" + plural_form(value, forms)


@register.filter
def days_left(due_on: date, today: date) -> str:
    """«сегодня», «через 3 дня», «3 дня назад»."""
    days = (due_on - today).days
    if days == 0:
        return "сегодня"
    words = f"{abs(days)}\u00a0{plural_form(abs(days), 'день,дня,дней')}"
    return f"через {words}" if days > 0 else f"{words} назад"


@register.filter
def bucket_label(bucket: str) -> str:
    """The Russian name of a bucket."""
    return BUCKET_LABELS[Bucket(bucket)]


@register.filter
def russian_date(day: date | None) -> str:
    """«24 августа 2021 г.» for prose."""
    return date_format(day, "j\xa0E Y\xa0г.") if day else "—"


@register.filter
def russian_days(first: date, last: date | None) -> str:
    """The days of an event: «26–27 марта 2024 г.», «30 июня – 2 июля 2025 г.»; `last` is None when it took one day."""
    if last is None or last == first:
        return russian_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{russian_date(last)}"
    begun = date_format(first, "j\xa0E") if first.year == last.year else russian_date(first)
    return f"{begun} – {russian_date(last)}"


@register.filter
def shortened(text: str, most: int) -> str:
    """The beginning of a text, whole words of at most `most` characters, with «…» where something is left out."""
    if len(text) <= most:
        return text
    whole = text[: most + 1].rpartition(" ")[0] or text[:most]
    return whole.rstrip(" ,:;–") + "…"


@register.filter
def act_label(act: str) -> str:
    """The Russian name of an act of the journal; the code itself when it has none."""
    return ACT_LABELS.get(act, act)


@register.filter
def validity_on(until: date | None, today: date) -> str:
    """Whether an act whose last day this is stands in force: «lasting», «expiring», «expired»."""
    return validity(until, today)


@register.filter
def act_bucket(act: str) -> str:
    """The icon and colour of an act in the history of a task."""
    return _ACT_BUCKETS.get(act, Bucket.ASSIGNED)
