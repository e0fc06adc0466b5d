"""Legal forms of institutions spelled out and abbreviated."""

import re

_OWNERS = (
    (r"смоленское областное государственное", "СОГ"),
    (r"областное государственное", "ОГ"),
    (r"федеральное государственное", "ФГ"),
    (r"государственное", "Г"),
    (r"муниципальное", "М"),
    (r"частное", "Ч"),
    (r"", ""),
)
_KINDS = ((r"бюджетное", "Б"), (r"казенное", "К"), (r"автономное", "А"), (r"", ""))
_WHAT = ((r"общеобразовательное", "ОУ"), (r"образовательное", "ОУ"))
_FORM = re.compile(
    rf"^(?P<owner>{'|'.join(words for words, _ in _OWNERS if words)})?\s*(?P<kind>бюджетное|казенное|автономное)?\s*"
    r"(?:обще)?образовательн(?:ое учреждение|ая организация)\b[\s:,–—-]*"
)
_LETTERS = dict((*_OWNERS, *_KINDS))


def short_form(full_name: str) -> str:
    """«Муниципальное бюджетное общеобразовательное учреждение «СШ № 1»» → «МБОУ «СШ № 1»»; other names as they are."""
    form = _FORM.match(full_name.casefold().replace("ё", "е"))
    if not form:
        return full_name
    letters = f"{_LETTERS[form['owner'] or '']}{_LETTERS[form['kind'] or '']}ОУ"
    rest = full_name[form.end() :]
    return f"{letters} {rest}" if letters != "ОУ" and rest else full_name


def is_spelled_out(name: str) -> bool:
    """The name begins with a legal form in words, as a full name does."""
    return bool(_FORM.match(name.casefold().replace("ё", "е")))
