"""The letter «новая редакция»: to whom, how often, what it says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.access import Refused
from organizations.models import Membership, Organization, User
from organizations.roles import Role
from recommendations.models import Assignment, Letter, Resolution, Task
from recommendations.notifications import count_told, tell_of_version
from recommendations.notifications.new_version import CLAUSES_IN_FULL
from recommendations.services.assignments import withdraw_assignment
from recommendations.statuses import TaskStatus
from tests.editions import FIRST, SECOND, amend, bring_in, later
from tests.factories import World, make_actor, make_assignment, make_organization, make_task, make_tasks
from tests.stations import bring

WHOLE = """\
Здравствуйте, Соколова Ирина Петровна!

Внесена редакция 2 резолюции, по пунктам которой у вашей организации есть задачи.

Резолюция: РЕЗОЛЮЦИЯ форума руководителей

1. Пункт 2.3 исключён.
   Текст пункта: провести инвентаризацию спортивного оборудования;
   Причина: Пункт исключён редакцией 2 резолюции. Передано <другому> ведомству.
   Отозвана задача: http://127.0.0.1:8000/tasks/{dropped}/ (Школа «Рост & развитие»)

2. Изменён текст пункта 1.1.
   Было: обеспечить поддержку региональных программ и проектов воспитания;
   Стало: обеспечить поддержку и финансирование региональных программ и проектов воспитания;
   Ваша задача: http://127.0.0.1:8000/tasks/{reworded}/ (Школа «Рост & развитие»)
   Срок не изменился: 30.09.2026

3. Пункт 2.2 разделён, новый номер 2.3.
   Было: создать условия для профессионального развития педагогов и обеспечить участие родителей в управлении школой;
   Стало: создать условия для профессионального развития педагогов;
   Выделено в пункт 2.4: обеспечить участие родителей в управлении школой;
   Ваша задача: http://127.0.0.1:8000/tasks/{split}/ (Школа «Рост & развитие»)
   Она охватывает часть пункта и осталась прежней: провести два семинара
   Срок не изменился: 30.09.2026

4. Пункт 2.4 объединён с другими, новый номер 2.5.
   Было: развивать социальное партнёрство с учреждениями культуры;
   Стало: развивать социальное партнёрство с учреждениями культуры и сетевое взаимодействие с учреждениями спорта;
   Ваша задача: http://127.0.0.1:8000/tasks/{merged}/ (Школа «Рост & развитие»)
   Срок не изменился: 30.09.2026

5. Пункт 2.5 (ред. 1) вошёл в пункт 2.5.
   Было: развивать сетевое взаимодействие с учреждениями спорта;
   Стало: развивать социальное партнёрство с учреждениями культуры и сетевое взаимодействие с учреждениями спорта;
   Ваша задача: http://127.0.0.1:8000/tasks/{absorbed}/ (Школа «Рост & развитие»)
   Срок не изменился: 30.09.2026

Редакция 2 целиком: http://127.0.0.1:8000/resolutions/{resolution}/versions/2/

Что сделать: прочитайте новый текст пунктов и учитывайте его при исполнении задач. Сроки и отправленные отчёты \
сохранены. По отозванным задачам отчитываться больше не нужно; исполненное раньше остаётся исполненным.

Почему вы получили это письмо. Ваша организация исполняет пункты, которые изменила новая редакция. Письмо приходит \
один раз каждому сотруднику, который отчитывается за организацию. Отвечать на него не нужно.

