"""The addressee phrase: a heading, or the opening of a sentence before its action (contract, 4.5 and 4.6)."""

import re
from dataclasses import dataclass

from recommendations.documents import quotes
from recommendations.documents.addressees import is_known, rule_for
from recommendations.documents.recurrence import find_recurring
from recommendations.documents.sentences import has_end_inside, without_stop
from recommendations.documents.words import (
    has_infinitive,
    head_noun,
    is_acronym,
    is_adverb,
    is_infinitive,
    names_deed,
    starts_action,
    starts_dative,
    words,
)

LONGEST_HEADING = 450

_LEAD = re.compile(
    r"(?:(?:также\s+)?(?:рекомендовать|рекомендуем|рекомендуется|рекомендует|рекомендуют|рекомендовано|"
    r"поручить|поручается|предложить|предлагаем|предлагается|"
    r"предлагает|предлагают|обязать|просить|просим|просит|просят|обратиться(?:\s+с\s+\w+)?\s+(?:к|ко|в)|обращаемся\s+к|"
    r"ходатайствовать\s+перед|призвать|призываем|поддержать\s+ходатайство\s+перед)(?:\s+также|\s+следующее)?)\s+",
    re.IGNORECASE,
)
_ACCUSATIVE = re.compile(r"(?:прос|обяза|обрати|обраща|ходатайств|призв|призыв)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[«»()]|[,:;–—-]")
_ADJUNCT = re.compile(
    r"(?:в\s+(?:первую|последнюю|целях|рамках|соответствии|связи|ходе|срок|течение|период|\d{4}|(?:I|V)+\s+квартал|(?:янв|фев|"
    r"март|апр|мае|июн|июл|авг|сент|окт|нояб|дек)|перво|второ|треть|четв|[а-яё]*(?:дневн|недельн|месячн)|"
    r"текущ|следующ|новом|качестве)|во\s+(?:исполнени|втором|II)|с\s+(?:целью|уч[её]том|\d|(?:янв|фев|март|"
    r"апр|мая|июн|июл|авг|сент|окт|нояб|дек)|просьбой|предложени|нового|следующ|начала|ходатайств)|"
    r"по\s+(?:итогам|результатам|вопрос|поводу)|"
    r"на\s+(?:основе|основании|базе\s|постоянной|регулярной|период|\d{4})|при\s+(?:подготовке|организации|"
    r"планировании|формировании|проведении|разработке|реализации|составлении|необходимости|осуществлении|"
    r"распределении)|"
    r"(?:до|к|не\s+позднее|не\s+реже|не\s+менее|начиная)\s+(?:с\s+)?(?:\d|конца|начала|концу|началу|одного|"
    r"двух|следующ|нов|сентябр|октябр|ноябр|декабр|январ|феврал|март|апрел|ма[яю]|июн|июл|август|(?:I|V)+\s)|"
    r"наряду\s+с|по\s+мере|(?:как\s+)?минимум|хотя\s+бы|с\s+периодичностью|кажд(?:ую|ые)\s|"
    r"каждый\s+(?:понедельник|вторник|четверг)|о\s+(?:выделени|рассмотрени|внесени|"
    r"включени|возможност|необходимост|предоставлени|поддержк|разработк|введени)\w+|об\s+\w+ени)",
    re.IGNORECASE,
)  # fmt: skip
_PETITION = re.compile(r"об?\s+[а-яё]|с\s+(?:инициатив|обращени|вопрос)", re.IGNORECASE)
"""What a request is about: «ходатайствовать перед министерством о строительстве школы»."""
_PARTING = re.compile(r"\s+[–—-]\s+|:\s+")
_PARTICIPLE = re.compile(
    r"(?:[а-яё]+(?:[уюая]щ|[вд]ш|нн)(?:ий|ая|ее|ие|их|им|ими|ую|ей|его|ему|ым|ый|ых|ой|ому)(?:ся)?|котор\w+|явля\w+)$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:[а-яё]+\s+){0,3}котор\w+|где\s|чь[яёейими]+\s|в\s+чь[яёейимх]+\s", re.IGNORECASE)
