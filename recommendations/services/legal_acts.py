"""Acts named in the clauses of a resolution come into the register once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from organizations.access import Actor
from organizations.models import AuditEvent, Region
from organizations.services.audit import record
from recommendations.documents.act_names import ActFacts, own_title
from recommendations.models import Citation, LegalAct, Recommendation

EDITED = ("create_act", "change_act")


def register_acts(*, actor: Actor, clauses: Iterable[Recommendation]) -> None:
    """Link the clauses with the acts that their texts name; acts not known yet come into the register.

    An act is told by kind, number and date; a mention that leaves one of them out, by what it has in common with
    one act only; between two acts nothing is guessed, the mention becomes an act of its own. A clause that names
    an act in the same words as before keeps its link: a person may have moved it. What a mention knows and the card
    does not completes the card, unless somebody has edited it. Call inside the transaction of the act.
    """
    rows = list(clauses)
    lock_register(actor.region)
    mentions = _unsettled(_mentions(rows), rows)
    if mentions:
        register = _Register(actor, mentions)
        links = [(mention.clause, register.act_of(mention), mention.text) for mention in register.in_order()]
        register.save()
        _link(actor.region, links)


def lock_register(region: Region) -> None:
    """Two acts on the register of a region wait for one another, or one document could bring an act in twice."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)


@dataclass(frozen=True)
class _Mention:
    """An act as a clause names it."""

    clause: Recommendation
    text: str
    number: str
    day: date | None
    facts: ActFacts


def _mentions(rows: list[Recommendation]) -> list[_Mention]:
    return [_mention(clause, found) for clause in rows for found in clause.legal_acts]


def _mention(clause: Recommendation, found: dict[str, str | None]) -> _Mention:
    text, kind, number = str(found["text"]), str(found["kind"]), found["number"] or ""
    day = date.fromisoformat(found["date"]) if found["date"] else None
    facts = ActFacts.of(kind=kind, number=number, day=day, name=text)
    return _Mention(clause, text, number[:60], day, facts)


def _unsettled(mentions: list[_Mention], rows: list[Recommendation]) -> list[_Mention]:
    """Mentions that no link of their clause answers yet; links whose words the text has no more are taken away.

    A link without words was made by a person and stays.
    """
    said = {(mention.clause.pk, mention.text) for mention in mentions}
    present = Citation.objects.filter(recommendation__in=rows).exclude(text="")
    links = {(clause, text): key for key, clause, text in present.values_list("pk", "recommendation", "text")}
    Citation.objects.filter(pk__in=[key for place, key in links.items() if place not in said]).delete()
    return [mention for mention in mentions if (mention.clause.pk, mention.text) not in links]


def _link(region: Region, links: list[tuple[Recommendation, LegalAct, str]]) -> None:
    rows = {(clause.pk, act.pk): (clause, act, text) for clause, act, text in reversed(links)}
    Citation.objects.bulk_create(
        (Citation(region=region, recommendation=clause, act=act, text=text) for clause, act, text in rows.values()),
        batch_size=500,
        ignore_conflicts=True,
    )


@dataclass(eq=False)
class _Entry:
    """An act of the register with what tells it apart."""

    act: LegalAct
    facts: ActFacts
    is_edited: bool = False
    before: dict[str, Any] = field(default_factory=dict)


