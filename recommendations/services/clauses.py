"""Sections and clauses of a resolution as its text says: made at import, made anew for each version of the text."""

from collections.abc import Iterator
from typing import Any

from organizations.models import AddresseeGroup
from recommendations.documents import ParsedDocument, ParsedGroup, ParsedRecommendation
from recommendations.documents.wording import wording_key
from recommendations.models import Recommendation, Resolution, Section


def create_sections(resolution: Resolution, parsed: ParsedDocument) -> list[Section]:
    """The headings of the resolution's version, in order, with their addressee groups."""
    groups = {group.code: group for group in AddresseeGroup.objects.filter(region=resolution.region)}
    return [_create_section(resolution, order, found, groups) for order, found in enumerate(parsed.groups, start=1)]


def _create_section(
    resolution: Resolution, order: int, found: ParsedGroup, groups: dict[str, AddresseeGroup]
) -> Section:
    section = Section.objects.create(
        region=resolution.region,
        resolution=resolution,
        version=resolution.version,
        position=order,
        heading=found.heading[:1000],
    )
    section.groups.set([groups[code] for code in found.addressee_groups if code in groups])
    return section


def create_clauses(resolution: Resolution, parsed: ParsedDocument) -> list[Recommendation]:
    """Sections and clauses of a resolution that has none yet."""
    sections = create_sections(resolution, parsed)
    rows = [
        Recommendation(region=resolution.region, resolution=resolution, **wording_of(section, item, position))
        for position, (section, item) in enumerate(placed(sections, parsed), start=1)
    ]
    return Recommendation.objects.bulk_create(rows)


def placed(sections: list[Section], parsed: ParsedDocument) -> Iterator[tuple[Section, ParsedRecommendation]]:
    """Each item of the document with the section made for its heading, in order."""
    for section, found in zip(sections, parsed.groups, strict=True):
        for item in found.recommendations:
            yield section, item


def wording_of(section: Section, item: ParsedRecommendation, position: int) -> dict[str, Any]:
    """Columns of a clause that a version of the text sets."""
    return {
        "section": section,
        "position": position,
        "number": item.number,
        "text": item.text,
        "span_start": item.span[0],
        "span_end": item.span[1],
        "deadlines": [found.as_json() for found in item.deadlines],
        "legal_acts": [found.as_json() for found in item.legal_acts],
        "wording": wording_key(item.text),
    }
