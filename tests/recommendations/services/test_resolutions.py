"""Bringing a resolution into the portal: whole or not at all, once, with its original file."""

from dataclasses import replace
from pathlib import Path

import pytest

from organizations.access import Refused
from recommendations.documents import ParsedDocument, parse_document
from recommendations.models import Recommendation, Resolution, Section
from recommendations.services.resolutions import DuplicateDocument, adopt_resolution, import_resolution
from recommendations.statuses import ResolutionStage
from tests.factories import World, make_region, make_resolution, make_world

FORUM = Path(__file__).resolve().parents[3] / "recommendations" / "data" / "forum-2021.md"
CONTENT = FORUM.read_bytes()


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return parse_document(CONTENT, FORUM.name)


def test_the_resolution_keeps_its_words_and_its_file(world: World, parsed: ParsedDocument) -> None:
    """«the original file, and Sections: a heading as it stands, in order, with its addressee groups»."""
    resolution = import_resolution(actor=world["specialist"], parsed=parsed, content=CONTENT, name=FORUM.name)
    text = resolution.texts.get()
    assert text.file.read() == CONTENT
    assert resolution.recommendations.count() == sum(len(group.recommendations) for group in parsed.groups) == 17
    assert [section.heading for section in resolution.sections.all()] == [group.heading for group in parsed.groups]
    for item in resolution.recommendations.all():
        found = text.plain_text[item.span_start : item.span_end]
        assert found.strip(), "each recommendation stands somewhere in the source"
    assert set(Section.objects.filter(groups__code="school").values_list("resolution", flat=True)) == {resolution.pk}


def test_the_same_document_is_not_imported_twice(world: World, parsed: ParsedDocument) -> None:
    first = import_resolution(actor=world["specialist"], parsed=parsed, content=CONTENT, name=FORUM.name)
    with pytest.raises(DuplicateDocument, match=f"уже загружен: резолюция № {first.pk}") as error:
        import_resolution(actor=world["methodologist"], parsed=parsed, content=CONTENT, name="другое имя.md")
    assert error.value.resolution == first
    assert Resolution.objects.count() == 1


def test_another_region_imports_it_for_itself(world: World, parsed: ParsedDocument) -> None:
    """«every row that belongs to a region carries region_id; uniqueness includes it»."""
    other = make_world(make_region())
    for actor in (world["specialist"], other["specialist"]):
        import_resolution(actor=actor, parsed=parsed, content=CONTENT, name=FORUM.name)
    assert Resolution.objects.count() == 2


def test_a_document_that_breaks_half_way_leaves_nothing(world: World, parsed: ParsedDocument) -> None:
    """All or nothing: two clauses with one number are refused by the database, and nothing stays."""
    group = parsed.groups[0]
    twice = replace(group, recommendations=(*group.recommendations, group.recommendations[0]))
    with pytest.raises(Exception, match=r"(?i)unique"):
        import_resolution(
            actor=world["specialist"],
            parsed=replace(parsed, groups=(*parsed.groups[1:], twice)),
            content=CONTENT,
            name=FORUM.name,
        )
    assert (Resolution.objects.count(), Recommendation.objects.count()) == (0, 0)


@pytest.mark.parametrize("person", ["coordinator", "school", "observer", "administrator"])
def test_only_specialists_and_methodologists_import(world: World, parsed: ParsedDocument, person: str) -> None:
    with pytest.raises(Refused, match="загружают специалисты департамента и методисты"):
        import_resolution(actor=world[person], parsed=parsed, content=CONTENT, name=FORUM.name)


def test_adoption_dates_the_resolution_and_happens_once(world: World) -> None:
    resolution = make_resolution(world.region, stage="draft")
    adopted = adopt_resolution(actor=world["specialist"], resolution=resolution, number="7")
    assert (adopted.stage, adopted.number, adopted.adopted_on) == (
        ResolutionStage.ADOPTED,
        "7",
        world["specialist"].today,
    )
    with pytest.raises(Refused, match="уже принята"):
        adopt_resolution(actor=world["specialist"], resolution=resolution)


def test_only_specialists_adopt(world: World) -> None:
    resolution = make_resolution(world.region, stage="draft")
    with pytest.raises(Refused, match="может специалист департамента"):
        adopt_resolution(actor=world["methodologist"], resolution=resolution)
