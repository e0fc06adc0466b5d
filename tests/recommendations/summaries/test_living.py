"""The resolution itself is a dashboard: its own text, with the state of each recommendation in the margin (ux 7)."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from docx import Document

from organizations.access import Actor
from recommendations.documents import parse_document
from recommendations.documents.mending import Address, Drop, Edit, Move, replay
from recommendations.exports.living import living_file
from recommendations.models import Recommendation, Resolution, Task
from recommendations.services.resolutions import import_resolution
from recommendations.services.tasks import withdraw_task
from recommendations.summaries.living import Living, LivingClause, living_resolution
from recommendations.summaries.selection import Selection
from tests.busy import FORUM
from tests.editions import TITLES, amend, bring_in, by_text, later
from tests.factories import at, make_assignment, make_recommendation, make_resolution, make_tasks, make_user, moment
from tests.recommendations.summaries.histories import make_history
from tests.stations import bring

WHOLE = Path(__file__).parents[1] / "documents" / "whole"
DOCUMENTS = [FORUM, *sorted(path for path in WHOLE.iterdir() if path.suffix in {".md", ".txt"})]
LONE_MARK = re.compile(r"(?:\d{1,2}[.)])?|\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}|[IVX]{1,5}[.)]|[а-яё]\)|[-–—•*+]")


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(moment("2026-10-05 12:00"), tick=False):
        yield


def bring_document(actor: Actor, path: Path, *edits: Edit) -> Resolution:
    content = path.read_bytes()
    parsed = replay(parse_document(content, path.name), edits)
    return import_resolution(actor=actor, parsed=parsed, content=content, name=path.name)


def forum(actor: Actor, *edits: Edit) -> Resolution:
    return bring_document(actor, FORUM, *edits)


def clauses(living: Living) -> dict[str, LivingClause]:
    return {clause.number: clause for _, clause in living.lines if clause}


def pressed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def words_of(resolution: Resolution) -> str:
    """All of the extracted text but list marks that stand outside the clauses."""
    text = resolution.texts.get()
    found = ""
    for kind, start, end in text.pieces:
        lines = text.plain_text[start:end].splitlines()
        found += "".join(line for line in lines if kind != "other" or not LONE_MARK.fullmatch(line.strip()))
    return pressed(found)


# --- the text ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_character_is_shown_once(world, path):
    """«every character of the document is accounted for: title, preamble, heading, recommendation, signature, other»"""
    resolution = bring_document(world["specialist"], path)
    lines = living_resolution(world["specialist"], resolution).lines
    assert pressed("".join(block.text for block, _ in lines)) == words_of(resolution)
    assert sum(clause is not None for _, clause in lines) == resolution.recommendations.count() > 0


def test_what_is_no_clause_any_more_is_still_shown(world):
    parsed = parse_document(FORUM.read_bytes(), FORUM.name)
    third = parsed.groups[2].recommendations[2]
    resolution = forum(world["specialist"], Drop(third.span[0]))
    lines = living_resolution(world["specialist"], resolution).lines
    assert pressed("".join(block.text for block, _ in lines)) == words_of(resolution)
    assert third.text in " ".join(block.text for block, clause in lines if clause is None)


def test_the_forum_reads_as_it_was_sent(world):
    """Title, place and day, preamble, then headings with their clauses: «4 groups and 17 recommendations»."""
    lines = living_resolution(world["specialist"], forum(world["specialist"])).lines
    kinds = [block.kind for block, _ in lines]
    assert kinds[:5] == ["title", "other", "preamble", "heading", "recommendation"]
    assert (kinds.count("heading"), kinds.count("recommendation")) == (4, 17)
    assert lines[1][0].lines == ("г. Смоленск", "24 августа 2021 г.")
    assert not [block for block, _ in lines if block.text in {"–", "-", ""}]
    assert not [block.addressee for block, _ in lines if block.addressee]


def test_a_moved_clause_stands_in_its_place_and_names_its_addressee(world):
    """«A clause that a person moved to another group is shown where it stands in the text»."""
    parsed = parse_document(FORUM.read_bytes(), FORUM.name)
    moved, first = parsed.groups[1].recommendations[1], parsed.groups[0].recommendations[0]
    resolution = forum(world["specialist"], Move(moved.span[0], 3), Move(first.span[0], 2))
    lines = living_resolution(world["specialist"], resolution).lines
    assert pressed("".join(block.text for block, _ in lines)) == words_of(resolution)
    named = {block.text: block.addressee for block, _ in lines if block.addressee}
    assert named == {
        moved.text: f"Отнесено к адресату: {parsed.groups[3].heading}",
        first.text: f"Отнесено к адресату: {parsed.groups[2].heading}",
    }


def test_a_retyped_addressee_is_named_once_under_its_heading(world):
    resolution = forum(world["specialist"], Address(2, "Институту развития образования", ("institute",)))
    lines = living_resolution(world["specialist"], resolution).lines
    assert [(block.text, block.addressee) for block, _ in lines if block.addressee] == [
        ("ГАУ ДПО СОИРО:", "Отнесено к адресату: Институту развития образования")
    ]


def test_a_clause_without_an_addressee_below_a_heading_says_so(world):
    parsed = parse_document(FORUM.read_bytes(), FORUM.name)
    moved = parsed.groups[1].recommendations[1]
    resolution = forum(world["specialist"], Move(moved.span[0], 4))
    lines = living_resolution(world["specialist"], resolution).lines
    assert [block.addressee for block, _ in lines if block.addressee] == ["Адресат пункта не назван."]


def test_without_a_text_headings_and_clauses_are_shown(world):
    resolution = make_resolution(world.region)
    first, second = make_recommendation(resolution), make_recommendation(resolution)
    lines = living_resolution(world["specialist"], resolution).lines
    assert [block.text for block, _ in lines] == [
        first.section.heading,
        first.text,
        second.section.heading,
        second.text,
    ]


def test_pieces_that_are_not_those_of_the_clauses_are_not_believed(world):
    resolution = forum(world["specialist"])
    Recommendation.objects.filter(resolution=resolution, number="1.1").update(span_start=347)
    lines = living_resolution(world["specialist"], resolution).lines
    assert {block.kind for block, _ in lines} == {"heading", "recommendation"}
    assert sum(clause is not None for _, clause in lines) == 17


# --- the margin -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("day", [None, date(2021, 10, 5), date(2021, 11, 5)])
@pytest.mark.parametrize("reader", ["specialist", "coordinator", "school"])
def test_every_figure_is_the_length_of_its_list(world, reader, day):
    resolution = make_history(world, 8, 15)
    living = living_resolution(world[reader], resolution, day)
    visible = Task.objects.visible_to(world[reader]).as_of(day, world.region)
    found = [piece for clause in clauses(living).values() for piece in clause.state.note.pieces if piece.rows]
    assert found or reader == "school"
    for piece in found:
        assert piece.rows.rows(visible).count() == piece.number, piece
    total = Selection("total", resolution=resolution.pk, day=day).rows(visible)
    assert living.total.total == total.count() == sum(one.state.figures.total for one in clauses(living).values())


def test_the_note_in_words(world):
    clause = make_recommendation(make_resolution(world.region))
    make_tasks(world, clause)
    bring(world, "done", recommendation=clause)
    bring(world, "review", recommendation=clause)
    state = clauses(living_resolution(at(world["specialist"], "2026-10-05 12:00"), clause.resolution))["1.1"].state
    controller = world["specialist"].user.short_name
    assert state.note.text.replace("\u00a0", " ") == (
        f"исполнено 1 из 9 (11,1 %), на проверке 1, просрочено 7; срок 30.09.2026; контролёр {controller}".replace(
            "\u00a0", " "
        )
    )


def test_several_deadlines_and_controllers(world):
    clause = make_recommendation(make_resolution(world.region))
    make_tasks(world, clause)
    other = make_user(full_name="Петров Борис Викторович")
    make_tasks(world, clause, deadline_on=date(2026, 10, 30), controller_person=other)
    state = clauses(living_resolution(world["specialist"], clause.resolution))["1.1"].state
    names = f"{world['specialist'].user.short_name}, Петров\u00a0Б.\u00a0В."
    assert state.terms == f"сроки с\u00a030.09.2026 по\u00a030.10.2026; контролёры {names}"


def test_what_is_withdrawn_has_no_deadline(world):
    clause = make_recommendation(make_resolution(world.region))
    for task in make_tasks(world, clause).values():
        withdraw_task(actor=world["specialist"], task=task, reason="Выдано ошибочно.")
    note = clauses(living_resolution(world["specialist"], clause.resolution))["1.1"].state.note.text
    assert note == "все обязательства сняты: отозвано\u00a03"


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("specialist", "поручение не выдано"),
        ("observer", "поручение не выдано"),
        ("coordinator", "на вашей территории обязательств нет"),
        ("school", "у вашей организации обязательств нет"),
    ],
)
def test_who_reads_a_part_is_not_told_about_the_whole(world, reader, words):
    """A school does not know whether others were told to do it."""
    clause = make_recommendation(make_resolution(world.region))
    other = make_recommendation(clause.resolution)
    make_tasks(world, clause)
    assert clauses(living_resolution(world[reader], clause.resolution))[other.number].state.note.text == words


def test_a_draft_is_known_to_those_who_write_it_and_now_only(world):
    clause = make_recommendation(make_resolution(world.region))
    draft = make_assignment(world, clause)
    resolution = clause.resolution
    assert clauses(living_resolution(world["specialist"], resolution))["1.1"].state.draft == draft
    assert clauses(living_resolution(world["observer"], resolution))["1.1"].state.draft is None
    assert clauses(living_resolution(world["specialist"], resolution, date(2026, 9, 1)))["1.1"].state.draft is None


def test_twins_name_each_other(world):
    """«Twins: the same wording under several addressees (as in the forum resolution) is found, linked»."""
    found = clauses(living_resolution(world["specialist"], forum(world["specialist"])))
    named = {number: clause.theme_words for number, clause in found.items() if clause.theme_words}
    assert named == {"1.2": "Общая тема с\u00a0пунктом\u00a02.4", "2.4": "Общая тема с\u00a0пунктом\u00a01.2"}


@pytest.mark.parametrize("day", [None, date(2026, 9, 1)], ids=["now", "as of a day"])
@pytest.mark.parametrize("size", [2, 40])
def test_queries_do_not_grow_with_clauses(world, django_assert_num_queries, day, size):
    resolution = make_history(world, 3, size * 5, recommendations=size)
    with django_assert_num_queries(5):
        living = living_resolution(world["specialist"], resolution, day)
        [clause.state.note for _, clause in living.lines if clause]


# --- versions ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def amended(world) -> Resolution:
    """Clauses 2.1, 2.3, 2.4 and 2.5 of the first edition have tasks; in the second 2.3 is dropped, 2.5 merged."""
    resolution = bring_in(world["specialist"])
    for number in ("2.1", "2.3", "2.4", "2.5"):
        make_tasks(world, resolution.recommendations.get(number=number))
    return amend(later(world), resolution)


def test_a_dropped_clause_stays_at_the_end_with_its_state_and_reason(world, amended):
    """«dropped ones are withdrawn with a reason, never deleted»."""
    living = living_resolution(later(world), amended)
    assert [one.state.clause.label for one in living.retired] == ["2.3 (ред.\u00a01)", "2.5 (ред.\u00a01)"]
    dropped, merged = living.retired
    assert dropped.fate == "Пункт исключён редакцией 2 резолюции. Решение оргкомитета."
    assert dropped.state.note.text == "все обязательства сняты: отозвано\u00a03"
    assert merged.fate == f"Вошёл в\u00a0пункт\u00a0{merged.went_to.number}."
    assert living.total.total == Task.objects.filter(resolution=amended).count() == 12


def test_the_clause_that_took_another_in_shows_its_state_too(world, amended):
    """«вошёл пункт 3.2 (ред. 1): исполнено 3 из 10»."""
    heir = by_text(amended, "развивать социальное партнёрство")
    clause = clauses(living_resolution(later(world), amended))[heir.number]
    (note,) = clause.merged_notes
    assert note.text.replace("\u00a0", " ").startswith(
        "вошёл пункт 2.5 (ред. 1): исполнено 0 из 3 (0,0 %), просрочено 3"
    )
    assert [piece.number for piece in note.pieces if piece.rows] == [0, 3, 3]


def test_a_clause_merged_twice_is_shown_where_it_is_now(world):
    resolution = make_resolution(world.region, version=3)
    first, second, third = (make_recommendation(resolution) for _ in range(3))
    for row, version, heir in ((second, 3, third), (first, 2, second)):
        make_tasks(world, row)
        row.retired_version, row.successor = version, heir
        row.save()
    living = living_resolution(world["specialist"], resolution)
    assert [one.went_to for one in living.retired] == [third, third]
    assert [state.clause for state in clauses(living)["3.1"].merged] == [first, second]


def test_clauses_that_became_twins_later_were_none_before(world):
    wording = "обеспечить поддержку региональных программ воспитания"
    first = {"municipal": ["обеспечить поддержку программ воспитания"], "school": [wording]}
    resolution = amend(
        later(world), bring_in(world["specialist"], first), {"municipal": [wording], "school": [wording]}
    )
    now, before = (living_resolution(later(world), resolution, day) for day in (None, date(2026, 10, 4)))
    assert [len(clause.twins) for clause in clauses(now).values()] == [1, 1]
    assert [len(clause.twins) for clause in clauses(before).values()] == [0, 0]


def test_a_clause_without_tasks_leaves_without_a_trace(world):
    resolution = amend(later(world), bring_in(world["specialist"]))
    assert living_resolution(later(world), resolution).retired == ()


def test_a_past_day_shows_the_text_of_that_day(world, amended):
    """«As of D means what the portal knew at the end of day D»."""
    before = living_resolution(later(world), amended, date(2026, 10, 4))
    assert (before.version, before.is_in_force, before.retired) == (1, False, ())
    assert before.text.version == 1
    assert [number for number in clauses(before)] == ["1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
    assert clauses(before)["2.3"].state.figures.total == 3
    assert not [clause for clause in clauses(before).values() if clause.twins]
    text = " ".join(block.text for block, _ in before.lines)
    assert "провести инвентаризацию" in text
    assert "назначить советника" not in text
    after = living_resolution(later(world), amended, date(2026, 10, 5))
    assert (after.version, len(after.retired)) == (2, 2)


def test_before_the_first_version_its_text_stands_without_figures(world, amended):
    living = living_resolution(later(world), amended, date(2020, 1, 1))
    assert (living.version, living.total.total, len(living.lines) > 8) == (1, 0, True)


def test_a_past_version_is_headed_by_its_own_title(world):
    resolution = amend(later(world), bring_in(world["specialist"], stage="proposals"))
    now = living_resolution(later(world), resolution)
    before = living_resolution(later(world), resolution, date(2026, 10, 4))
    assert (now.title, before.title) == (TITLES["adopted"], TITLES["proposals"])
    assert (dict(now.facts)["Резолюция"].startswith(now.title), dict(before.facts)["Резолюция"]) == (True, before.title)
    paper = "\n".join(line.text for line in Document(io.BytesIO(living_file(before).content)).paragraphs)
    assert paper.count(TITLES["proposals"]) == 2
    assert TITLES["adopted"] not in paper
    resolution.texts.update(pieces=[])
    assert living_resolution(later(world), resolution, date(2026, 10, 4)).title == TITLES["adopted"]


def test_the_head_on_paper(world, amended):
    facts = dict(living_resolution(later(world), amended).facts)
    assert facts["Стадия"] == "принята с\u00a0изменениями (редакция\u00a02 от\u00a005.10.2026)"
    amended.adopted_on, amended.number = date(2026, 8, 24), "5"
    facts = dict(living_resolution(later(world), amended).facts)
    words = "принята 24.08.2026, №\u00a05, с\u00a0изменениями (редакция\u00a02 от\u00a005.10.2026)"
    assert facts["Стадия"] == words
    assert facts["Состояние на"] == "05.10.2026, 12:00"
    assert facts["Отбор"] == "все организации региона"
    assert facts["В целом"].startswith("исполнено\u00a00 из\u00a09")
    own = dict(living_resolution(at(world["school"], moment("2026-10-05 12:00")), amended, date(2026, 10, 4)).facts)
    assert (own["Состояние на"], own["Отбор"]) == ("конец дня\u00a004.10.2026", str(world.school))
