"""What a heading means: the words that registers of schools print over their columns."""

import re
from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What a column holds; the values are the keys of a row."""

    NUMBER = "number"
    SHORT_NAME = "short_name"
    FULL_NAME = "full_name"
    TITLE = "title"
    MUNICIPALITY = "municipality"
    OKTMO = "oktmo"
    OKATO = "okato"
    SETTLEMENT = "settlement"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    SITE = "site"
    INN = "inn"
    OGRN = "ogrn"
    GROUP = "group"
    KIND = "kind"
    OFFICIAL = "is_name_official"
    CLOSED_ON = "closed_on"
    REMOVED = "removed"
    STATUS = "status"
    KPP = "kpp"


class Meaning(NamedTuple):
    """A field and how good the heading is for it: of two columns for one field the smaller rank wins."""

    field: Field
    rank: int


# What the reader calls a field in sentences, and the heading of our own file.
LABELS = {
    Field.NUMBER: "Номер в портале",
    Field.SHORT_NAME: "Краткое наименование",
    Field.FULL_NAME: "Полное наименование",
    Field.TITLE: "Наименование",
    Field.MUNICIPALITY: "Муниципальное образование",
    Field.OKTMO: "Код ОКТМО",
    Field.OKATO: "Код ОКАТО",
    Field.SETTLEMENT: "Населённый пункт",
    Field.ADDRESS: "Почтовый адрес",
    Field.PHONE: "Телефон организации",
    Field.EMAIL: "Электронная почта организации",
    Field.SITE: "Сайт",
    Field.INN: "ИНН",
    Field.OGRN: "ОГРН",
    Field.GROUP: "Группа адресатов",
    Field.KIND: "Вид организации",
    Field.OFFICIAL: "Наименование подтверждено",
    Field.CLOSED_ON: "Закрыта с",
    Field.REMOVED: "Признак удалённой строки",
    Field.STATUS: "Статус",
    Field.KPP: "КПП",
}

# Words that say only whose value it is; «организации» in «телефон организации» adds nothing.
_WHOSE = re.compile(
    r"\b(?:(?:обще)?образовательн\w+ "
    r"(?:организац\w+|учр?ежд\w+|учереждени\w+)|организаци[ия]|учреждени[еяй]|учереждени[еяй]"
    r"|оо|оу|школы|по уставу|согласно уставу|юридического лица|при наличии|в сети интернет)\b"
)
# With a Latin «e» or a Cyrillic one.
_MAIL = re.compile(r"\b[eе][-_ ]?mail")
_PERSONAL = re.compile(
    r"руководител|директор|\bфио\b|\bф и о\b|ответствен|заведующ|headname|head name|контактное лицо|контактного "
    r"лица|фамили"
    r"|\bимя\b|отчеств|должност|заместител|работник|сотрудник|координатор|снилс|паспорт|дата рождения|педагог|учител"
    r"|\bличн|мобильн|\bсотов"
)
# «Орган учредителя», «старый ОГРН»: looks like a field of the organization and is not.
_FOREIGN = re.compile(
    r"\bстар|прежн|предыдущ|бывш|учредител|вышестоящ|\bголовн|лиценз|свидетельств|аккредитац|\bguid\b"
)

_NAMES: dict[Field, tuple[tuple[str, ...], ...]] = {
    Field.NUMBER: (("номер в портале", "номер организации в портале"),),
    Field.FULL_NAME: (
        (
            "полное наименование",
            "полное название",
            "полное официальное наименование",
            "eduorgfullname",
            "full name",
            "fullname",
        ),
        ("наименование полное", "официальное наименование"),
    ),
    Field.SHORT_NAME: (
        (
            "краткое наименование",
            "краткое название",
            "сокращенное наименование",
            "сокращенное название",
            "shortname",
            "short name",
            "eduorgshortname",
        ),
        ("наименование краткое", "наименование сокращенное", "краткое официальное наименование"),
    ),
    Field.TITLE: (
        ("наименование", "название", "name", "edu name", "eduname", "schoolname", "school name"),
        (
            "общеобразовательная организация",
            "образовательная организация",
            "образовательная организация школа",
            "общеобразовательное учреждение",
            "образовательное учреждение",
            "школа",
            "учреждение",
            "организация",
            "оу",
            "оо",
        ),
    ),
    Field.MUNICIPALITY: (
        (
            "муниципальное образование",
            "муниципалитет",
            "наименование муниципального образования",
            "мо",
            "муниципальный район",
            "муниципальный округ",
            "городской округ",
            "муниципальный район городской округ",
            "муниципальный район муниципальный округ",
            "муниципальный район округ",
            "район город",
            "район городской округ",
        ),
        ("район", "rayon", "district", "территория"),
        ("округ", "admarea", "adm area", "okrug", "ате"),
        ("публично правовое образование",),
    ),
    Field.OKTMO: (
        ("октмо", "код октмо", "код по октмо", "oktmo", "municipality oktmo", "октмо муниципального образования"),
    ),
    Field.OKATO: (("окато", "код окато", "код по окато", "okato"),),
    Field.INN: (("инн", "inn", "eduorginn", "номер инн"),),
    Field.OGRN: (("огрн", "ogrn", "eduorgogrn", "номер огрн"),),
    Field.KPP: (("кпп", "kpp", "eduorgkpp"),),
    Field.SETTLEMENT: (
        ("населенный пункт", "нас пункт", "населенный пункт местонахождения", "settlement", "город село"),
    ),
    # The registered address wins: a letter sent there is delivered by law, whoever sits in the building.
    Field.ADDRESS: (
        ("почтовый адрес", "postaddress", "post address"),
        (
            "юридический адрес",
            "адрес юридический",
            "lawaddress",
            "law address",
            "eduorgaddress",
            "адрес места нахождения",
        ),
        ("адрес", "address", "adress", "адрес местонахождения", "место нахождения", "местонахождение"),
        (
            "фактический адрес",
            "адрес фактический",
            "адрес фактического местонахождения",
            "адрес фактического нахождения",
        ),
    ),
    Field.PHONE: (
        (
            "телефон",
            "телефоны",
            "контактный телефон",
            "контактные телефоны",
            "телефон факс",
            "номер телефона",
            "тел",
            "telephone",
            "phone",
            "рабочий телефон",
        ),
    ),
    Field.EMAIL: (
        (
            "электронная почта",
            "адрес электронной почты",
            "email",
            "почта",
            "эл почта",
            "электронный адрес",
            "адрес email",
            "эл адрес",
            "электронной почты",
        ),
    ),
    Field.SITE: (
        (
            "сайт",
            "официальный сайт",
            "адрес сайта",
            "адрес официального сайта",
            "адрес www сайта",
            "web site",
            "website",
            "site",
            "url",
            "интернет сайт",
            "веб сайт",
            "адрес в сети интернет",
            "ссылка на сайт",
        ),
    ),
    Field.GROUP: (("группа адресатов", "группа"),),
    Field.KIND: (
        ("вид", "вид учреждения", "вид организации", "vid uchrezhdeniya", "kindname"),
        ("тип", "тип учреждения", "тип организации", "tip uchrezhdeniya", "typename"),
    ),
    Field.OFFICIAL: (("наименование подтверждено",),),
    Field.CLOSED_ON: (("закрыта с", "дата закрытия", "дата ликвидации", "дата прекращения деятельности"),),
    Field.REMOVED: (("признак удаленной строки", "удалена", "удалено", "признак удаления"),),
    Field.STATUS: (("статус", "состояние", "статус деятельности"),),
}
_MEANINGS = {
    words: Meaning(field, rank)
    for field, ranks in _NAMES.items()
    for rank, group in enumerate(ranks)
    for words in group
}


def heading_key(heading: str) -> str:
    """A heading levelled: small letters, ё as е, no signs, single spaces, «e-mail» as one word."""
    text = _MAIL.sub("email", heading.casefold().replace("ё", "е").replace("ф.и.о", "фио"))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def is_personal(heading: str) -> bool:
    """Whether the column tells of a person, not of the organization."""
    return bool(_PERSONAL.search(heading_key(heading)))


def is_neutral(heading: str) -> bool:
    """«Телефон», not «Телефон организации»: the heading does not say whose it is."""
    return not _WHOSE.search(heading_key(heading))


def meaning(heading: str) -> Meaning | None:
    """What the heading means; None when it is not known or tells of a person, a founder, a former number."""
    key = heading_key(heading)
    if not key or _PERSONAL.search(key) or _FOREIGN.search(key):
        return None
    return _MEANINGS.get(key) or _MEANINGS.get(" ".join(_WHOSE.sub(" ", key).split()))
