"""Themes: the same wording under several addressees, with progress for each of them."""

from dataclasses import dataclass

from organizations.access import Actor
from recommendations.models import Recommendation
from recommendations.summaries.clause_state import ClauseState, clause_states
from recommendations.summaries.figures import Figures, sum_figures
from recommendations.summaries.moment import Moment


@dataclass(frozen=True)
class Theme:
    """Clauses in force of one wording, in the order of their numbers, as the reader sees their tasks now."""

    rows: tuple[ClauseState, ...]

    @property
    def text(self) -> str:
        """The common text: as the first clause has it."""
        return self.rows[0].clause.text

    @property
    def numbers(self) -> str:
        """«1.2, 2.4»."""
        return ", ".join(row.clause.number for row in self.rows)

    @property
    def total(self) -> Figures:
        """All tasks of the theme."""
        return sum_figures(row.figures for row in self.rows)


def theme_of(actor: Actor, clause: Recommendation) -> Theme | None:
    """The theme of the clause's wording; None when fewer than two clauses in force share it."""
    clauses = theme_clauses(clause)
    if len(clauses) < 2:
        return None
    moment = Moment(actor, clause.resolution, None)
    return Theme(tuple(clause_states(moment, clauses).values()))


def theme_clauses(clause: Recommendation) -> list[Recommendation]:
    """Clauses in force of the same wording in the resolution, the given one among them while it is in force."""
    own = [clause] if clause.is_in_force else []
    twins = Recommendation.objects.twins_of(clause) if clause.wording else Recommendation.objects.none()
    rows = [*own, *twins.select_related("section").prefetch_related("section__groups")]
    return sorted(rows, key=lambda row: row.position)
