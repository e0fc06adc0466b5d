"""The least SQL that gives the rows of a page: written by hand, without the portal's code around it."""

from typing import Any

from django.db import connection

from recommendations.bench.ground import Ground
from recommendations.statuses import TaskStatus

PAGE = 50
_ROWS = """
    SELECT t.id, t.due_on, t.status, t.period, o.name, m.name, r.number, a.part_text, left(r.text, 140)
    FROM recommendations_task t
    JOIN organizations_organization o ON o.id = t.organization_id
    LEFT JOIN organizations_municipality m ON m.id = o.municipality_id
    JOIN recommendations_assignment a ON a.id = t.assignment_id
    JOIN recommendations_recommendation r ON r.id = a.recommendation_id
"""
_COUNT = "SELECT count(*) FROM recommendations_task t"
_KEYS = "SELECT t.id FROM recommendations_task t"
_ORDER = f" ORDER BY t.due_on, t.id LIMIT {PAGE} OFFSET %s"
_OVERDUE = "t.region_id = %s AND t.status IN %s AND t.due_on < %s"
_FOUND = """
    t.region_id = %s
    AND (t.organization_id IN (SELECT id FROM organizations_organization WHERE search_text LIKE %s)
         OR t.assignment_id IN (SELECT id FROM recommendations_assignment WHERE search_text LIKE %s))
"""
_ROLL_UP = """
    SELECT {keys}, t.status, t.executed_on > t.due_on, t.due_on < %s, a.special_control,
           t.first_submitted_at IS NOT NULL, count(*), sum(t.extension_count)
    FROM recommendations_task t JOIN recommendations_assignment a ON a.id = t.assignment_id
    WHERE t.region_id = %s AND t.resolution_id = %s
    GROUP BY {groups}
"""


def overdue(ground: Ground) -> None:
    """A page of overdue tasks by deadline, and their number."""
    _page(_OVERDUE, _overdue_values(ground))


def overdue_of_municipality(ground: Ground) -> None:
    """The same of one municipality."""
    _page(f"{_OVERDUE} AND t.municipality_id = %s", [*_overdue_values(ground), ground.municipality.pk])


def search(ground: Ground, word: str) -> None:
    """A page of tasks whose organization or point holds the word, and their number."""
    _page(_FOUND, [ground.region.pk, f"%{word}%", f"%{word}%"])


def all_tasks(ground: Ground, offset: int = 0) -> None:
    """A page of all tasks by deadline, and their number."""
    _page("t.region_id = %s", [ground.region.pk], offset)


def matrix(ground: Ground) -> None:
    """Counts by recommendation and municipality."""
    _roll_up(ground, "a.recommendation_id, t.municipality_id", 7)


def by_municipality(ground: Ground) -> None:
    """Counts by municipality."""
    _roll_up(ground, "t.municipality_id", 6)


def _overdue_values(ground: Ground) -> list[Any]:
    return [ground.region.pk, TaskStatus.WITH_EXECUTOR, ground.today]


def _page(condition: str, values: list[Any], offset: int = 0) -> None:
    _fetch(f"{_COUNT} WHERE {condition}", values)
    _fetch(f"{_ROWS} WHERE t.id IN ({_KEYS} WHERE {condition} {_ORDER})", [*values, offset])


def _roll_up(ground: Ground, keys: str, groups: int) -> None:
    numbers = ", ".join(str(number) for number in range(1, groups + 1))
    query = _ROLL_UP.format(keys=keys, groups=numbers)
    _fetch(query, [ground.today, ground.region.pk, ground.resolution.pk])


def _fetch(query: str, values: list[Any]) -> None:
    if connection.vendor != "postgresql":
        query, values = _without_tuples(query, values)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        cursor.fetchall()


def _without_tuples(query: str, values: list[Any]) -> tuple[str, list[Any]]:
    """SQLite knows no list as one value, and calls left() otherwise."""
    flat: list[Any] = []
    for value in values:
        if isinstance(value, tuple):
            query = query.replace("IN %s", f"IN ({', '.join(['%s'] * len(value))})", 1)
            flat.extend(value)
        else:
            flat.append(value)
    return query.replace("left(r.text, 140)", "substr(r.text, 1, 140)"), flat
