"""The living resolution: its own text with the state of execution of each clause (ux 7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.access import Actor
from recommendations.models import PastWording, Recommendation, Resolution, ResolutionText
from recommendations.models.recommendation import Wording
from recommendations.statuses import ResolutionStage
from recommendations.summaries.clause_state import ClauseState, clause_states
from recommendations.summaries.figures import Figures, sum_figures
from recommendations.summaries.moment import Moment, moment_text
from recommendations.summaries.sentences import state_pieces
from recommendations.summaries.table import Cell, Piece
from recommendations.summaries.text_blocks import Block, text_blocks, title_of


@dataclass(frozen=True)
class LivingClause:
    """What stands beside a clause: its state, clauses of the same wording, the state of what was merged into it."""

    number: str
    state: ClauseState
    twins: tuple[Recommendation, ...] = ()
    merged: tuple[ClauseState, ...] = ()

    @property
    def theme_words(self) -> str:
        """«общая тема с пунктом 2.4»; empty for a wording that stands once."""
        numbers = ", ".join(one.number for one in self.twins)
        words = "пунктами" if len(self.twins) > 1 else "пунктом"
        return f"Общая тема с\u00a0{words}\u00a0{numbers}" if numbers else ""

    @property
    def merged_notes(self) -> list[Cell]:
        """«вошёл пункт 3.2 (ред. 1): исполнено 3 из 10 (30,0 %)»."""
        return [_led(f"вошёл пункт\u00a0{state.clause.label}: ", state.note) for state in self.merged]


@dataclass(frozen=True)
class RetiredClause:
    """A clause that the version shown does not have, while its tasks are counted for ever."""

    state: ClauseState
    went_to: Recommendation | None

    @property
    def fate(self) -> str:
        """«Вошёл в пункт 3.1.», or why it was dropped."""
        if self.went_to:
            return f"Вошёл в\u00a0пункт\u00a0{self.went_to.label}."
        return self.state.clause.retirement_reason or "Исключён из текста резолюции."


@dataclass(frozen=True)
class Living:
    """The version of the text in force at the moment: blocks, each clause with what stands beside it."""

    moment: Moment
    text: ResolutionText | None
    version: int
    lines: tuple[tuple[Block, LivingClause | None], ...]
    retired: tuple[RetiredClause, ...]
    total: Figures

    @property
    def is_in_force(self) -> bool:
        """Whether the version shown is the one in force now."""
        return self.version == self.moment.resolution.version

    @property
    def title(self) -> str:
        """The title of the version shown."""
        return title_of(self.moment.resolution, self.text)

    @property
    def day_text(self) -> str:
        """The day of the state for addresses; empty for now."""
        return self.moment.day.isoformat() if self.moment.day else ""

    @property
    def state_on(self) -> str:
        """«24.09.2021, 14:03», «конец дня 24.09.2021»: after «состояние на»."""
        day = self.moment.day
        return f"конец дня\u00a0{day:%d.%m.%Y}" if day else moment_text(self.moment.actor)

    @property
    def stage(self) -> str:
        """«принята 24.08.2021, № 5, с изменениями (редакция 2 от 12.11.2021)»; «проект, редакция 1»."""
        stage = ResolutionStage(self.text.stage if self.text else self.moment.resolution.stage)
        version = f"редакция\u00a0{self.version}{self._brought_in}"
        if stage not in ResolutionStage.IN_FORCE:
            return f"{stage.label}, {version}"
        adopted = ", ".join([" ".join(["принята", *self._adopted_on]), *self._number])
        if stage == ResolutionStage.ADOPTED:
            return f"{adopted}, {version}"
        comma = "," if self._adopted_on or self._number else ""
        return f"{adopted}{comma} с\u00a0изменениями ({version})"

    @property
    def _adopted_on(self) -> list[str]:
        day = self.moment.resolution.adopted_on
        return [f"{day:%d.%m.%Y}"] if day else []

    @property
    def _number(self) -> list[str]:
        number = self.moment.resolution.number
        return [f"№\u00a0{number}"] if number else []

    @property
    def _brought_in(self) -> str:
        """The day of a later version; the first one came in with the resolution."""
        if self.text is None or self.version == 1:
            return ""
        return f" от\u00a0{self.text.imported_at.astimezone(self.moment.actor.region.zone):%d.%m.%Y}"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands above the text on paper."""
        (named, name), _, scope, made = self.moment.facts()
        name = name if self.is_in_force else self.title
        done = Cell.sentence(*state_pieces(self.total, self.moment.selection)).text if self.total.total else "—"
        on = (("Состояние на", self.state_on), scope, ("В целом", done))
        return ((named, name), ("Стадия", self.stage), *on, made)


