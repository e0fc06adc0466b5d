"""Carrying out what was decided about each task in a reorganization."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from organizations.access import Actor
from organizations.models import Organization
from recommendations.models import Task
from recommendations.services.reorganization_plans import Fate, Line, Plan
from recommendations.services.transfers import (
    Grounds,
    carry_report,
    join_tasks,
    relocate_tasks,
    transfer_tasks,
    withdraw_tasks,
)

_STALE = "Пока страница была открыта, что-то изменилось. Проверьте перечень ещё раз: ваш выбор сохранён."


_DONE = {
    Fate.TRANSFER: "передано",
    Fate.CARRY: "отчёт перенесён правопреемнику",
    Fate.WITHDRAW: "отозвано",
    Fate.RELOCATE: "учитывается на новом месте",
    Fate.JOIN: "исполняют все",
    Fate.STAY: "осталось",
    Fate.LEAVE: "ждёт решения проверяющих",
}


class StalePlan(ValidationError):
    """The plan that was seen is not the one that would be carried out now."""


@dataclass(frozen=True)
class Decided:
    """The plan that a person saw, by its stamp, and what was chosen: «task_<id>» → fate."""

    stamp: str
    fates: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What an act has done with tasks: numbers by fate, each task with its fate in words, and what heirs have got."""

    counts: Counter[str] = field(default_factory=Counter)
    fates: list[tuple[Task, str]] = field(default_factory=list)
    passed: list[Task] = field(default_factory=list)

    @property
    def told(self) -> str:
        """«передано 3, отозвано 1»; empty when there was nothing to decide."""
        return ", ".join(f"{words} {self.counts[fate]}" for fate, words in _DONE.items() if self.counts[fate])


def check_plan(plan: Plan, decided: Decided) -> Plan:
    """The plan, if it is the one that was seen; else StalePlan."""
    if plan.stamp != decided.stamp:
        raise StalePlan(_STALE)
    return plan


def settle(
    actor: Actor,
    plan: Plan,
    decided: Decided,
    grounds: Grounds,
    heirs: Sequence[Organization],
    *,
    stays: bool = False,
) -> Outcome:
    """Do with each task what was chosen; `stays`: those who join it execute it beside the organization."""
    outcome, groups = Outcome(), defaultdict[tuple[str, str], list[Line]](list)
    for line in plan.lines:
        fate = line.chosen(decided.fates)
        groups[fate, line.note].append(line)
        outcome.counts[fate.partition("-")[0]] += 1
        outcome.fates.append((line.task, dict(line.options)[fate]))
    for (fate, note), lines in groups.items():
        outcome.passed += _carry_out(actor, fate, lines, heirs, _Grounded(grounds, note, plan.organization, stays))
    return outcome


@dataclass(frozen=True)
class _Grounded:
    """Why, and where, the tasks of one group change."""

    grounds: Grounds
    note: str
    organization: Organization
    stays: bool

    @property
    def reason(self) -> str:
        return f"{self.grounds.text} {self.note}".strip()


def _carry_out(actor: Actor, fate: str, lines: list[Line], heirs: Sequence[Organization], why: _Grounded) -> list[Task]:
    kind, _, place = fate.partition("-")
    tasks = [line.task for line in lines]
    if kind == Fate.WITHDRAW:
        withdraw_tasks(actor=actor, tasks=tasks, reason=why.reason)
    elif kind == Fate.RELOCATE:
        relocate_tasks(actor=actor, tasks=tasks, place=why.organization.municipality, reason=why.reason)
    elif kind == Fate.CARRY:
        pairs = [(line.task, line.twin) for line in lines if line.twin]
        return [carry_report(actor=actor, task=task, twin=twin, reason=why.reason) for task, twin in pairs]
    elif kind == Fate.TRANSFER:
        return transfer_tasks(actor=actor, tasks=tasks, heirs=[heirs[int(place)]], grounds=why.grounds)
    elif kind == Fate.JOIN:
        passes = join_tasks if why.stays else transfer_tasks
        return passes(actor=actor, tasks=tasks, heirs=heirs, grounds=why.grounds)
    return []
