"""What the page of a registry file shows: how it was understood, counts of its rows, one page of rows of one kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Page, Paginator

from organizations.access import Actor
from organizations.models import Organization, RegistryImport, RegistryImportRow
from organizations.services.registry_import_fields import LABELS

_SHOWN = LABELS.keys() - {"name"}
Kind, Decision, Stage = RegistryImportRow.Kind, RegistryImportRow.Decision, RegistryImport.Stage
TABS = (
    (Kind.ERROR, "С ошибками"),
    (Kind.DOUBTFUL, "Требуют решения"),
    (Kind.NEW, "Новые"),
    (Kind.CHANGED, "Изменятся"),
    (Kind.SAME, "Без изменений"),
)
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
        rows = self.registry_import.rows.filter(kind=self.kind).select_related("organization").order_by("position")
        self.page = Paginator(rows, settings.PAGE_SIZE).get_page(self.number)

    @property
    def tabs(self) -> list[tuple[str, str, int, bool]]:
        """Kind, label, number of rows, whether it is the one shown."""
        return [(kind, label, self.counts.rows[kind], kind == self.kind) for kind, label in TABS]

    @property
    def lines(self) -> list[Line]:
        """The rows of the page; their candidates are read at once."""
        rows = list(self.page)
        keys = {key for row in rows for key in row.candidates}
        found = Organization.objects.visible_to(self.actor).select_related("municipality").in_bulk(keys)
        return [self._line(row, found) for row in rows]

    def _line(self, row: RegistryImportRow, found: dict[int, Organization]) -> Line:
        changes = [Change(LABELS[name], was, row.values[name]) for name, was in row.before.items()]
        facts = [(LABELS[name], value) for name, value in row.values.items() if value and name in _SHOWN]
        chosen = str(row.organization_id) if row.decision == Decision.MATCH else row.decision
        return Line(row, changes, facts, [found[key] for key in row.candidates if key in found], chosen)

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