Портал исполнения резолюций
http://127.0.0.1:8000/
"""


@pytest.fixture
def resolution(world: World) -> Resolution:
    return bring_in(world["specialist"])


def task_of(world: World, resolution: Resolution, number: str, **changes: object) -> Task:
    return make_task(world, recommendation=resolution.recommendations.get(number=number), **changes)


def told() -> set[str]:
    """Addresses of the letters."""
    return set(Letter.objects.filter(kind="new_version").values_list("recipient__email", flat=True))


def emails(world: World, *names: str) -> set[str]:
    return {world[name].user.email for name in names}


def letter_to(world: World, name: str) -> Letter:
    """With plain spaces for no-break ones."""
    letter = Letter.objects.get(kind="new_version", recipient=world[name].user)
    letter.subject, letter.body = (text.replace("\u00a0", " ") for text in (letter.subject, letter.body))
    return letter


# ---------------------------------------------------------------- what it says
def test_the_whole_letter(world: World, resolution: Resolution) -> None:
    User.objects.filter(pk=world["school"].user.pk).update(full_name="Соколова Ирина Петровна")
    Organization.objects.filter(pk=world.school.pk).update(name="Школа «Рост & развитие»")
    numbers = {"reworded": "1.1", "kept": "2.1", "split": "2.2", "dropped": "2.3", "merged": "2.4", "absorbed": "2.5"}
    parts = {"split": "провести два семинара"}
    tasks = {
        name: task_of(world, resolution, number, part_text=parts.get(name, "")) for name, number in numbers.items()
    }
    amend(later(world), resolution, reason="Передано <другому> ведомству.")
    letter = letter_to(world, "school")
    assert letter.subject == "Новая редакция резолюции: изменены 4 пункта, отозвана 1 задача"
    assert letter.body == WHOLE.format(resolution=resolution.pk, **{name: task.pk for name, task in tasks.items()})
    assert (letter.created_at, letter.send_after) == (later(world).now, later(world).now)


@pytest.mark.parametrize(
    ("number", "subject", "advice"),
    [
        ("1.1", "Новая редакция резолюции: изменён 1 пункт", "прочитайте новый текст"),
        ("2.3", "Новая редакция резолюции: отозвана 1 задача", "ничего. По отозванным задачам"),
    ],
)
def test_only_what_happened_is_told(
    world: World, resolution: Resolution, number: str, subject: str, advice: str
) -> None:
    task_of(world, resolution, number)
    amend(later(world), resolution)
    letter = letter_to(world, "school")
    assert letter.subject == subject
    assert f"Что сделать: {advice}" in letter.body
    assert ("отозванным" in letter.body, "Срок не изменился" in letter.body) == (number == "2.3", number == "1.1")


def test_several_tasks_of_a_clause_stand_under_it(world: World, resolution: Resolution) -> None:
    tasks = [task_of(world, resolution, "1.1") for _ in range(2)]
    amend(later(world), resolution)
    body = letter_to(world, "school").body
    assert body.count("Изменён текст пункта 1.1.") == 1
    assert all(f"/tasks/{task.pk}/" in body for task in tasks)


def test_ten_clauses_are_told_in_full_and_the_rest_is_counted(world: World) -> None:
    """Dropped ones are among the ten wherever they stand."""
    topics = ["чтения", "плавания", "шахмат", "музыки", "театра", "краеведения", "туризма", "робототехники"]
    topics += ["волонтёрства", "экологии", "истории", "медиации"]
    first = {"school": [f"вести кружок {topic} в каждой школе" for topic in topics] + ["сдать старые приборы на склад"]}
    second = {"school": [f"вести кружок {topic} в каждой большой школе" for topic in topics]}
    resolution = bring_in(world["specialist"], first)
    for clause in resolution.recommendations.all():
        make_task(world, recommendation=clause)
    amend(later(world), resolution, second)
    body = letter_to(world, "school").body
    assert body.count("Изменён текст пункта") == CLAUSES_IN_FULL - 1
    assert "1. Пункт 1.13 исключён." in body
    assert "и ещё 3 пункта. Все изменения" in body
    assert letter_to(world, "school").subject.endswith("изменено 12 пунктов, отозвана 1 задача")


def test_links_lead_to_the_public_address(world: World, resolution: Resolution, settings) -> None:
    settings.PUBLIC_URL = "https://портал.рф"
    task = task_of(world, resolution, "1.1")
    amend(later(world), resolution)
    body = letter_to(world, "school").body
    assert f"https://портал.рф/tasks/{task.pk}/ " in body
    assert f"https://портал.рф/resolutions/{resolution.pk}/versions/2/" in body
    assert "127.0.0.1" not in body


# ---------------------------------------------------------------- which tasks
@pytest.mark.parametrize(("number", "count"), [("1.1", 3), ("2.2", 3), ("2.3", 3), ("2.4", 3), ("2.5", 3), ("2.1", 0)])
def test_clauses_whose_words_stay_are_not_told_of(
    world: World, resolution: Resolution, number: str, count: int
) -> None:
    task_of(world, resolution, number)
    amend(later(world), resolution)
    assert len(told()) == count


@pytest.mark.parametrize("number", ["1.1", "2.3"])
@pytest.mark.parametrize("status", TaskStatus.values)
def test_only_tasks_that_were_unfinished(world: World, resolution: Resolution, number: str, status: str) -> None:
    task = bring(world, status, recommendation=resolution.recommendations.get(number=number))
    Task.objects.filter(assignment=task.assignment).exclude(pk=task.pk).update(status=TaskStatus.NOT_APPLICABLE)
    clauses = [task.assignment.recommendation_id]
    expected = emails(world, "school") if status in TaskStatus.OPEN else set()
    assert count_told(actor=later(world), clauses=clauses) == len(expected)
    amend(later(world), resolution)
    assert told() == expected


def test_what_was_withdrawn_before_is_not_told_again(world: World, resolution: Resolution) -> None:
    task = task_of(world, resolution, "2.3")
    withdraw_assignment(actor=later(world), assignment=task.assignment, reason="Направлено ошибочно.")
    amend(later(world), resolution)
    assert told() == set()


def test_a_draft_tells_nobody(world: World, resolution: Resolution) -> None:
    for number in ("1.1", "2.3"):
        make_assignment(world, resolution.recommendations.get(number=number))
    amend(later(world), resolution)
    assert told() == set()


def test_other_resolutions_are_left_alone(world: World, resolution: Resolution) -> None:
    other = task_of(world, bring_in(world["specialist"], FIRST, stage="draft"), "1.1")
    task_of(world, resolution, "1.1")
    amend(later(world), resolution)
    assert f"/tasks/{other.pk}/" not in letter_to(world, "school").body


def test_each_version_is_told_of_by_itself(world: World, resolution: Resolution) -> None:
    task_of(world, resolution, "1.1")
    amend(later(world), resolution)
    amend(later(world, moment="2026-10-06 12:00"), resolution, {**SECOND, "school": SECOND["school"][:-1]})
    assert Letter.objects.count() == 3, "the second version has not touched the clause"
    clauses = ["обеспечить поддержку, финансирование и оценку региональных программ и проектов воспитания"]
    changed = {**SECOND, "municipal": clauses + SECOND["municipal"][1:]}
    amend(later(world, moment="2026-10-07 12:00"), resolution, changed)
    assert Letter.objects.filter(recipient=world["school"].user).count() == 2
    assert "Внесена редакция 4" in Letter.objects.latest("pk").body


# ---------------------------------------------------------------- which people
@pytest.mark.parametrize(
    ("organization", "expected"),
    [
        ("school", {"school", "neighbour", "other_school"}),
        ("authority", {"coordinator", "other_coordinator"}),
        ("institute", {"methodologist"}),
        ("department", {"specialist", "colleague", "head"}),
    ],
)
def test_those_who_report_for_the_organization_are_told(
    world: World, resolution: Resolution, organization: str, expected: set[str]
) -> None:
    """The organization of the person who brings the version is told like the others."""
    make_task(world, getattr(world, organization), recommendation=resolution.recommendations.get(number="1.1"))
    amend(later(world), resolution)
    assert told() == emails(world, *expected)


def test_each_school_reads_of_its_own_tasks(world: World, resolution: Resolution) -> None:
    tasks = make_tasks(world, resolution.recommendations.get(number="1.1"))
    amend(later(world), resolution)
    for letter in Letter.objects.all():
        own = letter.recipient.memberships.get().organization_id
        assert [f"/tasks/{task.pk}/" in letter.body for key, task in tasks.items()] == [key == own for key in tasks]


def test_nobody_is_told_without_a_membership_an_account_or_an_address(world: World, resolution: Resolution) -> None:
    left, off, nowhere = (make_actor(world.institute, Role.METHODOLOGIST) for _ in range(3))
    Membership.objects.filter(pk=left.membership.pk).update(valid_to=date(2026, 10, 4))
    User.objects.filter(pk=off.user.pk).update(is_active=False)
    User.objects.filter(pk=nowhere.user.pk).update(email="nobody@school.invalid")
    make_task(world, world.institute, recommendation=resolution.recommendations.get(number="1.1"))
    amend(later(world), resolution)
    assert told() == emails(world, "methodologist")


def test_a_person_with_two_places_of_work_gets_one_letter(world: World, resolution: Resolution) -> None:
    Membership.objects.create(
        region=world.region,
        user=world["school"].user,
        organization=world.neighbour,
        role=Role.SCHOOL,
        valid_from=date(2020, 1, 1),
    )
    tasks = make_tasks(world, resolution.recommendations.get(number="1.1"))
    clauses = [resolution.recommendations.get(number="1.1").pk]
    assert count_told(actor=later(world), clauses=clauses) == 3
    amend(later(world), resolution)
    body = letter_to(world, "school").body
    for place in (world.school, world.neighbour):
        assert f"/tasks/{tasks[place.pk].pk}/ ({place.name})" in body
    assert f"/tasks/{tasks[world.other_school.pk].pk}/" not in body


# ---------------------------------------------------------------- once, with the act, in few queries
def test_a_letter_is_written_once(world: World, resolution: Resolution) -> None:
    task_of(world, resolution, "1.1")
    amended = amend(later(world), resolution)
    tell_of_version(actor=later(world), resolution=amended)
    assert Letter.objects.count() == 3


def test_a_version_that_is_refused_tells_nobody(world: World, resolution: Resolution) -> None:
    task = task_of(world, resolution, "2.3")
    task_of(world, resolution, "1.1")
    Assignment.objects.filter(pk=task.assignment_id).update(issuing_organization=world.authority)
    with pytest.raises(Refused, match="Отозвать поручение"):
        amend(later(world), resolution)
    assert told() == set()


def test_queries_do_not_grow_with_tasks_and_people(world: World, resolution: Resolution) -> None:
    def queries() -> tuple[int, int]:
        Letter.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            return tell_of_version(actor=later(world), resolution=resolution), len(captured)

    task_of(world, resolution, "1.1")
    resolution = amend(later(world), resolution)
    letters, few = queries()
    assert letters == 3
    for _ in range(20):
        make_actor(make_organization(world.region, municipality=world.municipality, parent=world.authority))
    for clause in resolution.recommendations.in_force().filter(past_wordings__isnull=False):
        make_task(world, recommendation=clause)
    assert queries() == (23, few)
    assert few <= 8
