"""Guesses about Russian words by their endings: infinitives, datives, adverbs. No dictionary is used."""

import re

_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NOUNS_IN_T = re.compile(
    r".*ость$|(?:область|часть|власть|страсть|снасть|честь|весть|месть|лесть|есть|известь|сеть|соцсеть|"
    r"память|пять|шесть|"
    r"девять|десять|печать|четверть|треть|смерть|кровать|тетрадь|путь|нефть|мать|суть|зять|рать|кисть|лесть|"
    r"совесть|повесть)$"
)
_VERBS_IN_TI = re.compile(
    r"(?:йти|дти|вести|нести|блюсти|брести|обрести|расти|спасти|везти|ползти|плести|цвести|мести|трясти)(?:сь)?$"
)
_NOUNS_IN_VESTI = re.compile(r"(?:совести|известности)$")
_VERBS_IN_CH = re.compile(r"(?:влечь|мочь|беречь|стичь|стеречь|лечь|жечь|сечь)(?:ся)?$")
_ADVERB = re.compile(
    r"(?:[а-яё]{2,}(?:но|ски|ко|то|ше|ро|во|ло)|не|также|повторно|далее|по-[а-яё]+|впредь|вновь|ещё|еще|всегда)$"
)
_DATIVE = re.compile(r"(?:[а-яё]{2,}(?:ам|ям|ому|ему|ым|им)(?:ся)?|всем|каждой|иным)$")
_FEMININE = re.compile(r"[а-яё]{3,}(?:ой|ей)$")
_ACRONYM = re.compile(
    r"(?:[А-ЯЁ]{2,}(?:-[А-ЯЁ]+)*(?:ам|ом|у)?|[А-ЯЁ][а-яё]{0,5}[А-ЯЁ]{2,}|[А-ЯЁ]{2,}[а-яё]{1,3}[А-ЯЁ]*)$"
)
_DEED = re.compile(
    r"(?:[а-яё]{3,}(?:ани|ени|ити|яти|ыти)[еюя]|[а-яё]{3,}(?:аци|ици|укци)[яию]|[а-яё]*(?:держк|готовк|работк)[аиуе]|"
    r"мер[ыа]|вопрос[ы]?|услови[яе]|качеств[оа]|кадр[ыов]*|задач[иа]?|направлени[яе]|сотрудничеств[оа]|того|этого)$"
)
_ADJECTIVE = re.compile(r"[а-яё-]{2,}(?:[ыиоя]й|[ая]я|[оеы]е|[щкгхшж]ие|[ыи]х|[ыи]м|[ое]го|[ое]му|[ую]ю)$")
_NAMED_LIKE_DEEDS = re.compile(
    r"(?:управлени|отделени|учреждени|объединени|организаци|администраци|федераци|ассоциаци|поколени|населени)[еюяий]+$"
)
_DATIVE_HEAD = re.compile(
    r"(?:институт|департамент|министерств|комитет|управлени|отдел|центр|совет|оргкомитет|директор|"
    r"руководител|председател|"
    r"правительств|университет|колледж|отделени|агентств|учреждени|объединени|обществ|движени|союз|фонд|"
    r"профсоюз|начальник|"
    r"заместител|секретар|ректор|проректор|собрани|губернатор|сектор|штаб|орган|координатор|инспектор|"
    r"парламент|техникум|"
    r"музе|лице|дом|педагог|учител|специалист|консультант|методист|логопед|психолог|воспитател|куратор|модератор|"
    r"наставник|советник|библиотекар|эксперт|организатор|тьютор|завуч|тренер|комплекс|консорциум|сообществ|минобрнауки|минпросвещени|рособрнадзор|"
    r"президент|министр)(?:у|ю)$|"
    r"(?:глав|кафедр|палат|дум|служб|школ|групп)е$|"
    r"(?:администраци|организаци|комисси|ассоциаци|академи|коллеги|редакци|прокуратур|гимнази|лаборатори|инспекци|"
    r"федераци|общественност|молодежи?)и$|(?:минобрнауки|минпросвещения|рособрнадзору)$|минобр\w*$"
)
_SHORT_PLURAL_TRAPS = frozenset(("там", "сам", "нам", "вам", "им", "ним", "своим", "одним", "этим", "тем", "таким"))


def words(text: str) -> list[str]:
    """Return the words of the text, hyphenated ones whole."""
    return _LETTERS.findall(text)


def is_infinitive(word: str) -> bool:
    """Whether the word looks like an infinitive: «обеспечить», «провести», «вовлечь», «заниматься»."""
    word = word.lower().replace("ё", "е")
    if len(word) < 4 or "-" in word:
        return False
    if word.endswith(("ться", "тись", "чься")):
        return True
    if word.endswith("ти"):
        return bool(_VERBS_IN_TI.search(word)) and not _NOUNS_IN_VESTI.search(word)
    if word.endswith("чь"):
        return bool(_VERBS_IN_CH.search(word))
    return word.endswith("ть") and not _NOUNS_IN_T.match(word)


def has_infinitive(text: str) -> bool:
    """Whether any word of the text is an infinitive."""
    return any(map(is_infinitive, words(text)))


def is_adverb(word: str) -> bool:
    """Whether the word may stand between an addressee and the verb: «активно», «не», «также»."""
    return word[1:].islower() and bool(_ADVERB.match(word.lower()))


def is_acronym(word: str) -> bool:
    """Whether the word is an abbreviation in capitals: «ГАУ», «СОИРО», «МОУО»."""
    return bool(_ACRONYM.match(word))


def is_dative_head(word: str) -> bool:
    """Whether the word is a noun for a body or a person in the dative singular: «институту», «администрации»."""
    return any(map(_DATIVE_HEAD.match, word.lower().split("-")))


def names_deed(text: str) -> bool:
    """Whether the first noun of the text is a deed or an abstraction: «Повышение квалификации», «развития школ»."""
    noun = head_noun(text)
    return bool(_DEED.match(noun)) and not _NAMED_LIKE_DEEDS.match(noun)


def head_noun(text: str) -> str:
    """Return the first word of a noun group that is no adjective, in small letters; "" when there is none."""
    return next((word for word in map(str.lower, words(text)[:5]) if not _ADJECTIVE.match(word)), "")


def is_plain_dative(word: str) -> bool:
    """Whether the ending alone shows the dative: «школам», «региональному»."""
    word = word.lower()
    return bool(_DATIVE.match(word.split("-")[0])) and word not in _SHORT_PLURAL_TRAPS


def starts_dative(text: str) -> bool:
    """Whether the text begins with a noun group in the dative, as an addressee does."""
    first = words(text)[:5]
    if not first or is_infinitive(first[0]):
        return False
    if is_plain_dative(first[0]) or is_dative_head(first[0]) or is_acronym(first[0]):
        return True
    return bool(_FEMININE.match(first[0].lower())) and any(map(is_dative_head, first[1:]))


def starts_action(text: str) -> bool:
    """Whether the text begins with an infinitive, perhaps after a short opening: «до 1 июня провести»."""
    first = words(text)[:1]
    if first and is_infinitive(first[0]):
        return True
    return bool(first) and is_adverb(first[0]) and has_infinitive(" ".join(words(text)[:4]))
