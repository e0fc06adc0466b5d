"""The registry operations of the table of times, on a few organizations."""

import pytest

from organizations.models import Organization
from organizations.roles import Role
from recommendations.bench.measure import measure_once
from recommendations.bench.operations import AnswerError, Operation
from recommendations.bench.registry import bring_files, create_registry, lists

pytestmark = pytest.mark.django_db


def test_files_are_really_brought_in_and_the_lists_open() -> None:
    people = create_registry()
    before = Organization.objects.count()
    measured = measure_once(Operation("двадцать школ", 1_000, bring_files(people[Role.ADMINISTRATOR], 1, 20)))
    assert Organization.objects.count() == before + 20
    assert measured.p95 == measured.median > 0
    assert measured.queries > 10
    for operation in lists(people):
        next(operation.calls)()


def test_a_file_that_makes_nothing_new_stops_the_timing() -> None:
    person = create_registry()[Role.ADMINISTRATOR]
    next(bring_files(person, 1, 5))()
    with pytest.raises(AnswerError, match="Создано организаций: 0 вместо 5"):
        next(bring_files(person, 1, 5))()
