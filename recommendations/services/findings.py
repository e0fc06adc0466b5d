"""Warnings about a clause are signed away by name: with the issue of an assignment, or ahead of it."""

from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.models import FindingSignature, Recommendation
from recommendations.policies import may_sign_findings


@transaction.atomic
def sign_findings(*, actor: Actor, recommendation: Recommendation) -> list[FindingSignature]:
    """Take upon oneself every warning about the clause that nobody has signed for this wording yet."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    require(may_sign_findings(actor))
    signed = add_signatures(actor, recommendation)
    if signed:
        record(actor=actor, act="sign_findings", about=recommendation, codes=[one.code for one in signed])
    return signed


def add_signatures(actor: Actor, recommendation: Recommendation) -> list[FindingSignature]:
    """The rows of an act that signs; the act itself asks the policy and writes the journal."""
    unsigned: dict[str, list[str]] = {}
    for found in recommendation.unsigned(actor.today):
        unsigned.setdefault(found.code, []).append(found.message)
    return FindingSignature.objects.bulk_create(
        FindingSignature(
            region=recommendation.region,
            recommendation=recommendation,
            wording=recommendation.wording,
            code=code,
            message=" ".join(messages),
            signed_by=actor.user,
            signed_at=actor.now,
        )
        for code, messages in unsigned.items()
    )
