"""Check digits of the numbers that identify an organization."""

INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
INN_LENGTH = 10
OGRN_LENGTH = 13


def inn_fault(inn: str) -> str:
    """Why the text is not an ИНН of an organization (10 digits with a check digit), in Russian; "" when it is."""
    if not _is_digits(inn, INN_LENGTH):
        return f"ИНН организации состоит из 10 цифр, указано «{inn}»."
    expected = sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, inn, strict=False)) % 11 % 10
    return "" if int(inn[-1]) == expected and int(inn) else f"Контрольная цифра ИНН {inn} не сходится."


def ogrn_fault(ogrn: str) -> str:
    """Why the text is not an ОГРН of an organization (13 digits, from 1 or 5, with a check digit); "" when it is."""
    if not _is_digits(ogrn, OGRN_LENGTH):
        return f"ОГРН организации состоит из 13 цифр, указано «{ogrn}»."
    if ogrn[0] not in "15":
        return f"ОГРН организации начинается с 1 или 5, указано «{ogrn}»."
    expected = int(ogrn[:-1]) % 11 % 10
    return "" if int(ogrn[-1]) == expected else f"Контрольная цифра ОГРН {ogrn} не сходится."


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
