"""Warnings about a clause: signed away by name, never in the way of issuing (issue of assignments, lint)."""

import pytest
from django.core.exceptions import ValidationError

from organizations.access import Refused
from organizations.models import AuditEvent
from recommendations.models import Recommendation
from recommendations.services.assignments import issue_assignment
from recommendations.services.findings import sign_findings
from tests.factories import World, at, make_assignment, make_recommendation, make_resolution

SOFT = "создать условия для развития воспитания;"


def make_soft_clause(world: World, stage: str = "proposals", **changes: object) -> Recommendation:
    resolution = make_resolution(world.region, stage=stage)
    return make_recommendation(resolution, **{"text": SOFT} | changes)


def codes(clause: Recommendation, world: World) -> set[str]:
    return {found.code for found in clause.unsigned(world["specialist"].today)}


def test_issuing_signs_the_warnings_in_the_issuers_name(world: World) -> None:
    """«No deadline, a past horizon and "not adopted" are warnings, signed away by name.»"""
    clause = make_soft_clause(world)
    assert {"no_deadline", "not_adopted"} <= codes(clause, world)
    issue_assignment(actor=world["specialist"], assignment=make_assignment(world, clause))
    assert codes(clause, world) == set()
    signed = clause.signatures.get(code="not_adopted")
    assert (signed.signed_by, signed.signed_at) == (world["specialist"].user, world["specialist"].now)
    assert "не принята" in signed.message
    assert "not_adopted" in AuditEvent.objects.get(act="issue_assignment").details["signed"]


def test_what_was_signed_ahead_is_not_signed_again(world: World) -> None:
    clause = make_soft_clause(world)
    ahead = sign_findings(actor=world["colleague"], recommendation=clause)
    assert {one.code for one in ahead} >= {"no_deadline", "not_adopted"}
    assert sign_findings(actor=world["colleague"], recommendation=clause) == []
    issue_assignment(actor=world["specialist"], assignment=make_assignment(world, clause))
    assert {one.signed_by for one in clause.signatures.all()} == {world["colleague"].user}
    assert AuditEvent.objects.filter(act="sign_findings").count() == 1


def test_a_signature_holds_for_that_wording_only(world: World) -> None:
    clause = make_soft_clause(world)
    sign_findings(actor=world["specialist"], recommendation=clause)
    clause.text = "создать все условия для развития воспитания и детского творчества;"
    clause.save()
    assert "no_deadline" in codes(clause, world)


@pytest.mark.parametrize("name", ["coordinator", "school", "methodologist", "observer", "administrator"])
def test_only_a_specialist_signs(world: World, name: str) -> None:
    clause = make_soft_clause(world)
    with pytest.raises(Refused, match="специалист департамента"):
        sign_findings(actor=world[name], recommendation=clause)
    assert not clause.signatures.exists()


def test_an_empty_text_blocks(world: World) -> None:
    """«only an empty text or no addressee blocks»"""
    assignment = make_assignment(world, make_soft_clause(world, text="  "))
    with pytest.raises(ValidationError, match="Текст пункта пуст"):
        issue_assignment(actor=world["specialist"], assignment=assignment)
    assignment.refresh_from_db()
    assert (assignment.status, assignment.tasks.count()) == ("draft", 0)


def test_no_addressee_blocks(world: World) -> None:
    """A heading that names nobody is mended by the assignment's own rule; a rule that names nobody blocks."""
    clause = make_soft_clause(world)
    clause.section.groups.clear()
    assert clause.findings(world["specialist"].today)[0].code == "no_addressee"
    nobody = make_assignment(world, clause, addressee_rule={"groups": []})
    with pytest.raises(ValidationError, match="не называет ни одной организации"):
        issue_assignment(actor=world["specialist"], assignment=nobody)
    assert issue_assignment(actor=world["specialist"], assignment=make_assignment(world, clause))


def test_a_clause_that_is_no_longer_in_force_is_not_issued(world: World) -> None:
    clause = make_soft_clause(world)
    assignment = make_assignment(world, clause)
    Recommendation.objects.filter(pk=clause.pk).update(retired_version=2)
    with pytest.raises(ValidationError, match="В действующей редакции резолюции этого пункта нет"):
        issue_assignment(actor=at(world["specialist"], "2026-09-02 10:00"), assignment=assignment)
