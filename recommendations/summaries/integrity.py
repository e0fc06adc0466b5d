"""What no constraint of one row can hold: caches that equal their events, rows that agree with their owners."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, IntegerField, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from organizations.models import Membership, MunicipalityName, Organization, OrganizationName
from recommendations.models import (
    Assignment,
    Citation,
    Evidence,
    ExtensionRequest,
    FindingSignature,
    NotApplicableRequest,
    PastWording,
    PendingDocument,
    ProgressReport,
    Recommendation,
    Remark,
    ResolutionText,
    Section,
    Task,
    TaskEvent,
)
from recommendations.statuses import Act, TaskStatus

_CACHED = {
    "status": "last_status",
    "due_on": "last_due",
    "extension_count": "last_extensions",
    "report_version": "last_version",
    "executed_on": "last_executed",
    "first_submitted_at": "first_handed_in",
    "municipality_id": "last_place",
}
_BATCH = 1000


@dataclass(frozen=True)
class Rule:
    """Rows of a model that contradict another row, and the sentence for each of them."""

    sentence: str
    rows: QuerySet


def integrity_problems() -> Iterator[str]:
    """Every contradiction of the database as a Russian sentence; rows are read in batches."""
    yield from cache_problems()
    for rule in cross_table_rules():
        for key in rule.rows.order_by().values_list("pk", flat=True).iterator(chunk_size=_BATCH):
            yield f"{rule.rows.model._meta.verbose_name.capitalize()} №\u00a0{key}: {rule.sentence}."


def cache_problems() -> Iterator[str]:
    """Tasks whose cached columns differ from what their events say (domain rules, objects)."""
    silent = Task.objects.filter(events__isnull=True).order_by("pk").values_list("pk", flat=True)
    for key in silent.iterator(chunk_size=_BATCH):
        yield f"Обязательство №\u00a0{key}: нет ни одной записи о действиях."
    for task in _with_events().filter(_differs()).order_by("pk").iterator(chunk_size=_BATCH):
        yield from _differences(task)


def _with_events() -> QuerySet[Task]:
    own = TaskEvent.objects.filter(task=OuterRef("pk"))
    last = own.order_by("-recorded_at", "-pk").values("pk")[:1]
    submitted = own.filter(act=Act.SUBMIT).order_by().values("task").annotate(first=Min("recorded_at"))
    return Task.objects.filter(events=Subquery(last)).annotate(
        last_status=F("events__status_after"),
        last_due=F("events__due_after"),
        last_extensions=F("events__extensions_after"),
        last_version=F("events__version_after"),
        last_executed=F("events__executed_after"),
        last_place=F("events__municipality_id"),
        first_handed_in=Subquery(submitted.values("first")),
    )


def _differs() -> Q:
    """Null differs from any value, which `=` alone does not say."""
    found = Q()
    for cached, recorded in _CACHED.items():
        both_empty = Q(**{f"{cached}__isnull": True, f"{recorded}__isnull": True})
        one_empty = (Q(**{f"{cached}__isnull": True}) | Q(**{f"{recorded}__isnull": True})) & ~both_empty
        found |= one_empty | Q(**{f"{cached}__lt": F(recorded)}) | Q(**{f"{cached}__gt": F(recorded)})
    return found


def _differences(task: Task) -> Iterator[str]:
    for cached, recorded in _CACHED.items():
        stands, expected = getattr(task, cached), getattr(task, recorded)
        if stands != expected:
            label = Task._meta.get_field(cached).verbose_name  # type: ignore[union-attr]
            words = f"записано «{_text(stands)}», по действиям — «{_text(expected)}»"
            yield f"Обязательство №\u00a0{task.pk}, {label}: {words}."


def _text(value: Any) -> str:
    if value is None:
        return "пусто"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(TaskStatus(value).label) if value in TaskStatus.values else str(value)


def cross_table_rules() -> list[Rule]:
    """Agreement between tables (architecture, house rule 5)."""
    return [*_regions(), *_resolutions(), *_versions(), *_reports(), *_heirs(), *_names()]


_OWNERS: tuple[tuple[type[Model], str], ...] = (
    (Task, "organization"),
    (Task, "assignment"),
    (Task, "resolution"),
    (Task, "municipality"),
    (Task, "predecessor"),
    (TaskEvent, "task"),
    (TaskEvent, "municipality"),
    (ProgressReport, "task"),
    (Remark, "report"),
    (Evidence, "report"),
    (ExtensionRequest, "task"),
    (NotApplicableRequest, "task"),
    (Assignment, "recommendation"),
    (Assignment, "issuing_organization"),
    (Assignment, "controller_organization"),
    (Recommendation, "resolution"),
    (Section, "resolution"),
    (ResolutionText, "resolution"),
    (PastWording, "recommendation"),
    (PastWording, "section"),
    (Citation, "recommendation"),
    (Citation, "act"),
    (FindingSignature, "recommendation"),
    (PendingDocument, "resolution"),
    (Organization, "municipality"),
    (Organization, "parent"),
    (Organization, "successor"),
    (Organization, "addressee_group"),
    (OrganizationName, "organization"),
    (MunicipalityName, "municipality"),
    (Membership, "organization"),
)


def _regions() -> Iterable[Rule]:
    for model, owner in _OWNERS:
        label = model._meta.get_field(owner).verbose_name  # type: ignore[union-attr]
        rows = model._default_manager.filter(~Q(region=F(f"{owner}__region")), **{f"{owner}__isnull": False})
        yield Rule(f"регион не совпадает с регионом связанной записи ({label})", rows)


def _resolutions() -> Iterable[Rule]:
    pairs = (
        (Task, "assignment__resolution", "резолюция не та, что у поручения"),
        (Assignment, "recommendation__resolution", "резолюция не та, что у рекомендации"),
        (Recommendation, "section__resolution", "резолюция не та, что у раздела"),
        (Recommendation, "successor__resolution", "резолюция не та, что у пункта, в который он вошёл"),
        (Recommendation, "origin__resolution", "резолюция не та, что у пункта, из которого он выделен"),
    )
    for model, path, sentence in pairs:
        linked = {f"{path}__isnull": False}
        yield Rule(sentence, model._default_manager.filter(~Q(resolution=F(path)), **linked))


def _versions() -> Iterable[Rule]:
    """Clauses and the versions of the text in which they stand."""
    now = F("resolution__version")
    ends = Coalesce(F("retired_version"), now + 1, output_field=IntegerField())
    past_ends = Coalesce(F("retired_version"), now, output_field=IntegerField())
    clauses = Recommendation.objects.annotate(stands_in=ends - 1, stood_in=past_ends - 1)
    early = Q(since_version__gt=now) | Q(retired_version__gt=now)
    former = PastWording.objects.filter(recommendation=OuterRef("pk"), version=OuterRef("stood_in"))
    older = clauses.filter(since_version__lte=F("stood_in"))
    dropped = clauses.filter(retired_version__isnull=False, successor=None, retirement_reason="")
    yield Rule("редакция, в которой пункт появился или исключён, ещё не внесена", clauses.filter(early))
    yield Rule("раздел не той редакции, в которой стоит пункт", clauses.exclude(section__version=F("stands_in")))
    yield Rule("нет прежней редакции пункта", older.filter(~Exists(former)))
    yield Rule("не указано, почему пункт исключён", dropped)
    yield Rule("раздел не той редакции, что пункт", PastWording.objects.exclude(section__version=F("version")))


def _reports() -> Iterable[Rule]:
    handed_in = ProgressReport.objects.filter(
        task=OuterRef("pk"), version=OuterRef("report_version"), submitted_at__isnull=False
    )
    under_check = Task.objects.filter(status__in=[*TaskStatus.WITH_REVIEWER, TaskStatus.DONE])
    yield Rule("нет отправленного отчёта, который проверяется или принят", under_check.filter(~Exists(handed_in)))
    earlier = TaskEvent.objects.filter(task=OuterRef("task"), recorded_at__lt=OuterRef("recorded_at"))
    issued = TaskEvent.objects.filter(act=Act.ISSUE)
    yield Rule("поручение направлено позже других действий", issued.filter(Exists(earlier)))


def _heirs() -> Iterable[Rule]:
    """What reorganizations leave behind: tasks passed on as they were, nobody who cannot report."""
    passed_on = Task.objects.filter(predecessor__isnull=False)
    transfers = TaskEvent.objects.filter(task=OuterRef("predecessor"), act=Act.TRANSFER)
    same = Q(assignment=F("predecessor__assignment"), period=F("predecessor__period"))
    yield Rule("поручение или период не те, что у переданного обязательства", passed_on.exclude(same))
    yield Rule("нет записи о передаче прежнего обязательства", passed_on.filter(~Exists(transfers)))
    stranded = Task.objects.with_executor().filter(organization__closed_on__lte=timezone.now().date())
    yield Rule("исполнитель закрыт, отчитываться некому", stranded)
    above = Organization.objects.filter(closed_on=None, parent__closed_on__lte=timezone.now().date())
    yield Rule("вышестоящая организация закрыта", above)


def _names() -> Iterable[Rule]:
    other = OrganizationName.objects.filter(organization=OuterRef("organization")).exclude(pk=OuterRef("pk"))
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=OuterRef("valid_from"))
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("valid_from"))
    overlapping = OrganizationName.objects.filter(Exists(other.filter(begun, not_over)), valid_from__isnull=False)
    yield Rule("срок действия пересекается с другим наименованием организации", overlapping)
