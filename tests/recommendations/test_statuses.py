"""The life of a task, word by word as the domain rules tell it."""

import pytest

from recommendations.control import BUCKET_LABELS
from recommendations.statuses import MOVES, RESOLUTION_MOVES, Act, ResolutionStage, TaskStatus

# act: from → to, by whom, with what. Written by hand: the table of the program must say the same.
LIFE = """
start: assigned → in_progress, executor
note_progress: assigned in_progress returned → in_progress returned, executor, text
submit: assigned in_progress returned → endorsement review, executor endorser, report
recall: endorsement review → in_progress, executor
endorse: endorsement → review, endorser
return_for_rework: endorsement review → returned, endorser controller, remark
accept: review → done, controller
undo_acceptance: done → review, controller, reason
extend_deadline: assigned in_progress endorsement review returned → , controller, date
mark_not_applicable: assigned in_progress endorsement review returned → not_applicable, controller, reason
withdraw: assigned in_progress endorsement review returned → withdrawn, issuer registrar, reason
transfer: assigned in_progress endorsement review returned → withdrawn, registrar, reason
relocate: assigned in_progress endorsement review returned → , registrar, reason
"""


def told(act: Act) -> str:
    move = MOVES[act]
    sources = [status.value for status in TaskStatus if status in move.sources]
    targets = [status.value for status in TaskStatus if status in move.targets]
    parts = [f"{' '.join(sources)} → {' '.join(targets)}", " ".join(who.value for who in move.who), move.needs]
    return f"{act.value}: {', '.join(part for part in parts if part)}"


def test_the_table_says_what_the_rules_say() -> None:
    assert "\n".join(told(act) for act in MOVES) == LIFE.strip()


def test_every_act_but_the_first_is_in_the_table() -> None:
    """Issuing makes the task; all else moves it."""
    assert set(Act) - set(MOVES) == {Act.ISSUE}


def test_a_task_ends_and_never_starts_anew() -> None:
    """Nothing leads out of «неприменимо» and «отозвано»; out of «исполнено» only the undo."""
    leaving = {status: {act for act, move in MOVES.items() if status in move.sources} for status in TaskStatus.CLOSED}
    assert leaving == {"done": {Act.UNDO_ACCEPTANCE}, "not_applicable": set(), "withdrawn": set()}


def test_states_are_open_or_closed_and_nothing_else() -> None:
    assert set(TaskStatus.OPEN) | set(TaskStatus.CLOSED) == set(TaskStatus.values)
    assert not set(TaskStatus.OPEN) & set(TaskStatus.CLOSED)
    assert set(TaskStatus.WITH_EXECUTOR) | set(TaskStatus.WITH_REVIEWER) == set(TaskStatus.OPEN)


@pytest.mark.parametrize("word", ["overdue", "due_soon", "seen", "unseen"])
def test_lateness_is_computed_not_stored(word: str) -> None:
    """«Overdue, due soon, seen/unseen are computed, not states.»"""
    assert word not in TaskStatus.values


def test_a_closed_resolution_stays_closed() -> None:
    assert RESOLUTION_MOVES[ResolutionStage.CLOSED] == ()
    assert set(RESOLUTION_MOVES) == set(ResolutionStage)


def test_every_label_is_russian() -> None:
    labels = [*TaskStatus.labels, *Act.labels, *ResolutionStage.labels, *BUCKET_LABELS.values()]
    assert not [label for label in labels if any("a" <= letter.lower() <= "z" for letter in label)]
