"""What keeps a recommendation from being executed and checked, each with a suggested mend (reference: clause lint)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recommendations.documents.parse import SURE
from recommendations.documents.parsed import ParsedAct, ParsedDeadline, ParsedDocument
from recommendations.documents.words import is_infinitive, words


class Severity(StrEnum):
    """A warning is signed away by name, an error blocks the issue of an assignment."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One remark: what is wrong and what to do about it."""

    code: str
    message: str
    mend: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True)
class Clause:
    """What the lint looks at: the text, who is named and how surely, what was found in it, and the day of the look."""

    text: str
    has_addressee: bool
    deadlines: tuple[ParsedDeadline, ...]
    legal_acts: tuple[ParsedAct, ...]
    on: date
    addressee_confidence: float = 1.0
    adopted: bool = True


# Kinds of deadlines by which the end of the work can be checked; a beginning or a programme's span is not one.
_CHECKABLE = frozenset({"by", "within", "recurring"})
_CONTINUING = re.compile(
    r"\b(?:обеспечи|содейств|развива|осуществля|способств|поддержива|совершенств|усили|продолж)", re.I
)
_RESULT = re.compile(
    r"\d+\s*(?:%|процент|школ|организац|человек|педагог|мероприят)|не менее|не реже|доля|охват|"
    r"\b(?:план|приказ|положени|программ|отчет|отчёт|доклад|перечень|график|договор|соглашени|реестр|методик|"
    r"рекомендаци|сборник|семинар|курс|совещани|конкурс|портал|сайт)\w*",
    re.I,
)
_RESULT_VERBS = re.compile(
    r"\b(?:утверди|разработа|представи|провести|провед|созда(?:ть|йте)\s+(?!услови)|издать|направить|заключить|"
    r"назначить|разместить|внести|опубликова|включить|подготовить|обучить)",
    re.I,
)
_NAMED_ONLY = frozenset({"federal_law", "regional_law", "decree", "resolution", "directive", "order", "letter"})


def lint(clause: Clause) -> tuple[Finding, ...]:
    """Findings of a recommendation, errors first."""
    found = [finding for rule in _RULES for finding in rule(clause)]
    return tuple(sorted(found, key=lambda finding: finding.severity != Severity.ERROR))


def findings_of(document: ParsedDocument, on: date) -> dict[int, tuple[Finding, ...]]:
    """Findings of each recommendation of an understood document, by the start of its span, looked at on that day."""
    adopted = document.stage == "adopted"
    return {
        item.span[0]: lint(
            Clause(
                item.text,
                bool(group.addressee_groups),
                item.deadlines,
                item.legal_acts,
                on,
                addressee_confidence=group.confidence,
                adopted=adopted,
            )
        )
        for group in document.groups
        for item in group.recommendations
    }


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether an assignment may not be issued: only an empty text or no addressee block."""
    return any(finding.severity == Severity.ERROR for finding in findings)


def _empty(clause: Clause) -> Iterator[Finding]:
    if not clause.text.strip():
        yield Finding("empty", "Текст пункта пуст.", "Впишите, что нужно сделать.", Severity.ERROR)


def _no_addressee(clause: Clause) -> Iterator[Finding]:
    if not clause.has_addressee:
        yield Finding(
            "no_addressee",
            "Не указано, кому адресован пункт.",
            "Назовите одну или несколько групп адресатов.",
            Severity.ERROR,
        )


def _addressee_unclear(clause: Clause) -> Iterator[Finding]:
    if clause.addressee_confidence < SURE:
        yield Finding(
            "addressee_unclear",
            "Группа адресатов по заголовку не определена.",
            "Проверьте заголовок и отметьте группы, которым адресован пункт.",
        )


def _not_adopted(clause: Clause) -> Iterator[Finding]:
    if not clause.adopted:
        yield Finding(
            "not_adopted",
            "Резолюция ещё не принята.",
            "Поручение можно дать на основании приказа или письма: укажите его как основание.",
        )


def _no_deadline(clause: Clause) -> Iterator[Finding]:
    if clause.text.strip() and not any(found.kind in _CHECKABLE for found in clause.deadlines):
        continuing = bool(_CONTINUING.search(clause.text))
        mend = (
            "Действие длящееся: сделайте поручение периодическим или постоянным."
            if continuing
            else "Назначьте срок в поручении; без даты действует один месяц от основания."
        )
        yield Finding("no_deadline", "В пункте нет срока исполнения.", mend)


def _past_horizon(clause: Clause) -> Iterator[Finding]:
    for found in clause.deadlines:
        if found.kind == "horizon" and found.date and found.date < clause.on:
            yield Finding(
                "past_horizon",
                f"Период, названный в тексте, закончился {found.date:%d.%m.%Y}: «{found.text}».",
                "Проверьте, какой документ действует сейчас, и укажите его в поручении.",
            )


def _past_deadline(clause: Clause) -> Iterator[Finding]:
    for found in clause.deadlines:
        if found.kind in {"by", "within"} and found.date and found.date < clause.on:
            yield Finding(
                "past_deadline",
                f"Срок из текста прошёл: «{found.text}».",
                "Назначьте в поручении новый срок, дату из текста оставьте как есть.",
            )


def _no_result(clause: Clause) -> Iterator[Finding]:
    text = clause.text
    if text.strip() and not _RESULT_VERBS.search(text) and not _RESULT.search(_without_acts(clause)):
        yield Finding(
            "no_result",
            "Не назван проверяемый результат.",
            "Укажите в поручении документ, мероприятие или число, по которым видно исполнение.",
        )


def _without_acts(clause: Clause) -> str:
    text = clause.text
    for act in clause.legal_acts:
        text = text.replace(act.text, " ")
    return text


def _several_duties(clause: Clause) -> Iterator[Finding]:
    duties = [word for word in words(_without_acts(clause)) if is_infinitive(word)]
    if len(duties) > 1:
        yield Finding(
            "several_duties",
            f"В одном пункте несколько действий: {', '.join(duties[:4])}.",
            "Оформите отдельное поручение на каждую часть пункта.",
        )


def _act_without_number(clause: Clause) -> Iterator[Finding]:
    for act in clause.legal_acts:
        if act.kind in _NAMED_ONLY and not act.number:
            yield Finding(
                "act_without_number",
                f"У правового акта нет номера: {act.text}.",
                "Уточните дату и номер акта.",
            )


_RULES: tuple[Callable[[Clause], Iterator[Finding]], ...] = (
    _empty,
    _no_addressee,
    _addressee_unclear,
    _not_adopted,
    _no_deadline,
    _past_deadline,
    _past_horizon,
    _no_result,
    _several_duties,
    _act_without_number,
)
