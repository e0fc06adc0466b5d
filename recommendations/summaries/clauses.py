"""The clauses that a summary lists: those of the version in force at its moment, and others that are executed."""

from django.db.models import Exists, OuterRef, Q

from recommendations.models import Assignment, PastWording, Recommendation
from recommendations.querysets.resolution import RecommendationQuerySet
from recommendations.summaries.moment import Moment


def clauses_at(moment: Moment) -> list[Recommendation]:
    """The clauses as they stood at the moment, in order: a document keeps the words that it had on its day.

    Rows of a past version carry its number, text and section; they are not to be saved. Retired clauses whose
    assignments went out stay in the list for ever, for their tasks are counted.
    """
    visible = Recommendation.objects.visible_to(moment.actor).filter(resolution=moment.resolution)
    if moment.version == moment.resolution.version:
        return list(_for_list(visible.executed()))
    return _as_of(visible, moment.version)


def _for_list(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    return rows.order_by("position", "pk").select_related("section")


def _as_of(visible: RecommendationQuerySet, version: int) -> list[Recommendation]:
    issued = Assignment.objects.filter(recommendation=OuterRef("pk"), issued_at__isnull=False)
    stood = Q(retired_version__isnull=True) | Q(retired_version__gt=version)
    rows = visible.filter(stood | Exists(issued), since_version__lte=version)
    past = PastWording.objects.filter(recommendation__in=rows, version=version).select_related("section")
    wordings = {one.recommendation_id: one for one in past}
    found = [_worded(row, wordings.get(row.pk)) for row in _for_list(rows)]
    return sorted(found, key=lambda row: (row.position, row.pk))


def _worded(row: Recommendation, wording: PastWording | None) -> Recommendation:
    if wording is not None:
        row.retired_version = None
        for name in ("number", "text", "position", "section"):
            setattr(row, name, getattr(wording, name))
    return row
