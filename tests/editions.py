"""Two editions of a small resolution and the acts that lead from one to the other."""

from collections.abc import Iterable, Mapping

from organizations.access import Actor
from recommendations.documents import ParsedDocument, parse_document
from recommendations.documents.alignment import Alignment
from recommendations.models import PendingDocument, Recommendation, Resolution
from recommendations.services.alignments import Confirmation, propose
from recommendations.services.pending_documents import keep_document, save_version
from recommendations.services.resolutions import import_resolution
from tests.factories import World, at

HEADINGS = {
    "department": "Департаменту образования",
    "municipal": "Органам управления образованием муниципальных районов и городских округов",
    "institute": "Институту развития образования",
    "school": "Общеобразовательным организациям",
}
TITLES = {
    "proposals": "ПРЕДЛОЖЕНИЯ форума руководителей в проект резолюции",
    "draft": "ПРОЕКТ РЕЗОЛЮЦИИ форума руководителей",
    "adopted": "РЕЗОЛЮЦИЯ форума руководителей",
}
FIRST = {
    "municipal": [
        "обеспечить поддержку региональных программ и проектов воспитания",
        "организовать межведомственное взаимодействие в вопросах патриотического воспитания",
    ],
    "school": [
        "утвердить рабочие программы воспитания до 30 сентября 2026 года",
        "создать условия для профессионального развития педагогов и обеспечить участие родителей в управлении школой",
        "провести инвентаризацию спортивного оборудования",
        "развивать социальное партнёрство с учреждениями культуры",
        "развивать сетевое взаимодействие с учреждениями спорта",
        "обеспечить поддержку региональных программ и проектов воспитания",
    ],
}
# Kept 2.1, reworded 1.1 (its twin 2.6 is not), split 2.2, dropped 2.3, merged 2.4 and 2.5, new 2.1; 1.2 is kept.
SECOND = {
    "municipal": [
        "обеспечить поддержку и финансирование региональных программ и проектов воспитания",
        "организовать межведомственное взаимодействие в вопросах патриотического воспитания",
    ],
    "school": [
        "назначить советника директора по воспитанию",
        "утвердить рабочие программы воспитания до 30 сентября 2026 года",
        "создать условия для профессионального развития педагогов",
        "обеспечить участие родителей в управлении школой",
        "развивать социальное партнёрство с учреждениями культуры и сетевое взаимодействие с учреждениями спорта",
        "обеспечить поддержку региональных программ и проектов воспитания",
    ],
}


def content_of(groups: Mapping[str, Iterable[str]], stage: str = "adopted") -> bytes:
    """A document with these clauses under the headings of these addressee groups."""
    lines = [
        f"**{TITLES[stage]}**",
        "",
        "г. Смоленск",
        "",
        "24 августа 2026 г.",
        "",
        "Участники форума рекомендуют:",
        "",
    ]
    for group, clauses in groups.items():
        lines += [f"**{HEADINGS[group]}:**", "", *(f"- {clause};" for clause in clauses), ""]
    return "\n".join(lines).encode()


def read(content: bytes) -> ParsedDocument:
    return parse_document(content, "Резолюция.md")


def bring_in(actor: Actor, groups: Mapping[str, Iterable[str]] = FIRST, stage: str = "adopted") -> Resolution:
    """A resolution of the first edition."""
    content = content_of(groups, stage)
    return import_resolution(actor=actor, parsed=read(content), content=content, name="Резолюция.md")


def wait(
    actor: Actor, resolution: Resolution, groups: Mapping[str, Iterable[str]] = SECOND, stage: str = "adopted"
) -> PendingDocument:
    """The next edition, read and waiting to be looked through."""
    content = content_of(groups, stage)
    return keep_document(actor=actor, parsed=read(content), content=content, name="Редакция.md", resolution=resolution)


def amend(
    actor: Actor,
    resolution: Resolution,
    groups: Mapping[str, Iterable[str]] = SECOND,
    stage: str = "adopted",
    reason: str = "Решение оргкомитета.",
    **changes: Mapping[int, int | None],
) -> Resolution:
    """Bring the next edition with the alignment that the portal proposes; `sources`, `heirs` change it."""
    document = wait(actor, resolution, groups, stage)
    proposed = propose(resolution, read(content_of(groups, stage)))
    confirmation = changed(proposed, reason=reason, **changes)
    return save_version(actor=actor, document=document, confirmation=confirmation)


def changed(
    proposed: Confirmation,
    reason: str = "",
    sources: Mapping[int, int | None] | None = None,
    heirs: Mapping[int, int | None] | None = None,
) -> Confirmation:
    """The proposal as a person has changed it: other sources and heirs."""
    alignment = proposed.alignment
    found = {**alignment.sources, **(sources or {})}
    gone = {**alignment.heirs, **(heirs or {})}
    return Confirmation(
        Alignment(found, {key: heir for key, heir in gone.items() if key not in found.values()}), proposed.seen, reason
    )


def later(world: World, name: str = "specialist", moment: str = "2026-10-05 12:00") -> Actor:
    return at(world[name], moment)


def by_text(resolution: Resolution, opening: str, *, in_force: bool = True) -> Recommendation:
    """The clause that begins so."""
    rows = resolution.recommendations.filter(text__startswith=opening)
    return (rows.in_force() if in_force else rows).get()
