"""A person keeps the register of legal acts: cards are made, changed and merged, clauses linked by hand."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.access import Actor, require
from organizations.services.audit import record
from recommendations.models import Citation, LegalAct, Recommendation
from recommendations.policies import may_change_act
from recommendations.services.legal_acts import facts_of, lock_register

COLUMNS = ("kind", "number", "adopted_on", "title", "url", "in_force_until")


class KnownAct(ValidationError):
    """The register has this act already; `act` is its card."""

    def __init__(self, act: LegalAct) -> None:
        self.act = act
        known_by = "number" if act.number else "title"
        super().__init__({known_by: f"Такой акт в реестре уже есть: {act.full_name}."})


@transaction.atomic
def create_act(*, actor: Actor, **fields: Any) -> LegalAct:
    """Add a card that no text has brought; `fields` are of COLUMNS.

    Raises KnownAct, and ValidationError with sentences at the fields.
    """
    require(may_change_act(actor))
    lock_register(actor.region)
    act = LegalAct(region=actor.region, created_at=actor.now)
    _fill(act, fields)
    if not act.number and not act.title:
        raise ValidationError({"title": "Укажите название или номер: без них акт не узнать."})
    act.name = act.full_name[:1000]
    _check(act, actor.today)
    act.save()
    record(actor=actor, act="create_act", about=act, after=_facts(act))
    return act


@transaction.atomic
def change_act(*, actor: Actor, act: LegalAct, **fields: Any) -> LegalAct:
    """Change columns of a card; nothing is written when nothing changes. Raises as create_act does."""
    require(may_change_act(actor))
    lock_register(actor.region)
    act = LegalAct.objects.get(pk=act.pk)
    before = _facts(act)
    _fill(act, fields)
    _check(act, actor.today)
    return _saved(actor, act, "change_act", before)


@transaction.atomic
def merge_acts(*, actor: Actor, act: LegalAct, into: LegalAct) -> LegalAct:
    """Two cards turn out to be one act: the clauses of `act` pass to `into`, and `act` goes.

    What the card that stays does not know it takes from the other one; the journal keeps both.
    """
    require(may_change_act(actor))
    lock_register(actor.region)
    if act.pk == into.pk:
        raise ValidationError({"into": "Выберите другую карточку: эта объединяется с ней."})
    act, into = (LegalAct.objects.filter(region=actor.region).get(pk=one.pk) for one in (act, into))
    before, gone = _facts(into), _facts(act) | {"name": act.name}
    moved = _move_citations(act, into)
    record(actor=actor, act="merge_acts", about=act, facts=gone, into=into.pk)
    label, _ = str(act), act.delete()
    for column in COLUMNS:
        setattr(into, column, getattr(into, column) or getattr(act, column))
    _check(into, actor.today)
    return _saved(actor, into, "merge_acts", before, merged=gone, label=label, clauses=moved)


def _move_citations(act: LegalAct, into: LegalAct) -> int:
    """A clause that names both keeps one link; gives how many clauses pass over."""
    act.citations.filter(recommendation__in=into.citations.values("recommendation")).delete()
    return act.citations.update(act=into)


@transaction.atomic
def link_act(*, actor: Actor, act: LegalAct, clause: Recommendation) -> Citation:
    """A clause rests on the act though its text does not name it; the link has no words."""
    require(may_change_act(actor))
    lock_register(actor.region)
    if Citation.objects.filter(recommendation=clause, act=act).exists():
        raise ValidationError({"number": "Этот пункт уже опирается на акт."})
    citation = Citation.objects.create(region=actor.region, recommendation=clause, act=act)
    record(actor=actor, act="link_act", about=act, **_clause(clause))
    return citation


@transaction.atomic
def unlink_act(*, actor: Actor, citation: Citation) -> None:
    """The clause does not rest on the act. A new version of the text whose clause names it links it again."""
    require(may_change_act(actor))
    record(actor=actor, act="unlink_act", about=citation.act, **_clause(citation.recommendation))
    citation.delete()


def _clause(clause: Recommendation) -> dict[str, Any]:
    return {"clause": clause.pk, "number": clause.label, "resolution": clause.resolution.title}


def _fill(act: LegalAct, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(act, name, value)
    act.number = act.number.replace("№", "").strip()


def _check(act: LegalAct, today: date) -> None:
    """Raise what is wrong with the card; the act itself may not be in the register under another number."""
    if act.adopted_on and act.adopted_on > today:
        raise ValidationError({"adopted_on": "Дата акта ещё не наступила. Проверьте год."})
    if act.adopted_on and act.in_force_until and act.in_force_until < act.adopted_on:
        raise ValidationError({"in_force_until": "Последний день действия раньше даты акта."})
    act.full_clean(exclude=["search_text"], validate_constraints=False)
    own = facts_of(act)
    others = LegalAct.objects.filter(region=act.region).exclude(pk=act.pk).order_by("pk")
    same = [other for other in others.defer("search_text") if facts_of(other).equals(own)]
    if same:
        raise KnownAct(same[0])


def _saved(actor: Actor, act: LegalAct, did: str, before: dict[str, Any], **details: Any) -> LegalAct:
    after = _facts(act)
    changed = [name for name in after if after[name] != before[name]]
    if changed or details:
        act.save()
        before, after = ({name: side[name] for name in changed} for side in (before, after))
        record(actor=actor, act=did, about=act, before=before, after=after, **details)
    return act


def _facts(act: LegalAct) -> dict[str, Any]:
    """The columns of a card as the journal keeps them."""
    values = {name: getattr(act, name) for name in COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
