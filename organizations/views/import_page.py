"""What the page of a registry file shows: how it was understood, counts of its rows, one page of rows of one kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q

from organizations.access import Actor
from organizations.models import Municipality, Organization, Region, RegistryImport, RegistryImportRow
from organizations.roles import GroupCode
from organizations.services.registry_import_above import Above
from organizations.services.registry_import_fields import LABELS

_SHOWN = LABELS.keys() - {"name"}
Kind, Decision, Stage = RegistryImportRow.Kind, RegistryImportRow.Decision, RegistryImport.Stage
# Kind of rows → what it is called before loading, after it, and when it is taken back.
TABS = (
    (Kind.ERROR, ("С ошибками", "Не загружены из-за ошибок", "Не загружались из-за ошибок")),
    (Kind.DOUBTFUL, ("Требуют решения", "Были спорными", "Были спорными")),
    (Kind.NEW, ("Новые", "Созданы", "Создание отменено")),
    (Kind.CHANGED, ("Изменятся", "Изменены", "Изменение отменено")),
    (Kind.SAME, ("Без изменений", "Без изменений", "Без изменений")),
)
_TENSES = {Stage.APPLIED: 1, Stage.UNDONE: 2}
NEXT_STEPS = {
    Stage.READING: "Большой файл читается в фоне. Когда он будет прочитан, здесь появятся ошибки и изменения.",
    Stage.READY: "Проверьте, что понял портал, решите спорные строки и загрузите. Пока в реестре ничего не изменилось.",
    Stage.APPLYING: "Ничего не нужно делать: сведения записываются в реестр одним действием.",
    Stage.APPLIED: "Сведения записаны в реестр. Загрузку можно отменить целиком.",
    Stage.UNDONE: "Загрузка отменена. Чтобы загрузить снова, выберите исправленный файл.",
    Stage.DISCARDED: "Файл удалён без загрузки.",
    Stage.FAILED: "Исправьте файл или выберите другой.",
}


@dataclass
class Counts:
    """Rows of a file by what they do; `undecided`, `skipped` are doubtful ones."""

    rows: Counter[str]
    undecided: int = 0
    skipped: int = 0
    created: int = 0
    changed: int = 0
    same: int = 0

    def add(self, kind: str, decision: str, says_nothing: bool, count: int) -> None:
        """Count so many rows of one kind with one decision; `says_nothing`: they change no field."""
        self.rows[kind] += count
        what = _DONE.get((kind, decision), "")
        what = "same" if what == "changed" and says_nothing else what
        if what:
            setattr(self, what, getattr(self, what) + count)

    @property
    def error(self) -> int:
        return self.rows[Kind.ERROR]

    @property
    def left_out(self) -> int:
        return self.error + self.undecided + self.skipped

    @property
    def to_mend(self) -> int:
        """Rows that the file with marks marks."""
        return self.error + self.undecided

    @property
    def loaded(self) -> int:
        return self.created + self.changed


_DONE: dict[tuple[str, str], str] = {
    (Kind.NEW, Decision.NONE): "created",
    (Kind.CHANGED, Decision.NONE): "changed",
    (Kind.SAME, Decision.NONE): "same",
    (Kind.DOUBTFUL, Decision.NONE): "undecided",
    (Kind.DOUBTFUL, Decision.NEW): "created",
    (Kind.DOUBTFUL, Decision.MATCH): "changed",
    (Kind.DOUBTFUL, Decision.SKIP): "skipped",
}


@dataclass(frozen=True)
class Change:
    """One field that a row changes."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Line:
    """A row of the file with what is printed beside it; `chosen` is the value of its radio button."""

    row: RegistryImportRow
    changes: list[Change]
    facts: list[tuple[str, str]]
    candidates: list[Organization]
    chosen: str
    place: str
    parent: Organization | None


@dataclass(frozen=True)
class Undone:
    """What taking the file back has done with the organizations that it had created."""

    removed: int
    created_left: int