_INTENDED = re.compile(
    r"(?:планиру\w+|предстоит|предполага\w+|намерен\w*|намечен\w*|должн\w+|необходимо|надлежит|следует|"
    r"удалось|смогли|могут|может|готов\w*|жела\w+|хотят|начали|начнут|собира\w+|реши\w+|"
    r"обязан\w*|вправе)(?:\s+(?:не|также|впервые))?\s*$",
    re.IGNORECASE,
)
"""The finite word before an infinitive of a clause: «школам, которым предстоит пройти аккредитацию»."""
_BODY = re.compile(
    r"(?:министерств|департамент|комитет|управлени|отдел|сектор|служб|администраци|орган|организаци|учреждени|институт|"
    r"центр|совет|объединени|глав|руководител|директор|начальник|заместител|специалист|сотрудник|работник|коллектив)"
)
_TRIM = " \t,:–—-"
_TO_WHOM = re.compile(r"(?:для|ко?|в\s+адрес|со\s+стороны)\s+(?!\d)", re.IGNORECASE)
"""The prepositions of an addressee: «Для родителей:», «К учителям:», «В адрес вузов:»."""
_ABOUT_WHAT = re.compile(r"(?:во?|об?|по|на|со?|от|при|за|из|у|под|над|между|через|без)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """An addressee at `start`..`end` of a text; the recommendation begins at `action`."""

    start: int
    end: int
    action: int


def lead_end(text: str) -> int:
    """Return the offset after «Рекомендовать», «Поручить» and the like; 0 without them."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def is_bare_lead(text: str) -> bool:
    """Whether the text is only such a verb: «Рекомендовать:»."""
    return bool(_LEAD.fullmatch(text.rstrip(" :") + " "))


class _Scan:
    """Walks the words of a sentence, keeping count of quotes, brackets and participle clauses."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = quotes.level(text), start
        self.depth, self.clause, self.comma = 0, False, False
        self.quoted = start
        self.cycles = {found.start for found in find_recurring(text)}
        self.adverbs: int | None = None
        self.petition = start > 0 and bool(_ACCUSATIVE.match(text))

    def _sign(self, sign: str) -> None:
        self.depth = max(0, self.depth + (sign == "(") - (sign == ")"))
        if sign == "," and not self.depth:
            self.clause, self.comma = False, True

    def _is_adjunct(self, position: int) -> bool:
        """Whether a time or an aim begins here; inside a clause only before an action that no comma parts from it."""
        adjunct = _ADJUNCT.match(self.text, position) or (self.petition and _PETITION.match(self.text, position))
        if position <= self.start or not (adjunct or position in self.cycles):
            return False
        return not self.clause or self._leads_to_action(position)

    def _leads_to_action(self, position: int) -> bool:
        found = (m.start() for m in _TOKEN.finditer(self.text, position) if is_infinitive(m.group()))
        action = next(found, None)
        return action is not None and "," not in self.text[position:action]

    def _word(self, match: re.Match[str]) -> bool:
        """Whether the addressee ends before this word."""
        if self.comma and (_PARTICIPLE.match(match.group()) or _RELATIVE.match(self.text, match.start())):
            self.clause = True
        self.comma = False
        if is_infinitive(match.group()):
            return not (self.clause and _INTENDED.search(self.text, self.start, match.start()))
        if self._is_adjunct(match.start()):
            return True
        if not is_adverb(match.group()):
            self.adverbs = None
        elif self.adverbs is None:
            self.adverbs = match.start()
        return False

    def boundary(self) -> tuple[int, bool] | None:
        """Return where the addressee ends, and whether at a verb rather than at a time or an aim."""
        for match in _TOKEN.finditer(self.text, self.start):
            if match.start() < self.quoted:
                continue
            if match.group() == "«":
                self.quoted = quotes.quoted_end(self.text, match.start())
            elif not match.group()[0].isalnum():
                self._sign(match.group())
            elif not self.depth and self._word(match):
                verb = is_infinitive(match.group())
                return (self.adverbs if verb and self.adverbs else match.start()), verb
        return None


def _opens_addressee(text: str, start: int) -> bool:
    lead, rest = text[:start], text[start:]
    if starts_dative(rest.lower() if _is_capitals(rest) else rest):
        return True
    return bool(_ACCUSATIVE.match(lead)) and (is_known(rest[:120]) or rest[:1].isupper())


def _is_capitals(text: str) -> bool:
    """Whether a line in capitals is no row of abbreviations: «КАДРЫ», «ОРГАНИЗАЦИОННЫЕ МЕРЫ», not «ГАУ ДПО СОИРО»."""
    return text.isupper() and not rule_for(text)


def _names_addressee(phrase: str) -> bool:
    """Whether a line that the document sets off names an addressee in any case."""
    if opening := _TO_WHOM.match(phrase):
        return not names_deed(phrase[opening.end() :])
    return is_known(phrase) and not is_about(phrase) and _is_headed(phrase)


def _is_headed(phrase: str) -> bool:
    """Whether the noun that the phrase hangs on names a body or people: «Школы области», not «Работа школ»."""
    noun = head_noun(phrase)
    opening = phrase[: phrase.lower().find(noun) + len(noun)]
    return any(map(is_acronym, words(phrase)[:1])) or bool(rule_for(opening)) or bool(_BODY.match(noun))


def is_to_whom(text: str) -> bool:
    """Whether the line begins with the preposition of an addressee: «Для родителей», «К учителям»."""
    return bool(_TO_WHOM.match(text)) and text[:1].isupper()


def is_about(text: str) -> bool:
    """Whether the line says what the points below are about: «На уровне школы», «В сфере воспитания», «О кадрах»."""
    return bool(_ABOUT_WHAT.match(text)) and text[:1].isupper()


def inline(text: str) -> Phrase | None:
    """Return the addressee inside the sentence «Институту … организовать …»; None when there is none."""
    start = lead_end(text)
    if not _opens_addressee(text, start):
        return _before_dash(text, start)
    found = _Scan(text, start).boundary()
    if found is None:
        return None
    cut, verb = found
    if not start and not verb and not has_infinitive(text[cut:]):
        return None
    end = start + len(without_stop(text[start:cut].rstrip(_TRIM)))
    return Phrase(start, end, cut) if end > start else None


def _before_dash(text: str, start: int) -> Phrase | None:
    """Return the addressee in any case that a dash or a colon parts from its action: «Школы – вести учёт»."""
    sign = _PARTING.search(text, start)
    if sign is None or not starts_action(text[sign.end() :]):
        return None
    named = text[start : sign.start()]
    return Phrase(start, sign.start(), sign.end()) if _is_phrase(named) and _names_addressee(named) else None


def _is_phrase(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEADING and _Scan(text, 0).boundary() is None and not has_end_inside(text)


def heading(text: str, named_only: bool = False) -> Phrase | None:
    """Return the addressee of a heading line, with or without its colon and verb; None for another line.

    `named_only` asks for a named addressee in any case, as only a line that is set off may have it: «Департамент …:»,
    «Для школ:».
    """
    start = lead_end(text)
    end = len(text.rstrip(" :.,–—-"))
    phrase = text[start:end]
    if not _is_phrase(phrase):
        return None
    fits = _names_addressee(phrase) if named_only else _opens_addressee(text[:end], start)
    return Phrase(start, end, len(text)) if fits else None
