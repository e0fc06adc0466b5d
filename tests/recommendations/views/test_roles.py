"""The page of roles says what the policies answer."""

import pytest
from django.urls import reverse

from organizations.models import Membership
from organizations.roles import Role
from recommendations.statuses import MOVES, Act, Who
from recommendations.summaries.roles import READS, parts_of_role, right_groups, role_rows
from tests.access.table import ROWS
from tests.busy import signed_in
from tests.factories import World, make_task
from tests.pages import read

PERSON_OF = {
    Role.DEPARTMENT: "specialist",
    Role.DEPARTMENT_HEAD: "head",
    Role.MUNICIPAL: "coordinator",
    Role.SCHOOL: "school",
    Role.METHODOLOGIST: "methodologist",
    Role.OBSERVER: "observer",
    Role.ADMINISTRATOR: "administrator",
}


def rights() -> dict[str, tuple[Role, ...]]:
    return {row.label: row.roles for _, rows in right_groups() for row in rows}


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        ("подавать отчёт", {"department", "department_head", "municipal", "school", "methodologist"}),
        ("согласовывать отчёты школ", {"municipal"}),
        ("принимать отчёт и снимать с контроля", {"department", "department_head", "municipal", "methodologist"}),
        ("отзывать задачу", {"department", "department_head", "municipal", "administrator"}),
        ("направлять поручение исполнителям", {"department", "department_head"}),
        ("загружать резолюции", {"department", "department_head", "methodologist"}),
        ("вести учётные записи подчинённых школ", {"municipal", "administrator"}),
        ("вести учётные записи всех организаций", {"administrator"}),
        ("читать журнал действий", {"administrator"}),
    ],
)
def test_rights_are_those_of_the_domain_rules(right: str, roles: set[str]) -> None:
    """The table of acts and roles in «states of a task»."""
    assert set(rights()[right]) == roles


def test_parts_are_those_of_the_policy() -> None:
    """Observers stand in no part; only the executor's side reports; reorganization is the administrator's."""
    assert parts_of_role(Role.OBSERVER) == set()
    assert parts_of_role(Role.SCHOOL) == {Who.EXECUTOR}
    assert parts_of_role(Role.ADMINISTRATOR) == {Who.REGISTRAR}


def test_every_act_of_the_move_table_that_a_person_presses_is_on_the_page() -> None:
    """Taking into work and a note of progress are parts of reporting."""
    shown = {row.part for _, rows in right_groups() for row in rows if row.part}
    told = {", ".join(part.label for part in move.who) for act, move in MOVES.items()}
    assert told <= shown
    assert len([row for _, rows in right_groups() for row in rows if row.part]) == len(
        set(MOVES)
        - {
            Act.START,
            Act.NOTE_PROGRESS,
        }
    )


def marks(method: str, name: str, thing: str = "-") -> dict[Role, str]:
    """What the table of access says for one address, by role."""
    row = next(row for row in ROWS if (row.method, row.name, row.thing) == (method, name, thing))
    return {role: row.wanted(person) for role, person in PERSON_OF.items()}


@pytest.mark.parametrize(
    ("right", "address"),
    [
        ("загружать резолюции", ("GET", "resolution-import", "-")),
        ("вести реестр правовых актов", ("GET", "act-new", "-")),
        ("читать журнал действий", ("GET", "audit-list", "-")),
        ("видеть список сотрудников", ("GET", "people-list", "-")),
        ("менять настройки и рабочий календарь", ("GET", "calendar-change", "-")),
    ],
)
def test_the_page_agrees_with_the_table_of_access(right: str, address: tuple[str, str, str]) -> None:
    opens = {role for role, mark in marks(*address).items() if mark in "+="}
    assert set(rights()[right]) == opens


def test_what_a_role_reads_agrees_with_the_table_of_access() -> None:
    """The words of reading are kept by hand, so they are compared with what opens."""
    other = marks("GET", "organization-detail", "organization/other_school")
    task = marks("GET", "task-detail", "review")
    for role, words in READS.items():
        assert ("региона" in words or role == Role.ADMINISTRATOR) == (other[role] == "+"), role
        assert ("отчёты" in words and "не видны" not in words) == (task[role] == "+"), role


def test_the_number_of_places_of_work_is_that_of_the_people_list(world: World) -> None:
    """«how many people have each (link to the people list filtered by role)»"""
    make_task(world)
    Membership.objects.filter(pk=world["colleague"].membership.pk).update(valid_to="2021-01-01")
    counts = {row.role: row.count for row in role_rows(world["administrator"])}
    assert (counts[Role.DEPARTMENT], counts[Role.SCHOOL], counts[Role.OBSERVER]) == (1, 3, 1)


def test_roles_with_a_second_factor_are_marked(world: World) -> None:
    world.region.settings = {"access": {"second_factor_roles": ["school"]}}
    world.region.save()
    world["administrator"].region.refresh_from_db()
    rows = role_rows(world["administrator"])
    assert [row.role for row in rows if row.needs_second_factor] == [Role.SCHOOL]


def test_the_page_opens_for_the_administrator_only(world: World) -> None:
    assert signed_in(world["head"]).get(reverse("role-list")).status_code == 403
    page = read(signed_in(world["administrator"]).get(reverse("role-list")))
    assert "Школьный администратор" in page.words
