"""One FilterSet per list; every figure on a page is a link into one of them."""

from datetime import date
from typing import Any

import django_filters
from django import forms

from organizations.access import Actor
from organizations.forms.fields import DateField
from organizations.models import Municipality, Organization
from recommendations.control import BUCKET_LABELS, Bucket
from recommendations.documents.act_validity import VALIDITY_LABELS, Validity
from recommendations.models import Assignment, LegalAct, Recommendation, Resolution, Task
from recommendations.querysets.legal_act import LegalActQuerySet
from recommendations.querysets.task import TaskQuerySet
from recommendations.statuses import ActKind
from recommendations.summaries.selection import REGIONAL, SELECTION_LABELS, select
from recommendations.summaries.themes import theme_clauses

_BUCKETS = [(bucket.value, label) for bucket, label in BUCKET_LABELS.items()]
# Lists behind the cards of the start page; the first two depend on who asks.
QUEUES = {
    "open": "незавершённые",
    "to_do": "ждут отчёта вашей организации",
    "to_check": "ждут вашей проверки",
    "with_executor": "ждут отчёта исполнителя",
    "returned": "возвращены на доработку",
    "unseen": "не открыты исполнителем",
}


TABS = (
    ("queue=open", "Незавершённые"),
    ("bucket=overdue", "Просроченные"),
    ("bucket=in_review", "На проверке"),
    ("queue=returned", "На доработке"),
    ("", "Все"),
)


class DayFilter(django_filters.Filter):
    """A day in the project's own field."""

    field_class = DateField