class _Register:
    """The acts of the region by number, title and date; changed in memory, then written at once."""

    def __init__(self, actor: Actor, mentions: list[_Mention]) -> None:
        self.actor, self.mentions = actor, mentions
        self.asked = list(dict.fromkeys(mention.facts for mention in mentions))
        self.index: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        self.entries: list[_Entry] = []
        self._read()

    def _read(self) -> None:
        acts = LegalAct.objects.filter(region=self.actor.region).defer("search_text").order_by("pk")
        known = [(act, facts_of(act)) for act in acts]
        edited = self._edited([act.pk for act, facts in known if not (facts.is_complete and act.title)])
        for act, facts in known:
            self._add(_Entry(act, facts, act.pk in edited))
        words = Citation.objects.filter(region=self.actor.region, text__in={one.text for one in self.mentions})
        self.words: dict[str, set[int]] = defaultdict(set)
        for text, act_id in words.values_list("text", "act"):
            self.words[text].add(act_id)

    def _edited(self, act_ids: list[int]) -> set[int]:
        """Acts whose cards a person has filled in: what is empty there was left empty."""
        events = AuditEvent.objects.filter(object_kind="legalact", object_id__in=act_ids, act__in=EDITED)
        done = events.filter(outcome=AuditEvent.Outcome.DONE)
        return {key for key in done.values_list("object_id", flat=True) if key}

    def _add(self, entry: _Entry) -> None:
        self.entries.append(entry)
        self._place(entry)

    def _place(self, entry: _Entry) -> None:
        for place in entry.facts.places():
            if entry not in self.index[place]:
                self.index[place].append(entry)

    def in_order(self) -> list[_Mention]:
        """Those that say most come first: what is known by its requisites answers a bare name."""
        return sorted(self.mentions, key=lambda one: (not one.facts.is_complete, not one.facts.number))

    def act_of(self, mention: _Mention) -> LegalAct:
        """The act that the mention names, new if the register has none that it can only be."""
        entry = self._known(mention)
        if entry is None:
            entry = _Entry(_new_act(self.actor, mention), mention.facts)
            self._add(entry)
        elif not entry.is_edited and entry.facts.fits(mention.facts):
            self._complete(entry, mention)
        return entry.act

    def _known(self, mention: _Mention) -> _Entry | None:
        facts = mention.facts
        near = {id(entry): entry for place in facts.places() for entry in self.index[place]}.values()
        if same := [entry for entry in near if entry.facts.equals(facts)]:
            return same[0]
        fitting = [entry for entry in near if entry.facts.fits(facts)]
        if not fitting:
            return self._by_words(mention.text)
        return fitting[0] if len(fitting) == 1 and not self._has_rival(fitting[0], facts) else None

    def _has_rival(self, entry: _Entry, facts: ActFacts) -> bool:
        """Whether the same document names another act that could be the entry as well."""
        return any(entry.facts.fits(other) and not other.fits(facts) for other in self.asked)

    def _by_words(self, text: str) -> _Entry | None:
        """The one act for which these words have stood so far: its card may say something else by now."""
        ids = self.words[text]
        return next((entry for entry in self.entries if entry.act.pk in ids), None) if len(ids) == 1 else None

    def _complete(self, entry: _Entry, mention: _Mention) -> None:
        title = own_title(mention.text, entry.act.kind)[:1000]
        told = {"number": mention.number, "adopted_on": mention.day, "title": title}
        added = {name: value for name, value in told.items() if value and not getattr(entry.act, name)}
        if not added:
            return
        for name, value in added.items():
            entry.before.setdefault(name, getattr(entry.act, name))
            setattr(entry.act, name, value)
        entry.act.fill_search()
        entry.facts = facts_of(entry.act)
        self._place(entry)

    def save(self) -> None:
        """Write what is new and what was completed; a completed card keeps in the journal what stood there."""
        completed = [entry for entry in self.entries if entry.before and entry.act.pk]
        LegalAct.objects.bulk_create([entry.act for entry in self.entries if not entry.act.pk], batch_size=500)
        columns = ["number", "adopted_on", "title", "search_text"]
        LegalAct.objects.bulk_update([entry.act for entry in completed], columns, batch_size=200)
        for entry in completed:
            after = {name: _json(getattr(entry.act, name)) for name in entry.before}
            before = {name: _json(value) for name, value in entry.before.items()}
            record(actor=self.actor, act="complete_act", about=entry.act, before=before, after=after)


def facts_of(act: LegalAct) -> ActFacts:
    """What tells a card of the register apart."""
    return ActFacts.of(kind=act.kind, number=act.number, day=act.adopted_on, name=act.name, title=act.title)


def _new_act(actor: Actor, mention: _Mention) -> LegalAct:
    act = LegalAct(
        region=actor.region,
        kind=mention.facts.kind,
        number=mention.number,
        adopted_on=mention.day,
        title=own_title(mention.text, mention.facts.kind)[:1000],
        name=mention.text[:1000],
        created_at=actor.now,
    )
    act.fill_search()
    return act


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
