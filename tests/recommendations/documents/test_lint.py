"""The lint of a recommendation: each remark with its mend; only an empty text or no addressee blocks."""

from datetime import date
from pathlib import Path

import pytest

from recommendations.documents import ParsedAct, ParsedDeadline, parse_document
from recommendations.documents.lint import Clause, Severity, blocks, findings_of, lint

ON = date(2026, 11, 23)
FORUM = Path(__file__).resolve().parents[3] / "recommendations" / "data" / "forum-2021.md"


def clause(text: str, **changes: object) -> Clause:
    defaults: dict = {"has_addressee": True, "deadlines": (), "legal_acts": (), "on": ON}
    return Clause(text=text, **(defaults | changes))


def codes(looked_at: Clause) -> set[str]:
    return {finding.code for finding in lint(looked_at)}


def deadline(kind: str, day: date | None) -> ParsedDeadline:
    return ParsedDeadline(text="до 1 декабря", kind=kind, date=day)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("утвердить план работы", None, True),
        ("утвердить план работы", "by", False),
        ("ежегодно проводить семинар", "recurring", False),
        ("с 1 сентября приступить к реализации программ", "from", True),
        ("поддерживать проекты стратегии", "horizon", True),
    ],
)
def test_a_beginning_or_a_programmes_span_is_no_deadline(text: str, kind: str | None, expected: bool) -> None:
    """No deadline is a warning; «с …» and «на период до …» do not say when the work is to be done."""
    found = () if kind is None else (deadline(kind, date(2027, 1, 1)),)
    assert ("no_deadline" in codes(clause(text, deadlines=found))) is expected


def test_a_continuing_duty_is_mended_by_periods() -> None:
    """Continuing verbs are proposed as periodic or permanent (domain rules, deadlines 2)."""
    continuing = next(one for one in lint(clause("содействовать развитию")) if one.code == "no_deadline")
    once = next(one for one in lint(clause("утвердить план")) if one.code == "no_deadline")
    assert "периодическим" in continuing.mend
    assert "один месяц" in once.mend


@pytest.mark.parametrize(("day", "expected"), [(date(2025, 12, 31), True), (date(2026, 11, 23), False)])
def test_a_horizon_is_past_after_its_last_day(day: date, expected: bool) -> None:
    looked_at = clause("поддержать проекты стратегии", deadlines=(deadline("horizon", day),))
    assert ("past_horizon" in codes(looked_at)) is expected


def test_a_date_of_the_text_that_has_gone_by_is_named() -> None:
    assert "past_deadline" in codes(clause("утвердить план", deadlines=(deadline("by", date(2021, 9, 1)),)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("создать условия для развития личности", True),
        ("способствовать консолидации усилий", True),
        ("утвердить положение о наставничестве", False),
        ("обучить не менее 150 педагогов", False),
        ("провести семинар для классных руководителей", False),
    ],
)
def test_a_result_is_something_that_can_be_shown(text: str, expected: bool) -> None:
    assert ("no_result" in codes(clause(text))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("разработать план и утвердить его приказом", True),
        ("утвердить план", False),
        ("обеспечить обновление методик, содержания и технологий", False),
    ],
)
def test_several_duties_in_one_sentence_are_counted_by_their_verbs(text: str, expected: bool) -> None:
    assert ("several_duties" in codes(clause(text))) is expected


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [(None, "federal_law", True), ("273-ФЗ", "federal_law", False), (None, "strategy", False)],
)
def test_an_act_of_a_numbered_kind_needs_its_number(number: str | None, kind: str, expected: bool) -> None:
    act = ParsedAct(text="Федеральный закон «Об образовании»", kind=kind, number=number, date=None)
    assert ("act_without_number" in codes(clause("утвердить план", legal_acts=(act,)))) is expected


@pytest.mark.parametrize(
    ("looked_at", "blocked"),
    [
        (clause("   "), True),
        (clause("утвердить план", has_addressee=False), True),
        (clause("способствовать развитию"), False),
    ],
)
def test_only_an_empty_text_or_no_addressee_blocks(looked_at: Clause, blocked: bool) -> None:
    """Everything else is a warning that is signed away by name."""
    assert blocks(lint(looked_at)) is blocked


def test_errors_stand_first_and_every_remark_says_what_to_do() -> None:
    found = lint(clause("способствовать развитию", has_addressee=False))
    assert found[0].severity == Severity.ERROR
    assert all(one.message.endswith((".", "»).")) and one.mend.endswith(".") for one in found)


@pytest.mark.parametrize(("confidence", "expected"), [(0.3, True), (0.5, False), (1.0, False)])
def test_an_addressee_that_is_not_recognised_is_unclear(confidence: float, expected: bool) -> None:
    assert ("addressee_unclear" in codes(clause("утвердить план", addressee_confidence=confidence))) is expected


def test_what_is_not_adopted_may_still_be_issued() -> None:
    """«Not adopted» is a warning, signed away by name; an order or a letter is the basis then."""
    found = lint(clause("утвердить план", adopted=False))
    not_adopted = next(one for one in found if one.code == "not_adopted")
    assert not_adopted.message == "Резолюция ещё не принята."
    assert "приказа или письма" in not_adopted.mend
    assert not blocks(found)
    assert "not_adopted" not in codes(clause("утвердить план"))


def test_the_forum_resolution_can_be_issued_with_warnings() -> None:
    """The forum resolution must be issuable: its findings are warnings, two of them a horizon that has passed."""
    parsed = parse_document(FORUM.read_bytes(), FORUM.name)
    found = list(findings_of(parsed, ON).values())
    assert not any(map(blocks, found))
    assert sum(finding.code == "past_horizon" for findings in found for finding in findings) == 2
    assert sum(finding.code == "no_deadline" for findings in found for finding in findings) == 17
    assert sum(finding.code == "not_adopted" for findings in found for finding in findings) == 17
