"""Where the operative part begins and ends: «рекомендуют», «решила»; signatures, prose, appendices (contract, 4)."""

import re

from recommendations.documents.phrases import heading
from recommendations.documents.words import starts_action

_VERB = (
    r"(?:рекоменду(?:ет|ют|ем)(?:ся)?|рекомендовано|рекомендовал[аи]?|рекомендовать|предлага(?:ет|ют|ем)(?:ся)?|"
    r"предложил[аи]?|предложено|решил[аио]?|решено|"
    r"постановил[аи]?|постановляет|постановляют|(?:счита(?:ет|ют|ем)|сочл[аио]|сч[её]л|полага(?:ет|ют|ем)|"
    r"призна(?:[её]т|ют|[её]м|л[аио]?)|признано|вид[ия]т|находит|находят)\s+(?:[\w-]+\s+)?(?:необходимым|"
    r"целесообразным|важным|нужным)|поручил[аи]?|поручить|поруча(?:ет|ют|ем)(?:ся)?|"
    r"(?:приня(?:л|ли|ла|ло|то|ты)|выработа(?:л|ли|ла|ны)|сформулирова(?:л|ли|ла|ны)|одобри(?:л|ли|ла)|"
    r"подготови(?:л|ли|ла)|высказа(?:л|ли|ла)|разработа(?:л|ли|ла|ны)|утверди(?:л|ли|ла)|направля(?:ет|ют)|"
    r"выступ(?:ает|ают|ил|или|ила)|приш(?:[её]л|ли|ла|ло)|выдвину(?:л|ли|ла)|внося?т|внесл[аи]|вынос[ия]т|поддержал[аи]?)\s+(?:[\w-]+\s+){0,4}?(?:решени|"
    r"рекомендаци|предложени)\w*|"
    r"договорились|призыва(?:ет|ют|ем)|прос[ия]т|обраща(?:ется|ются|емся)|определил[аи]?)"
)
_AT_END = re.compile(rf"(?<![\w-]){_VERB}(?P<tail>(?:\s+следующ\w+(?:\s+\w+){{0,3}})?)\s*[:–—-]?\s*$", re.IGNORECASE)
_SAID_OF_OTHERS = re.compile(r",\s+(?:что|как|котор\w+)\s[^.;,]*$", re.IGNORECASE)
"""«Участники отметили, что министерство рекомендует» tells of somebody else's words."""
_WITH_TAIL = re.compile(rf"(?<![\w-]){_VERB}(?P<tail>\s+[^:]*):\s*$", re.IGNORECASE)
_STOPPED = re.compile(
    rf"(?<![\w-]){_VERB}(?P<tail>(?:[^.:;!?]*?\s(?:(?:ниже)?следующ|таки[ех])\w*(?:\s+[\w-]+){{0,4}}|\s+в\s+(?:[\w-]+\s+)?"
    rf"(?:резолюци|решени|документ|протокол)[\w-]*(?:\s+[\w-]+){{0,3}})?)\s*[.;]\s*$",
    re.IGNORECASE,
)
"""The operative sentence with a full stop for the colon: «предлагают включить в резолюцию следующее.»."""
_PASSIVE = re.compile(r"\bбыл[аои]?\s+$", re.IGNORECASE)
"""«Были приняты рекомендации.» tells of another time."""
_INLINE = re.compile(rf"(?<![\w-]){_VERB}\s*(?:(?:ниже)?следующее\s*)?(?::|\.(?=\s*\d+[.)]\s))\s*(?=\S)", re.IGNORECASE)
_NOMINAL = re.compile(
    r"(?:проект\s+|[а-яё]+(?:ые|ие)\s+)?(?:решени[ея]|рекомендации|предложения|резолюция|поручения|"
    r"постановление)(?:\s+(?:конференции|форума|совещания|коллегии|участников|совета|съезда|семинара|"
    r"круглого\s+стола|заседания))*\s*:?$",
    re.IGNORECASE,
)
_TOPICS = re.compile(r"(?:вопрос|тем[ыау]?\b|обсудить|рассмотреть вопрос|проблем|недостат|участи)", re.IGNORECASE)
_APPENDIX = re.compile(r"приложени[ея](?:\s*(?:№|N)?\s*\d+)?(?:\s|$|:)", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:_{3,}|/\s*[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+\s*$|(?:председатель|председательствующий|"
    r"секретарь|модератор|ведущий|сопредседател|"
    r"организационный комитет|оргкомитет|ответственный секретарь|протокол вел|министр|директор|ректор|"
    r"начальник|заместитель|руководитель|глава|исполнитель|исп\.|тел\.|подпис|м\.\s?п\.)(?!\w))",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"(?:(?:настоящ|данн)\w+\s+|итогов\w+\s+|проект\s+)?(?:резолюци|рекомендаци|решени|протокол|итоговый "
    r"документ|документ|предложени|постановлени)\w*\s+(?:\S+\s+){0,6}?(?:принят|одобрен|утвержд|рассмотрен|"
    r"направ|размещ|подлеж|доводи|вступа|опубликов|переда|разосла|представ|обсужд|будет|будут)|"
    r"принят[аоы]?\s|контроль\s+(?:за|исполнения|над)|замечания|предложения\s+и\s+замечания|голосовали|"
    r"за\s*[-–—:]|единогласно|"
    r"участники\s+(?:\S+\s+){0,6}?(?:выража|благодар|одобр|отмеча|увере|подч[её]рк|наде|поддерж|приня|направ|"
    r"поруча)|выража\w+|организатор\w*|оргкомитет|настоящ\w+",
    re.IGNORECASE,
)
_PAUSE = re.compile(
    r"(?:по\s+\w+\s+вопросу|(?:\d+\.\s*)?(?:слушали|выступил[аи]?|заслушали|отметили|отмечено|обсудили|"
    r"докладчик\w*|содокладчик\w*|повестка|в\s+обсуждении)(?!\w))",
    re.IGNORECASE,
)
_TERM_LINE = re.compile(
    r"\(?(?:срок|сроки|ответственн|исполнител|соисполнител|отв\.|примечани|ожидаемый результат|форма отч[её]т)",
    re.IGNORECASE,
)


def opening(text: str) -> int | None:
    """Return the offset of what follows the operative word: its addressee or the end; None for another paragraph."""
    if _NOMINAL.fullmatch(text.strip()):
        return len(text)
    if match := _AT_END.search(text):
        return None if _is_told(text, match) else len(text)
    return _with_tail(text)


def is_stopped(text: str) -> bool:
    """Whether the paragraph ends with an operative sentence that has a full stop: only a list below makes it one."""
    match = _STOPPED.search(text)
    return match is not None and not _is_told(text, match) and not _PASSIVE.search(text[: match.start()])


def _is_told(text: str, verb: re.Match[str]) -> bool:
    return bool(_TOPICS.search(verb["tail"]) or _SAID_OF_OTHERS.search(text[: verb.start()]))


def _with_tail(text: str) -> int | None:
    match = _WITH_TAIL.search(text)
    if match is None or _is_told(text, match):
        return None
    tail = match["tail"].strip()
    return len(text) - len(text[match.start("tail") :].lstrip()) if heading(tail) else len(text)


def splits(text: str) -> int | None:
    """Return where the first point begins when it stands in the paragraph of the operative word: «Решили: 1. …»."""
    match = _INLINE.search(text)
    if match is None or not text[match.end() :].strip() or match.start() > 300:
        return None
    rest = text[match.end() :]
    return match.end() if re.match(r"\d+[.)]|[-–—•]", rest) or rest[:1].isupper() or starts_action(rest) else None


def is_appendix(text: str) -> bool:
    """Whether an appendix begins here."""
    return bool(_APPENDIX.match(text)) and len(text) < 120


def is_pause(text: str) -> bool:
    """Whether a protocol passes on to a hearing: «СЛУШАЛИ:», «По второму вопросу …»."""
    return bool(_PAUSE.match(text))


def is_closing(text: str) -> bool:
    """Whether an unmarked paragraph is prose after the list or a signature (contract, 4.3)."""
    return bool(_PROSE.match(text)) or is_signature(text)


def is_signature(text: str) -> bool:
    """Whether the line is that of a person who signs: «Председатель ______ И. И. Иванов»."""
    return len(text) < 200 and bool(_SIGNATURE.match(text) or re.search(r"_{3,}", text))


def is_term_line(text: str) -> bool:
    """Whether the line gives the term or the responsible persons of the item above (contract, 4.8)."""
    return bool(_TERM_LINE.match(text))
