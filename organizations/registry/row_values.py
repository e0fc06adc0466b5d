"""Texts of cells → values worth keeping, each with what is wrong and what was repaired."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from organizations.registry.check_digits import INN_WEIGHTS, inn_fault, ogrn_fault
from organizations.registry.heading_words import Field
from organizations.roles import GroupCode

LONGEST = {
    Field.SHORT_NAME: 300,
    Field.FULL_NAME: 600,
    Field.SETTLEMENT: 120,
    Field.ADDRESS: 300,
    Field.PHONE: 60,
    Field.EMAIL: 254,
    Field.SITE: 200,
}
_NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "нет",
        "нет данных",
        "н/д",
        "не указано",
        "не указан",
        "отсутствует",
        "null",
        "none",
        "nan",
    }
)
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eе][+-]?\d+", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,.]+")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_MOST_DAYS = 31
_YES = frozenset({"да", "1", "true", "истина", "yes", "+", "y"})
_NO = frozenset({"нет", "0", "false", "ложь", "no", "n", "-", ""})
_CLOSED = re.compile(r"ликвидир|закрыт|не действ|недейств|прекра|реорганиз|присоедин|исключен|удален")

EXPONENT = (
    "{label} записан как «{text}»: программа сократила длинное число, и его цифры потеряны. В исходной таблице "
    "выделите столбец, "
    "выберите формат ячеек «Текстовый» (в LibreOffice «Формат → Ячейки → Числа → Текст»), введите номер заново и "
    "сохраните файл."
)
_GROUP_WORDS = (
    (re.compile(r"(?<!до)школ|гимнази|лице[йя]|общеобразоват|кадетск|интернат"), GroupCode.SCHOOL),
    (
        re.compile(r"дополнительн\w+ профессиональн|\bдпо\b|институт развития|повышени\w+ квалификац"),
        GroupCode.INSTITUTE,
    ),
    (
        re.compile(r"орган\w* (?:местного )?(?:само)?управлени|\bмоуо\b|\bмсу\b|управлени\w+ образовани"),
        GroupCode.MUNICIPAL,
    ),
    (re.compile(r"департамент|министерств"), GroupCode.DEPARTMENT),
    (
        re.compile(
            r"дошкольн|детск\w+ сад|ясли|дополнительн|профессиональн|колледж|техникум|училищ|высш|университет|академи"
        ),
        "",
    ),
)


class Value(NamedTuple):
    """A value, what is wrong with it and what was repaired, each "" when there is nothing to say."""

    text: str
    fault: str = ""
    repair: str = ""


def is_nothing(text: str) -> bool:
    """«—», «нет», «н/д»: the cell says that it is empty."""
    return text.casefold() in _NOTHING


def is_exponent(text: str) -> bool:
    """«1,0267E+12»: what a spreadsheet makes of a long number."""
    return bool(_EXPONENT.fullmatch(text.replace(" ", "")))


def plain_value(field: Field, text: str) -> Value:
    """A text kept as typed."""
    most = LONGEST[field]
    if len(text) > most:
        return Value("", f"Значение длиннее {most} знаков. Сократите его.")
    return Value(text)


def kept_value(field: Field, text: str) -> Value:
    """A text that is shown, never stored."""
    return Value(text)


def email_value(field: Field, text: str) -> Value:
    """The first address of the cell."""
    found = _MAIL.search(text)
    if not found:
        return Value("", f"«{text[:80]}» не похоже на адрес электронной почты. Нужен адрес вида school@example.ru.")
    repair = "" if found[0] == text else f"Из нескольких адресов почты взят первый: {found[0]}."
    return plain_value(field, found[0])._replace(repair=repair)


def inn_value(field: Field, text: str) -> Value:
    """ИНН of 10 digits, or of 12 for a private school of an entrepreneur."""
    return _numbered("ИНН", text, {10: inn_fault, 12: person_inn_fault})


def ogrn_value(field: Field, text: str) -> Value:
    """ОГРН of 13 digits, or ОГРНИП of 15."""
    return _numbered("ОГРН", text, {13: ogrn_fault, 15: ogrnip_fault})


def person_inn_fault(inn: str) -> str:
    """Why 12 digits are not an ИНН of an entrepreneur, in Russian; "" when they are."""
    digits = [int(digit) for digit in inn]
    first = _weighed((7, *INN_WEIGHTS), digits) == digits[10]
    sound = first and _weighed((3, 7, *INN_WEIGHTS), digits) == digits[11]
    return "" if sound and any(digits) else f"Контрольная цифра ИНН {inn} не сходится. Проверьте номер по документам."


def ogrnip_fault(ogrn: str) -> str:
    """Why 15 digits are not an ОГРНИП, in Russian; "" when they are."""
    if ogrn[0] != "3":
        return f"ОГРНИП из 15 цифр начинается с 3, указано «{ogrn}»."
    return "" if int(ogrn[-1]) == int(ogrn[:-1]) % 13 % 10 else f"Контрольная цифра ОГРНИП {ogrn} не сходится."


def number_value(field: Field, text: str) -> Value:
    """The number under which the portal keeps the organization."""
    digits = text.replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 16:
        return Value(str(int(digits)))
    return Value("", f"«{text[:40]}» не похоже на номер в портале. Оставьте ячейку пустой, если организация новая.")


def day_value(field: Field, text: str) -> Value:
    """A day as «2021-08-24»."""
    found = _DAY.match(text)
    parts = [int(part) for part in found.groups() if part] if found else [0, 0, 0]
    year, month, day = parts if parts[0] > _MOST_DAYS else reversed(parts)
    try:
        return Value(date(year, month, day).isoformat())
    except ValueError:
        return Value("", f"«{text[:40]}» не похоже на дату. Нужна дата вида 01.09.2021.")


def yes_value(field: Field, text: str) -> Value:
    """«да» or «нет»."""
    word = text.casefold()
    if word in _YES:
        return Value("да")
    return Value("нет") if word in _NO else Value("", f"Ожидается «да» или «нет», указано «{text[:40]}».")


def removed_value(field: Field, text: str) -> Value:
    """«да» when the row is marked as deleted; anything that does not say yes says no."""
    return Value("да" if text.casefold() in _YES else "нет")


def status_value(field: Field, text: str) -> Value:
    """«да» when the status says that the organization is closed."""
    return Value("да" if _CLOSED.search(text.casefold().replace("ё", "е")) else "нет")


def group_value(field: Field, text: str) -> Value:
    """The code of the addressee group by its name; another word is a fault."""
    known = _group_of(text)
    if known:
        return Value(known)
    return Value("", f"Группа «{text[:80]}» неизвестна. Допустимо: {', '.join(GroupCode.labels)}.")


def kind_value(field: Field, text: str) -> Value:
    """The group by the kind of an institution; nothing when it does not tell, a fault for a kindergarten."""
    known = _group_of(text)
    if known == "":
        return Value(
            "", f"Вид «{text[:80]}» не относится ни к одной группе адресатов портала. Удалите строку из файла."
        )
    return Value(known or "")


def _group_of(text: str) -> str | None:
    levelled = text.casefold().replace("ё", "е")
    for code, label in GroupCode.choices:
        if levelled in {code, label.casefold()}:
            return str(code)
    return next((str(code) for words, code in _GROUP_WORDS if words.search(levelled)), None)


def _numbered(label: str, text: str, checks: dict[int, Callable[[str], str]]) -> Value:
    digits = re.sub(r"[\s'’]", "", text)
    if is_exponent(digits):
        return Value("", EXPONENT.format(label=label, text=text[:40]))
    digits = re.sub(r"^(?:инн|огрн|огрнип)[:.]?|[.,]0+$", "", digits.casefold())
    lengths = sorted(checks)
    if not (digits.isascii() and digits.isdigit()):
        return Value("", f"{label} состоит только из цифр ({lengths[0]} или {lengths[1]}), указано «{text[:40]}».")
    if not int(digits):
        return Value("", f"{label} из одних нулей. Укажите настоящий номер или оставьте ячейку пустой.")
    return _checked(label, digits, checks)


def _checked(label: str, digits: str, checks: dict[int, Callable[[str], str]]) -> Value:
    if check := checks.get(len(digits)):
        fault = check(digits)
        return Value("" if fault else digits, fault)
    check = checks.get(len(digits) + 1) if label == "ИНН" else None
    if check and not check(f"0{digits}"):
        return Value(f"0{digits}", repair=f"ИНН: восстановлен потерянный ноль в начале, {digits} → 0{digits}.")
    first, second = sorted(checks)
    return Value(
        "", f"{label} организации состоит из {first} цифр (у предпринимателя из {second}), указано «{digits[:40]}»."
    )


def _weighed(weights: tuple[int, ...], digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10


READERS: dict[Field, Callable[[Field, str], Value]] = {
    Field.NUMBER: number_value,
    Field.INN: inn_value,
    Field.OGRN: ogrn_value,
    Field.EMAIL: email_value,
    Field.GROUP: group_value,
    Field.KIND: kind_value,
    Field.OFFICIAL: yes_value,
    Field.CLOSED_ON: day_value,
    Field.REMOVED: removed_value,
    Field.STATUS: status_value,
    Field.MUNICIPALITY: kept_value,
    Field.OKTMO: kept_value,
    Field.OKATO: kept_value,
}
