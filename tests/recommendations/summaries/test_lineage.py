"""Versions of a text in figures: what each changed, how a clause came to be; no figure of a past day moves."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from recommendations.documents import parse_document
from recommendations.models import Recommendation, Resolution, Task
from recommendations.services.alignments import propose
from recommendations.services.pending_documents import keep_document, mended, save_version
from recommendations.statuses import TaskStatus
from recommendations.summaries.amendment import amendment
from recommendations.summaries.by_municipality import municipality_rows
from recommendations.summaries.by_recommendation import recommendation_rows
from recommendations.summaries.integrity import integrity_problems
from recommendations.summaries.lineage import ClauseLine, clause_history, version_rows, version_text
from recommendations.summaries.living import living_resolution
from recommendations.summaries.matrix import matrix
from tests.busy import ADOPTED, Busy
from tests.editions import FIRST, SECOND, amend, bring_in, by_text, changed, content_of, later, read
from tests.factories import World, at, make_task
from tests.stations import bring

BEFORE, AFTER = date(2026, 10, 1), date(2026, 10, 6)
THIRD = SECOND | {"municipal": [*SECOND["municipal"], "подвести итоги года воспитания"]}


@pytest.fixture
def resolution(world: World) -> Resolution:
    return bring_in(world["specialist"], stage="proposals")


@pytest.fixture
def executed(world: World, resolution: Resolution) -> Resolution:
    """With a task in every state on a clause of every fate."""
    for number in ("1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"):
        for status in TaskStatus.values:
            bring(world, status, recommendation=resolution.recommendations.get(number=number))
    return resolution


def texts(sections: Any) -> list[str]:
    return [line.wording.text.rstrip(";") for _, lines in sections for line in lines]


def expected(groups: dict[str, list[str]]) -> list[str]:
    return [clause for clauses in groups.values() for clause in clauses]


# ---------------------------------------------------------------- versions
def test_a_version_tells_what_it_changed(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    amended = amend(later(world, moment="2026-10-06 12:00"), resolution, THIRD)
    third, second, first = version_rows(amended)
    assert (third.text.version, third.is_in_force, third.counts) == (3, True, {"kept": 8, "new": 1})
    assert second.counts == {"kept": 3, "reworded": 1, "split": 1, "merged": 2, "dropped": 1, "new": 1}
    assert (first.text.version, first.is_in_force, first.counts) == (1, False, {})


def test_the_page_before_counts_as_the_list_after(world: World, resolution: Resolution) -> None:
    parsed = read(content_of(SECOND))
    proposed = amendment(world["specialist"], resolution, parsed, propose(resolution, parsed).alignment)
    amended = amend(later(world), resolution)
    assert version_rows(amended)[0].counts == proposed.counts


def test_every_version_can_be_read_as_it_was(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    amended = amend(later(world, moment="2026-10-06 12:00"), resolution, THIRD)
    for text, groups in zip(amended.texts.all(), (FIRST, SECOND, THIRD), strict=True):
        assert texts(version_text(amended, text).sections) == expected(groups)
        assert [section.version for section, _ in version_text(amended, text).sections] == [text.version] * 2


def lines_of(resolution: Resolution, version: int) -> dict[str, ClauseLine]:
    found = version_text(resolution, resolution.texts.get(version=version))
    return {line.wording.number: line for _, lines in found.sections for line in lines}


def test_a_version_stands_beside_the_one_before(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    lines = lines_of(amended, 2)
    changed_words = [stretch.text.strip() for stretch in lines["1.1"].stretches if stretch.kind == "added"]
    assert changed_words == ["и финансирование"]
    assert (lines["1.2"].stretches, lines["1.2"].is_renumbered) == ((), False)
    assert (lines["2.2"].stretches, lines["2.2"].is_renumbered) == ((), True)
    assert lines["2.1"].before is None
    assert {line.before.number for line in version_text(amended, amended.texts.get(version=2)).gone} <= {
        *("2.3", "2.4", "2.5")
    }


def test_what_a_version_leaves_out_tells_where_it_went(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    gone = version_text(amended, amended.texts.get(version=2)).gone
    heirs = {line.clause.retirement_reason: line.heir for line in gone}
    whole = by_text(amended, "развивать социальное партнёрство с учреждениями культуры и")
    assert heirs[""] == whole
    assert heirs["Пункт исключён редакцией 2 резолюции. Решение оргкомитета."] is None


def test_a_later_merger_shows_the_heir_as_it_stood_then(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    amended = amend(later(world, moment="2026-10-06 12:00"), resolution, THIRD)
    lines = {line.before.number: line for line in version_text(amended, amended.texts.get(version=2)).gone}
    heir = next(line.heir for line in lines.values() if line.heir)
    assert (heir.number, heir.text.startswith("развивать социальное")) == ("2.5", True)


def test_a_stop_for_a_comma_is_no_change(world: World, resolution: Resolution) -> None:
    content = content_of(FIRST).replace("управлении школой;".encode(), "управлении школой.".encode())
    document = keep_document(
        actor=later(world), parsed=read(content), content=content, name="Редакция.md", resolution=resolution
    )
    amended = save_version(actor=later(world), document=document, confirmation=propose(resolution, mended(document)))
    assert version_rows(amended)[0].counts == {"kept": 8}
    assert not any(line.stretches for line in lines_of(amended, 2).values())
    assert not clause_history(by_text(amended, "создать условия"))


# ---------------------------------------------------------------- one clause
def test_editions_of_a_clause_that_changed_nothing_are_one(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    amended = amend(later(world, moment="2026-10-06 12:00"), resolution, THIRD)
    history = clause_history(by_text(amended, "обеспечить поддержку и финансирование"))
    assert [(one.first, one.last) for one in history.editions] == [(2, 3), (1, 1)]
    assert [stretch.text.strip() for stretch in history.editions[0].stretches if stretch.kind == "added"] == [
        "и финансирование"
    ]
    assert history.editions[1].stretches == ()


def test_a_clause_alone_has_no_history(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    assert not clause_history(by_text(resolution, "организовать межведомственное"))
    assert not clause_history(by_text(resolution, "назначить советника"))


def test_a_retired_clause_ends_with_its_last_edition(world: World, resolution: Resolution) -> None:
    amend(later(world), resolution)
    history = clause_history(by_text(resolution, "провести инвентаризацию", in_force=False))
    assert [(one.first, one.last, one.wording.number) for one in history.editions] == [(1, 1, "2.3")]
    assert history


def test_kin_is_told_both_ways(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    part = amended.recommendations.get(origin__isnull=False)
    merged = amended.recommendations.get(successor__isnull=False)
    assert part.origin
    assert merged.successor
    assert clause_history(part.origin).parts == (part,)
    assert clause_history(merged.successor).merged == (merged,)


# ---------------------------------------------------------------- before it is brought in
def test_each_clause_stands_in_one_row_with_what_hangs_on_it(world: World, executed: Resolution) -> None:
    parsed = read(content_of(SECOND))
    found = amendment(world["specialist"], executed, parsed, propose(executed, parsed).alignment)
    old = [one.clause.pk for row in found.rows for one in row.old]
    assert sorted(old) == sorted(executed.recommendations.values_list("pk", flat=True))
    assert [one.key for row in found.rows for one in row.new] == list(range(1, 9))
    dropped = found.dropped[0]
    assert (dropped.issued, dropped.figures.total) == (8, 24)
    assert found.withdrawn == dropped.unfinished == 24 - 3
    assert found.asks_reason


def test_what_needs_the_eye_comes_first(world: World, resolution: Resolution) -> None:
    parsed = read(content_of(SECOND))
    found = amendment(world["specialist"], resolution, parsed, propose(resolution, parsed).alignment)
    assert [str(row.kind) for row in found.first] == ["dropped", "merged", "split"]
    assert [str(row.kind) for row in found.others] == ["reworded", "new"]
    assert len(found.same) == 3
    by_hand = changed(propose(resolution, parsed), sources={3: found.dropped[0].clause.pk})
    unlike = amendment(world["specialist"], resolution, parsed, by_hand.alignment)
    assert [str(row.kind) for row in unlike.first] == ["merged", "split", "reworded"]


# ---------------------------------------------------------------- figures
def snapshot(world: World, resolution: Resolution, day: date) -> list[Any]:
    """All summaries of the resolution as of the day, without what names the moment of making them."""
    actor, resolution = later(world, moment="2026-10-06 12:00"), Resolution.objects.get(pk=resolution.pk)
    by_clause, by_place = (make(actor, resolution, day) for make in (recommendation_rows, municipality_rows))
    found = matrix(actor, resolution, day)
    cells = [(row.recommendation.label, row.recommendation.text, row.cells, row.total) for row in found.rows]
    living = living_resolution(actor, resolution, day)
    lines = [(block.text, clause and clause.state.note.text) for block, clause in living.lines]
    return [by_clause.table.rows, by_clause.total, by_place.table.rows, found.columns, cells, found.total, lines]


def test_a_past_day_is_the_same_for_ever(world: World, executed: Resolution) -> None:
    """Figures, and the words they stand beside: a document keeps the text of its day."""
    before = snapshot(world, executed, BEFORE)
    amend(later(world), executed)
    assert snapshot(world, executed, BEFORE) == before
    amend(later(world, moment="2026-10-06 10:00"), executed, THIRD)
    assert snapshot(world, executed, BEFORE) == before


def test_today_the_sum_over_clauses_is_the_sum_over_tasks(world: World, executed: Resolution) -> None:
    total = recommendation_rows(world["specialist"], executed).total
    amended = amend(later(world), executed)
    after = recommendation_rows(world["specialist"], amended).total
    withdrawn = Task.objects.filter(assignment__recommendation__retired_version=2, status="withdrawn").filter(
        assignment__recommendation__successor=None
    )
    assert after.total == total.total == Task.objects.filter(resolution=executed).count()
    assert after.done == total.done
    assert total.on_control - after.on_control == withdrawn.count() - 1
    assert not list(integrity_problems())


@pytest.mark.parametrize("day", [None, AFTER])
def test_each_figure_counts_the_tasks_of_its_row(world: World, executed: Resolution, day: date | None) -> None:
    amended = amend(later(world), executed)
    rows = recommendation_rows(later(world, moment="2026-10-06 12:00"), amended, day).rows
    held = Counter(Task.objects.values_list("assignment__recommendation", flat=True))
    assert {row.recommendation.pk: row.figures.total for row in rows if row.figures.total} == held
    labels = [row.recommendation.label for row in rows]
    assert [label for label in labels if "ред." in label] == ["2.3 (ред.\u00a01)", "2.5 (ред.\u00a01)"]
    assert len(labels) == len(set(labels))


def test_a_retired_clause_without_assignments_leaves_the_summary(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    assert len(recommendation_rows(world["specialist"], amended).rows) == 8
    past = recommendation_rows(later(world, moment="2026-10-06 12:00"), amended, BEFORE).rows
    assert [row.recommendation.text.rstrip(";") for row in past] == expected(FIRST)
    assert len(matrix(world["specialist"], amended).rows) == 8


# ---------------------------------------------------------------- the invented edition of the forum document
def test_the_sample_edition_maps_onto_the_forum_document(busy: Busy) -> None:
    resolution, actor = busy.resolution, at(busy.world["specialist"], "2026-10-05 12:00")
    document = resolution.pending.get(file_name=ADOPTED.name)
    proposed = propose(resolution, mended(document))
    before = Counter(Task.objects.filter(resolution=resolution).values_list("status", flat=True))
    confirmation = changed(proposed, reason="Решение оргкомитета форума.")
    amended = save_version(actor=actor, document=document, confirmation=confirmation)
    assert version_rows(amended)[0].counts == {"kept": 13, "reworded": 2, "split": 1, "dropped": 1, "new": 1}
    assert amended.stage == "adopted"
    fates = {fate: set() for fate in ("reworded", "split", "dropped")}
    for row in Recommendation.objects.filter(resolution=resolution, past_wordings__fate__in=fates):
        fates[row.past_wordings.get().fate].add(row.past_wordings.get().number)
    assert fates == {"reworded": {"1.1", "2.4"}, "split": {"3.2"}, "dropped": {"3.4"}}
    after = Counter(Task.objects.filter(resolution=resolution).values_list("status", flat=True))
    assert after == before
    assert not list(integrity_problems())


def test_the_sample_edition_is_an_adopted_text() -> None:
    parsed = parse_document(ADOPTED.read_bytes(), ADOPTED.name)
    assert (parsed.stage, parsed.event_from, parsed.warnings) == ("adopted", date(2021, 8, 24), ())
    assert [len(group.recommendations) for group in parsed.groups] == [4, 4, 4, 6]


def test_a_part_has_figures_of_its_own(world: World, resolution: Resolution) -> None:
    amended = amend(later(world), resolution)
    part = amended.recommendations.get(origin__isnull=False)
    make_task(world, recommendation=part)
    row = next(row for row in recommendation_rows(world["specialist"], amended).rows if row.recommendation == part)
    assert row.figures.total == 3
