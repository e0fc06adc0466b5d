"""Counts, shares and the discipline index of any group of tasks, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Sum

from recommendations.control import Bucket, ControlRules, DisciplineGroup, Share, discipline_index
from recommendations.querysets.calendar import control_rules
from recommendations.querysets.task import LATE, TaskQuerySet
from recommendations.summaries.selection import EXTENDED, RULES

_SENTENCES = (
    "Каждое обязательство (поручение одной организации за один период) учтено ровно один раз, в одной графе.",
    "На контроле = исполнено + на исполнении + просрочено + на проверке + на доработке. Неприменимые и отозванные "
    "обязательства показаны отдельно и в долях не участвуют.",
    "Датой исполнения считается день отправки той версии отчёта, которая принята контролёром: долгая проверка "
    "не делает исполнение просроченным. Возврат на доработку срок не переносит.",
    "Просрочено: срок (с учётом продлений) прошёл, а отчёта на проверке нет. В последний день срока обязательство "
    "ещё не просрочено. Возвращённый отчёт, срок которого прошёл, учтён как просроченный.",
    "Срок наступил (N): срок не позже даты сводки; без неприменимых и отозванных. Представлено: из N, где отчёт "
    "«исполнено» подан хотя бы раз. Сообщение о ходе исполнения представленным отчётом не считается.",
    "Доля исполненных в срок = исполнено в срок из N ÷ N × 100 %. Коэффициент исполнения Ко = исполнено из N "
    "(в срок и с нарушением срока) ÷ N × 100 %.",
    "КИД (индекс исполнительской дисциплины) = Σ(w × k) ÷ Σw × 100 % по обязательствам из N, кроме находящихся на "
    "проверке (их число указано рядом). k = 1 — исполнено в срок; 1 − d/{late_days} (не меньше 0) — исполнено с "
    "опозданием на d календарных дней; 0 — не исполнено. w = {weight} — особый контроль, w = 1 — остальные. "
    "Продление срока КИД не снижает.",
    "Если делить не на что, ставится «—». Итоговые доли считаются по суммам, а не как среднее долей.",
)


def rules_in_words(rules: ControlRules) -> tuple[str, ...]:
    """The sentences under a table with the numbers that are in force in the region."""
    numbers = {"late_days": rules.late_days_to_zero, "weight": rules.special_control_weight}
    return tuple(sentence.format(**numbers) for sentence in _SENTENCES)


RULES_IN_WORDS = rules_in_words(ControlRules())


@dataclass(frozen=True)
class BucketCounts:
    """How many tasks of a group stand in each bucket."""

    buckets: Mapping[Bucket, int] = field(default_factory=lambda: MappingProxyType({}))

    def bucket(self, bucket: Bucket) -> int:
        """How many tasks are in the bucket."""
        return self.buckets.get(bucket, 0)

    @property
    def total(self) -> int:
        """All tasks, those withdrawn and not applicable included."""
        return sum(self.buckets.values())

    @cached_property
    def on_control(self) -> int:
        """All but withdrawn and not applicable."""
        return self._in_buckets_of("on_control")

    @cached_property
    def done(self) -> int:
        """Done on time and late, whatever the deadline."""
        return self._in_buckets_of("done")

    def _in_buckets_of(self, name: str) -> int:
        return sum(self.bucket(bucket) for bucket in RULES[name].buckets)


@dataclass(frozen=True)
class Figures(BucketCounts):
    """What is counted over a group of tasks at the end of a day (domain rules, figures); figures add up.

    `expected` is N; received, on_time, executed and in_review_of_expected count tasks of N. `extensions` is a sum.
    """

    expected: int = 0
    received: int = 0
    on_time: int = 0
    executed: int = 0
    in_review_of_expected: int = 0
    extensions: int = 0
    discipline: Share = field(default_factory=lambda: Share(0, 0))

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            buckets=MappingProxyType({bucket: self.bucket(bucket) + other.bucket(bucket) for bucket in Bucket}),
            expected=self.expected + other.expected,
            received=self.received + other.received,
            on_time=self.on_time + other.on_time,
            executed=self.executed + other.executed,
            in_review_of_expected=self.in_review_of_expected + other.in_review_of_expected,
            extensions=self.extensions + other.extensions,
            discipline=self.discipline + other.discipline,
        )

    def count(self, name: str) -> int:
        """The figure that belongs to the selection of this name; for «extended» the sum of extensions."""
        if name in _OF_EXPECTED:
            return getattr(self, name)
        if name == EXTENDED:
            return self.extensions
        return self.early if name == "early" else self._in_buckets_of(name)

    @property
    def in_work(self) -> int:
        """With the executor, deadline ahead, not returned."""
        return self.count("in_work")

    @property
    def early(self) -> int:
        """Done before the deadline has come, so not in N."""
        return self.done - self.executed

    @property
    def rated(self) -> int:
        """N without those under check: what the discipline index is taken over."""
        return self.expected - self.in_review_of_expected

    @property
    def on_time_share(self) -> Share:
        """Доля исполненных в срок."""
        return Share(self.on_time, self.expected)

    @property
    def executed_share(self) -> Share:
        """Ко: executed ÷ N."""
        return Share(self.executed, self.expected)

    @property
    def received_share(self) -> Share:
        """Received ÷ N."""
        return Share(self.received, self.expected)


_OF_EXPECTED = frozenset({"expected", "received", "on_time", "executed", "in_review_of_expected", "rated"})
_STORED = ("expected", "received", "on_time", "executed", "in_review_of_expected")
_SPECIAL = "assignment__special_control"
Key = tuple[Any, ...]


def figures_by(tasks: TaskQuerySet, *keys: str, rules: ControlRules | None = None) -> dict[Key, Figures]:
    """Figures of each group of tasks with equal `keys`, in two queries (three when `rules` are not given).

    `tasks` are annotated by `as_of`; keys are lookups such as "place" or "assignment__recommendation_id".
    Without keys the one group has the key (). Groups without tasks are absent.
    """
    rules = rules or _rules_of(tasks)
    counted: dict[Key, list[_Group]] = defaultdict(list)
    for row in _counted(tasks, keys):
        counted[_key(row, keys)].append(_Group.from_row(row, rules))
    late: dict[Key, list[DisciplineGroup]] = defaultdict(list)
    for row in _late(tasks, keys):
        late[_key(row, keys)].append(_late_group(row, rules))
    return {key: _figures(groups, late[key], rules) for key, groups in counted.items()}


def buckets_by(tasks: TaskQuerySet, *keys: str) -> dict[Key, BucketCounts]:
    """Bucket counts alone of each group of tasks with equal `keys`, in one light query; see figures_by."""
    counted: dict[Key, dict[Bucket, int]] = defaultdict(dict)
    for row in tasks.order_by().values(*keys, "bucket").annotate(number=Count("*")):
        counted[_key(row, keys)][Bucket(row["bucket"])] = row["number"]
    return {key: BucketCounts(MappingProxyType(buckets)) for key, buckets in counted.items()}


def figures_of(tasks: TaskQuerySet, rules: ControlRules | None = None) -> Figures:
    """Figures of all the tasks together."""
    return figures_by(tasks, rules=rules).get((), Figures())


def sum_buckets(parts: Iterable[BucketCounts]) -> BucketCounts:
    """The total of parts, bucket by bucket."""
    total = dict.fromkeys(Bucket, 0)
    for part in parts:
        for bucket, number in part.buckets.items():
            total[bucket] += number
    return BucketCounts(MappingProxyType(total))


def sum_figures(parts: Iterable[Figures]) -> Figures:
    """The total of parts."""
    return sum(parts, Figures())


@dataclass(frozen=True)
class _Group:
    """Tasks that the database has counted together because no figure tells them apart."""

    bucket: Bucket
    is_due: bool
    was_received: bool
    weight: int
    number: int
    extensions: int

    @classmethod
    def from_row(cls, row: Mapping[str, Any], rules: ControlRules) -> "_Group":
        return cls(
            Bucket(row["bucket"]), row["is_due"], row["was_received"], _weight(row, rules), row["number"], row["added"]
        )

    def counts_for(self, name: str) -> bool:
        return RULES[name].covers(self.bucket, self.is_due, self.was_received)


def _rules_of(tasks: TaskQuerySet) -> ControlRules:
    """Tasks of a query never cross regions, so the first one names the settings."""
    task = tasks.order_by().select_related("region").only("region").first()
    return control_rules(task.region) if task else ControlRules()


def _counted(tasks: TaskQuerySet, keys: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    grouped = tasks.order_by().values(*keys, _SPECIAL, "bucket", "is_due", "was_received")
    return grouped.annotate(number=Count("*"), added=Sum("extensions"))


def _late(tasks: TaskQuerySet, keys: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    late = tasks.filter(LATE, is_due=True)
    return late.order_by().values(*keys, _SPECIAL, "due", "executed").annotate(number=Count("*"))


def _late_group(row: Mapping[str, Any], rules: ControlRules) -> DisciplineGroup:
    return DisciplineGroup(row["number"], _weight(row, rules), (row["executed"] - row["due"]).days)


def _key(row: Mapping[str, Any], keys: tuple[str, ...]) -> Key:
    return tuple(row[name] for name in keys)


def _weight(row: Mapping[str, Any], rules: ControlRules) -> int:
    return rules.special_control_weight if row[_SPECIAL] else 1


def _figures(groups: list[_Group], late: list[DisciplineGroup], rules: ControlRules) -> Figures:
    buckets = dict.fromkeys(Bucket, 0)
    for group in groups:
        buckets[group.bucket] += group.number
    return Figures(
        buckets=MappingProxyType(buckets),
        extensions=sum(group.extensions for group in groups),
        discipline=discipline_index([*_punctual_and_silent(groups), *late], rules),
        **{name: _number(groups, name) for name in _STORED},
    )


def _number(groups: list[_Group], name: str) -> int:
    return sum(group.number for group in groups if group.counts_for(name))


def _punctual_and_silent(groups: list[_Group]) -> Iterable[DisciplineGroup]:
    """What the index takes in besides late execution: done on time, and not done though the deadline has come."""
    for group in groups:
        if group.counts_for("rated") and group.bucket != Bucket.DONE_LATE:
            on_time = group.bucket == Bucket.DONE_ON_TIME
            yield DisciplineGroup(group.number, group.weight, 0 if on_time else None)