class TaskFilter(django_filters.FilterSet):
    """Tasks that the actor sees, in the state of now or of the end of a day.

    Takes `actor`; the queryset must come from `visible_to`. Unknown ids give an empty list, not an error page.
    """

    q = django_filters.CharFilter(method="search", label="Текст", max_length=200)
    bucket = django_filters.ChoiceFilter(choices=_BUCKETS, method="in_bucket", label="Состояние", empty_label="любое")
    resolution = django_filters.ModelChoiceFilter(
        queryset=Resolution.objects.none(), label="Резолюция", empty_label="все"
    )
    municipality = django_filters.ModelChoiceFilter(
        method="in_place",
        queryset=Municipality.objects.none(),
        label="Муниципальное образование",
        empty_label="все",
        null_label="региональный уровень",
        null_value=REGIONAL,
    )
    due_from = DayFilter(field_name="due", lookup_expr="gte", label="Срок с")
    due_to = DayFilter(field_name="due", lookup_expr="lte", label="Срок по")
    # Below: how figures and pages link into the list; not printed as fields.
    select = django_filters.ChoiceFilter(choices=list(SELECTION_LABELS.items()), method="selected")
    queue = django_filters.ChoiceFilter(choices=list(QUEUES.items()), method="in_queue")
    recommendation = django_filters.ModelChoiceFilter(
        queryset=Recommendation.objects.none(), field_name="assignment__recommendation"
    )
    theme = django_filters.ModelChoiceFilter(queryset=Recommendation.objects.none(), method="of_theme")
    act = django_filters.ModelChoiceFilter(
        queryset=LegalAct.objects.none(), field_name="assignment__recommendation__acts"
    )
    assignment = django_filters.ModelChoiceFilter(queryset=Assignment.objects.none())
    organization = django_filters.ModelChoiceFilter(queryset=Organization.objects.none())
    as_of = DayFilter(method="already_applied")

    VISIBLE = ("q", "bucket", "resolution", "municipality", "due_from", "due_to")
    order_fields = {
        "due": ("due", "pk"),
        "-due": ("-due", "-pk"),
        "organization": ("organization__sort_key", "due", "pk"),
        "-organization": ("-organization__sort_key", "due", "pk"),
        "number": ("assignment__recommendation__position", "due", "pk"),
        "-number": ("-assignment__recommendation__position", "due", "pk"),
    }

    class Meta:
        model = Task
        fields: list[str] = []

    def __init__(self, data: Any = None, *, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        self.day = _day_of(data)
        rows = Task.objects.visible_to(actor).as_of(self.day, actor.region)
        super().__init__(data, queryset=rows, **kwargs)
        for name, model in _CHOICES.items():
            self.filters[name].queryset = model.objects.visible_to(actor)
        if actor.is_school:
            del self.filters["municipality"]

    def filter_queryset(self, queryset: TaskQuerySet) -> TaskQuerySet:
        """A choice that cannot be made chooses nothing: the whole list would pass for its answer."""
        return queryset.none() if self.faults() else super().filter_queryset(queryset)

    def faults(self) -> list[str]:
        """Why the list cannot be chosen, in sentences; empty when it can."""
        if self.day and self.day > self.actor.today:
            return [f"День {self.day:%d.%m.%Y} ещё не наступил, состояние на него неизвестно."]
        return [sentence for sentences in self.form.errors.values() for sentence in sentences]

    def search(self, rows: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        return rows.search(value)

    def in_bucket(self, rows: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        return rows.in_buckets([Bucket(value)], self.day or self.actor.region.today)

    def in_place(self, rows: TaskQuerySet, name: str, place: Municipality | str) -> TaskQuerySet:
        """Counted in the totals of the municipality, or of the region itself, on the day of the list."""
        if isinstance(place, Municipality):
            return rows.filter(place=place.pk)
        return rows.filter(place__isnull=True)

    def selected(self, rows: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        return select(rows, value)

    def of_theme(self, rows: TaskQuerySet, name: str, value: Recommendation) -> TaskQuerySet:
        return rows.filter(assignment__recommendation__in=theme_clauses(value))

    def in_queue(self, rows: TaskQuerySet, name: str, value: str) -> TaskQuerySet:
        if value in {"to_do", "to_check"}:
            return getattr(rows, value)(self.actor)
        return getattr(rows, value)()

    def in_order(self, sort: str) -> TaskQuerySet:
        """The rows in one of `order_fields`; an unknown order is the one by deadline.

        The region is named for the tables of the order too, so that their own indexes give it.
        """
        rows = self.qs.order_by(*self.order_fields.get(sort, self.order_fields["due"]))
        ordered_by = {"organization": "organization", "number": "assignment__recommendation"}.get(sort.lstrip("-"))
        return rows.filter(**{f"{ordered_by}__region": self.actor.region}) if ordered_by else rows

    def already_applied(self, rows: TaskQuerySet, name: str, value: date) -> TaskQuerySet:
        """The day shapes the queryset before the other filters look at it."""
        return rows

    def visible_fields(self) -> list[forms.BoundField]:
        """Fields printed above the list."""
        return [self.form[name] for name in self.VISIBLE if name in self.form.fields]

    def chosen(self) -> list[str]:
        """What the printed fields choose, in words: on paper the fields themselves are not there."""
        data = getattr(self.form, "cleaned_data", {}) if self.form.is_valid() else {}
        labels = {name: str(self.filters[name].label) for name in self.VISIBLE if name in self.filters}
        return [f"{label}: {_words(data[name])}" for name, label in labels.items() if data.get(name)]

    def described(self) -> list[str]:
        """What the hidden filters choose, in words, for the head of the list."""
        data = getattr(self.form, "cleaned_data", {}) if self.form.is_valid() else {}
        words = [QUEUES.get(data.get("queue", ""), ""), SELECTION_LABELS.get(data.get("select", ""), "")]
        words += [f"общая тема с пунктом {data['theme'].number}"] if data.get("theme") else []
        words += [str(data[name]) for name in ("recommendation", "act", "assignment", "organization") if data.get(name)]
        return [text for text in words if text]

    def tabs(self) -> list[tuple[str, str, bool]]:
        """Usual slices of the list: label, query, whether it is the one shown."""
        shown = self.data.urlencode() if hasattr(self.data, "urlencode") else ""
        return [(label, query, shown == query) for query, label in TABS]

    def hidden_values(self) -> list[tuple[str, str]]:
        """What the form must carry on besides its visible fields."""
        return [
            (name, value)
            for name, value in self.data.items()
            if value and name not in self.VISIBLE and name in (*self.filters, "sort")
        ]


_CHOICES: dict[str, Any] = {
    "resolution": Resolution,
    "municipality": Municipality,
    "recommendation": Recommendation,
    "theme": Recommendation,
    "act": LegalAct,
    "assignment": Assignment,
    "organization": Organization,
}


def _words(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return {REGIONAL: "региональный уровень", **dict(_BUCKETS)}.get(str(value), str(value))


def _day_of(data: Any) -> date | None:
    field = DateField(required=False)
    try:
        return field.clean((data or {}).get("as_of", ""))
    except forms.ValidationError:
        return None


class ActFilter(django_filters.FilterSet):
    """Acts of the register that the actor sees, by their legal force. Takes `actor`."""

    q = django_filters.CharFilter(method="search", label="Название, номер", max_length=200)
    kind = django_filters.ChoiceFilter(choices=ActKind.choices, label="Вид", empty_label="любой")
    validity = django_filters.ChoiceFilter(
        choices=[(one.value, label) for one, label in VALIDITY_LABELS.items()],
        method="of_validity",
        label="Действие",
        empty_label="любое",
    )

    class Meta:
        model = LegalAct
        fields: list[str] = []

    def __init__(self, data: Any = None, *, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(data, queryset=LegalAct.objects.visible_to(actor).in_order(), **kwargs)

    def filter_queryset(self, queryset: LegalActQuerySet) -> LegalActQuerySet:
        """A choice that cannot be made chooses nothing: the whole list would pass for its answer."""
        return queryset.none() if self.form.errors else super().filter_queryset(queryset)

    def search(self, rows: LegalActQuerySet, name: str, value: str) -> LegalActQuerySet:
        return rows.search(value)

    def of_validity(self, rows: LegalActQuerySet, name: str, value: str) -> LegalActQuerySet:
        return rows.of_validity(Validity(value), self.actor.today)

    def chosen(self) -> list[tuple[str, str]]:
        """What the fields choose, in words: for paper and for the file."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        words: dict[str, str] = dict(ActKind.choices) | {str(one): label for one, label in VALIDITY_LABELS.items()}
        return [(str(self.filters[name].label), words.get(value, value)) for name, value in data.items() if value]