class Whereabouts:
    """Where a row places its organization, in words, and under whom a new one would stand."""

    def __init__(self, actor: Actor, region: Region) -> None:
        self._places = {str(one.pk): one for one in Municipality.objects.visible_to(actor)}
        self._above = Above(region)

    def place(self, row: RegistryImportRow) -> str:
        """The municipality as the portal has understood the row, else that of the organization that it is."""
        stated = self._places.get(row.values.get("municipality", ""))
        known = row.organization.municipality if row.organization else None
        return str(stated or known or "")

    def parent(self, row: RegistryImportRow) -> Organization | None:
        """The department or the education authority."""
        place = self._places.get(row.values.get("municipality", ""))
        facts = {name: row.values.get(name, "") for name in ("name", "full_name")}
        facts["name"] = facts["name"] or row.name
        return self._above.parent(row.values.get("group") or GroupCode.SCHOOL, place.pk if place else None, facts)


@dataclass
class ImportPage:
    """One page of rows of `kind`; a kind that has no rows gives way to the first one that has."""

    actor: Actor
    registry_import: RegistryImport
    asked: str
    number: str | None
    counts: Counts = field(init=False)
    kind: str = field(init=False)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.counts = counts_of(self.actor, [self.registry_import])[self.registry_import.pk]
        kinds = [str(kind) for kind, _ in TABS]
        self.kind = (
            self.asked if self.asked in kinds else next((kind for kind in kinds if self.counts.rows[kind]), kinds[0])
        )
        rows = self.registry_import.rows.filter(kind=self.kind).select_related("organization__municipality")
        rows = rows.order_by("position")
        self.page = Paginator(rows, settings.PAGE_SIZE).get_page(self.number)

    @property
    def tabs(self) -> list[tuple[str, str, int, bool]]:
        """Kind, label, number of rows, whether it is the one shown."""
        tense = _TENSES.get(Stage(self.registry_import.stage), 0)
        return [(kind, labels[tense], self.counts.rows[kind], kind == self.kind) for kind, labels in TABS]

    @property
    def lines(self) -> list[Line]:
        """The rows of the page; their candidates are read at once."""
        rows = list(self.page)
        keys = {key for row in rows for key in row.candidates}
        found = Organization.objects.visible_to(self.actor).select_related("municipality").in_bulk(keys)
        whereabouts = Whereabouts(self.actor, self.registry_import.region)
        return [self._line(row, found, whereabouts) for row in rows]

    def _line(self, row: RegistryImportRow, found: dict[int, Organization], whereabouts: Whereabouts) -> Line:
        changes = [Change(LABELS[name], was, row.values[name]) for name, was in row.before.items()]
        facts = [(LABELS[name], value) for name, value in row.values.items() if value and name in _SHOWN]
        chosen = str(row.organization_id) if row.decision == Decision.MATCH else row.decision
        candidates = [found[key] for key in row.candidates if key in found]
        parent = whereabouts.parent(row) if row.kind in {Kind.NEW, Kind.DOUBTFUL} else None
        return Line(row, changes, facts, candidates, chosen, whereabouts.place(row), parent)

    @property
    def undone(self) -> Undone:
        """How many created organizations went with the file, and how many stayed."""
        made = Q(kind=Kind.NEW) | Q(kind=Kind.DOUBTFUL, decision=Decision.NEW)
        left = self.registry_import.rows.filter(made, organization__isnull=False).count()
        return Undone(self.counts.created - left, left)

    @property
    def is_retyped(self) -> bool:
        """The file with marks is of another type than the brought one."""
        return PurePath(self.registry_import.file_name).suffix.casefold() != ".xlsx"

    @property
    def next_step(self) -> str:
        return NEXT_STEPS[Stage(self.registry_import.stage)]

    @property
    def is_moving(self) -> bool:
        """The worker has it: the page fetches itself anew."""
        return self.registry_import.stage in {Stage.READING, Stage.APPLYING}

    @property
    def is_deciding(self) -> bool:
        return self.registry_import.stage == Stage.READY and self.kind == Kind.DOUBTFUL


def counts_of(actor: Actor, imports: Iterable[RegistryImport]) -> dict[int, Counts]:
    """Import → counts of its rows; one query."""
    found = {one.pk: Counts(Counter()) for one in imports}
    rows = RegistryImport.objects.visible_to(actor).filter(pk__in=found).row_counts()
    for key, kind, decision, says_nothing, count in rows:
        found[key].add(kind, decision, says_nothing, count)
    return found