def living_resolution(actor: Actor, resolution: Resolution, day: date | None = None) -> Living:
    """The text as it was in force at the end of `day` (None = now) with the state of that moment.

    Before the first version came in, the first one is shown without figures. Figures count the reader's tasks.
    """
    moment = Moment(actor, resolution, day)
    text, version = resolution.texts.filter(version=moment.version).first(), moment.version
    rows = resolution.recommendations.select_related("section").prefetch_related("section__groups")
    everyone = {row.pk: row for row in rows.order_by("position", "pk")}
    wordings = _wordings(resolution, version, everyone)
    margin = _Margin(moment, version, everyone, wordings)
    return Living(
        moment=moment,
        text=text,
        version=version,
        lines=tuple((block, margin.beside(block)) for block in text_blocks(text, wordings)),
        retired=tuple(margin.retired()),
        total=sum_figures(state.figures for state in margin.states.values()),
    )


def _wordings(resolution: Resolution, version: int, everyone: Mapping[int, Recommendation]) -> list[Wording]:
    """The clauses as they stood in the version, in the order of their numbers."""
    if version == resolution.version:
        return [row for row in everyone.values() if row.is_in_force]
    past = PastWording.objects.filter(recommendation__in=list(everyone), version=version)
    return list(past.select_related("section").prefetch_related("section__groups").order_by("position"))


class _Margin:
    """What stands beside the clauses of one version."""

    def __init__(
        self, moment: Moment, version: int, everyone: Mapping[int, Recommendation], wordings: Sequence[Wording]
    ) -> None:
        self.version, self.everyone = version, everyone
        self.standing = {_clause_id(one) for one in wordings}
        self.states = clause_states(moment, everyone.values())
        is_now = version == moment.resolution.version
        self.twins = _by_wording(everyone[pk] for pk in self.standing) if is_now else {}
        self.merged = self._by_heir()

    def beside(self, block: Block) -> LivingClause | None:
        if block.wording is None:
            return None
        clause = self.everyone[_clause_id(block.wording)]
        twins = tuple(one for one in self.twins.get(clause.wording, ()) if one.pk != clause.pk)
        return LivingClause(block.wording.number, self.states[clause.pk], twins, tuple(self.merged[clause.pk]))

    def retired(self) -> list[RetiredClause]:
        """Those with tasks that left the text by this version."""
        return [RetiredClause(self.states[row.pk], self._heir(row)) for row in self._gone()]

    def _gone(self) -> list[Recommendation]:
        gone = [row for row in self.everyone.values() if row.retired_version and row.retired_version <= self.version]
        return [row for row in gone if self.states[row.pk].is_issued]

    def _heir(self, row: Recommendation) -> Recommendation | None:
        """The clause of this version into which it went, over as many mergers as there were."""
        heir = self.everyone.get(row.successor_id or 0)
        return heir if heir is None or heir.pk in self.standing else self._heir(heir)

    def _by_heir(self) -> dict[int, list[ClauseState]]:
        found: dict[int, list[ClauseState]] = defaultdict(list)
        for row in self._gone():
            if heir := self._heir(row):
                found[heir.pk].append(self.states[row.pk])
        return found


def _clause_id(wording: Wording) -> int:
    return wording.recommendation_id if isinstance(wording, PastWording) else wording.pk


def _by_wording(clauses: Iterable[Recommendation]) -> dict[str, list[Recommendation]]:
    found: dict[str, list[Recommendation]] = defaultdict(list)
    for row in sorted(clauses, key=lambda one: one.position):
        if row.wording:
            found[row.wording].append(row)
    return found


def _led(words: str, note: Cell) -> Cell:
    """The sentence after these words."""
    return Cell.sentence(Piece(words), *(note.pieces or (Piece(note.text),)))
