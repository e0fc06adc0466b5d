"""Acts cited without a head noun: by their letters, «273-ФЗ», «СанПиН …», or by who approved them (contract, 6)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recommendations.documents.act import Act, date_in, name_end, numbers_in
from recommendations.documents.act_grammar import APPROVED, APPROVED_BY, BARE_LAW, RULES, RULES_NUMBER
from recommendations.documents.words import has_infinitive

_NOT_ISSUER = re.compile(r"[.!?]\s+[А-ЯЁ][а-яё]{3,}|(?<!\w)(?:до|к|ко|со?|по|на|во?|позднее|ранее|не)$")
"""A sentence that ends, or a day that is a term: «план, утверждённый министерством, до 1 июня»."""


def _free(acts: Sequence[Act], match: re.Match[str]) -> bool:
    return all(match.end() <= act.start or match.start() >= act.end for act in acts)


def _laws(text: str, acts: Sequence[Act]) -> Iterator[Act]:
    for match in filter(lambda found: _free(acts, found), BARE_LAW.finditer(text)):
        number = re.sub(r"\D", "", match["number"]) + "-ФЗ"
        day, end = date_in(match.group()), name_end(text, match.end())
        yield Act(match.start(), end, "federal_law", number, day, match.start())


def _rules(text: str, acts: Sequence[Act]) -> Iterator[Act]:
    """Yield sanitary rules, standards and methodical recommendations cited by their letters and numbers."""
    for match in filter(lambda found: _free(acts, found), RULES.finditer(text)):
        kind = "methodical" if match["letters"] == "МР" else "sanitary_rules"
        found = list(RULES_NUMBER.finditer(text, *match.span("numbers")))
        day = date_in(match["req"] or "")
        starts = [match.start(), *(number.start() for number in found[1:])]
        for start, number in zip(starts, found, strict=True):
            end = match.end() if number is found[-1] else number.end()
            yield Act(start, name_end(text, end), kind, number.group(), day, start)


def _approved(text: str, acts: Sequence[Act]) -> Iterator[Act]:
    """Yield documents known by the body that approved them and the day: «(утв. Минпросвещения России 05.03.2020)»."""
    for match in filter(lambda found: _free(acts, found), APPROVED_BY.finditer(text)):
        if not has_infinitive(match["issuer"]) and not _NOT_ISSUER.search(match["issuer"]):
            number = next(iter(numbers_in(match["req"])), None)
            yield Act(match.start(), match.end(), "other", number, date_in(match["req"]), match.start())


def _approving(text: str, rules: Act, acts: Sequence[Act]) -> Act | None:
    match = APPROVED.match(text, rules.end)
    return next((act for act in acts if match and match.start() <= act.start <= match.end() + 1), None)


def _as_one(text: str, acts: list[Act]) -> list[Act]:
    """Join rules with the act that approved them: its number and day count, or its day alone (contract, 6.6)."""
    for rules in [act for act in acts if act.kind in ("sanitary_rules", "methodical") and act.day is None]:
        approving = _approving(text, rules, acts)
        if approving:
            day, number = approving.day, approving.number or rules.number
            whole = replace(rules, end=approving.end, number=number, day=day)
            acts = [act for act in acts if act not in (rules, approving)] + [whole]
    return acts


def with_marked(text: str, acts: list[Act]) -> list[Act]:
    """Return the acts found by their head nouns together with those that have none."""
    acts = acts + list(_laws(text, acts))
    acts = acts + list(_rules(text, acts))
    return _as_one(text, acts + list(_approved(text, acts)))
