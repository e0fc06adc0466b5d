"""Times that say nothing of when a recommendation is to be carried out (contract, 5.9)."""

import re

from recommendations.documents.moment import Moment
from recommendations.documents.words import has_infinitive, is_infinitive

CLAUSE = 240
"""So many characters before a piece of time are looked at for the words it belongs to."""

_ENDING = r"(?:ый|ий|ая|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|юю|ой|ей|ыми|ими|ом|ем)(?:ся)?"
_NOT_PARTICIPLES = (
    r"(?!(?:старш|младш|высш|лучш|худш|больш|меньш|обучающ|учащ|служащ|трудящ|управляющ|следующ|данн|текущ|"
    r"предстоящ|будущ|общ|настоящ))"
)
_PARTICIPLE = re.compile(
    rf"(?<!\w){_NOT_PARTICIPLES}[а-яё]{{2,}}(?:(?:нн|[бвгдкпрст]ш|[уюая]щ|ем|им){_ENDING}|[нтя]т(?:ых|ый|ым|ой|ыми))\s+$",
    re.IGNORECASE,
)
_NEARBY = r"[^,;:()]*$"
_AIM = r"(?!(?:направленн|связанн|предусмотренн|ориентированн|посвящ[её]нн|основанн|установленн|намеченн))"
_OF_THE_PAST = rf"{_NOT_PARTICIPLES}[а-яё]{{2,}}(?:[бвгдкпрст]ш|нн){_ENDING}"
_OF_THE_PRESENT = rf"{_NOT_PARTICIPLES}[а-яё]{{2,}}[уюая]щ{_ENDING}"
_OPENS = r",\s*(?:(?:не|также|впервые|ранее|уже|вновь)\s+)*"
_PAST_CLAUSE = re.compile(rf"{_OPENS}{_AIM}(?:{_OF_THE_PAST}|[а-яё]+[аяеиы]т(?:ых|ые|ым|ыми|ого|ой)){_NEARBY}", re.I)
_ANY_CLAUSE = re.compile(rf"{_OPENS}{_OF_THE_PRESENT}{_NEARBY}", re.I)
_RELATIVE_CLAUSE = re.compile(rf",\s*(?:(?:в|на|с|из|для|по|к|о|у)\s+)?котор\w+{_NEARBY}", re.I)
_COMPARED = re.compile(r"\b(?:годом|годами|кварталом|полугодием|месяцем|периодом)\b", re.I)
_JUDGED = re.compile(
    r"(?:признать|считать|отметить|одобрить|поблагодарить|констатировать|принять\s+к\s+сведению|"
    r"(?:выразить|объявить)\s+(?:благодарность|признательность))(?!\w)",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"(?<!\w)(?:подготовк|готовност|переход)[а-яё]{1,2}\s+(?:[а-яё-]+\s+){0,4}(?:к\s+)?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def _clause_owns(before: str, kind: str) -> bool:
    """Whether a participle clause or «которые …» that no comma has closed holds the time."""
    patterns = (_RELATIVE_CLAUSE, _PAST_CLAUSE) if kind == "by" else (_RELATIVE_CLAUSE, _PAST_CLAUSE, _ANY_CLAUSE)
    found = [pattern.search(before) for pattern in patterns]
    return any(not has_infinitive(clause.group()) for clause in found if clause)


def _judged(before: str) -> bool:
    """Whether the last verb only gives an opinion of what has been: «признать работу … удовлетворительной»."""
    verbs = [match.start() for match in _WORD.finditer(before) if is_infinitive(match.group())]
    return bool(verbs) and bool(_JUDGED.match(before, verbs[-1]))


def is_prepared_for(text: str, start: int) -> bool:
    """Whether the time is what something is prepared for: «подготовку к новому учебному году»."""
    return bool(_PREPARED.search(text[max(0, start - CLAUSE) : start]))


def belongs_elsewhere(text: str, start: int, moment: Moment, kind: str) -> bool:
    """Whether the piece of time from `start` on tells of something other than the action.

    «построенных в 2015–2018 годах», «не приступивших к занятиям 1 сентября», «в сравнении с 2022 годом».
    """
    before = text[max(0, start - CLAUSE) : start]
    if _PARTICIPLE.search(before) or _clause_owns(before, kind):
        return True
    if moment.shape == "school" and is_prepared_for(text, start):
        return True
    if kind == "from" and _COMPARED.search(text[moment.start : moment.end]):
        return True
    return kind == "within" and _judged(before)
