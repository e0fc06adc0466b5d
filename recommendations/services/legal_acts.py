"""Keeping the register of legal acts: acts found in clauses come in once, a person mends the card."""

from collections.abc import Iterable

from organizations.access import Actor
from recommendations.models import Citation, LegalAct, Recommendation


def register_acts(*, actor: Actor, clauses: Iterable[Recommendation]) -> None:
    """Link each clause with the acts that its text names; those not known yet come into the register."""
    rows = list(clauses)
    Citation.objects.filter(recommendation__in=rows).delete()
    for clause in rows:
        for found in clause.legal_acts:
            act = _known(actor, found) or _new(actor, found)
            Citation.objects.get_or_create(
                region=actor.region, recommendation=clause, act=act, defaults={"text": found["text"]}
            )


def _known(actor: Actor, found: dict[str, str | None]) -> LegalAct | None:
    same = LegalAct.objects.filter(region=actor.region, kind=found["kind"])
    if found["number"]:
        return same.filter(number=found["number"], adopted_on=found["date"]).first()
    return same.filter(name=found["text"]).first()


def _new(actor: Actor, found: dict[str, str | None]) -> LegalAct:
    return LegalAct.objects.create(
        region=actor.region,
        kind=found["kind"],
        number=found["number"] or "",
        adopted_on=found["date"],
        name=(found["text"] or "")[:1000],
        created_at=actor.now,
    )
