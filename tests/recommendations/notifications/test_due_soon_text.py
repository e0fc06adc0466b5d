"""What the letter «приближается срок» says, word by word."""

from datetime import date

from organizations.models import Organization, User
from recommendations.models import Letter, Recommendation, Resolution, Task
from recommendations.notifications import remind_of_deadlines
from tests.factories import World, make_recommendation, make_resolution, make_task, moment

WHOLE = """\
Здравствуйте, Соколова Ирина Петровна!

Приближается срок исполнения: 1 задача. Отчёт по ней ещё не отправлен.

Институт «Развитие & рост»

1. Рекомендация по пункту 1.1: провести вебинар «Наставник» <онлайн>;
   Резолюция: Резолюция форума
   Срок: 30.09.2026 (осталось 3 рабочих дня)
   Состояние: назначено
   Отчёт: http://127.0.0.1:8000/tasks/{task}/
   Вопросы — контролёру: Иванов Пётр Ильич, тел. +7 4812 00-00-00

Что сделать: откройте задачу по ссылке, заполните отчёт и отправьте его. Если к сроку исполнить нельзя, на той же \
странице можно попросить о продлении срока.

Почему вы получили это письмо. Портал каждый день проверяет сроки задач вашей организации, по которым ещё не \
отправлен отчёт, и напоминает о них, когда до срока остаётся рабочих дней: 10, 3, 1. Этот список составлен 25.09.2026. \
Письмо приходит не чаще одного раза в день каждому сотруднику, который отчитывается за организацию. Отвечать на него \
не нужно.

Портал исполнения резолюций
http://127.0.0.1:8000/
"""


def letter(world: World, now: str = "2026-09-29 08:00") -> Letter:
    """The only letter of a call, with plain spaces for no-break ones."""
    assert remind_of_deadlines(region=world.region, now=moment(now)) == 1
    found = Letter.objects.latest("pk")
    found.body = found.body.replace("\u00a0", " ")
    return found


def institute_task(world: World, **changes: str) -> Task:
    """A task of the institute, whose only reporter is the methodologist."""
    recommendation = make_recommendation(make_resolution(world.region, title="Резолюция форума"), **changes)
    return make_task(world, world.institute, recommendation=recommendation)


def test_the_whole_letter(world: World) -> None:
    User.objects.filter(pk=world["methodologist"].user.pk).update(full_name="Соколова Ирина Петровна")
    User.objects.filter(pk=world["specialist"].user.pk).update(full_name="Иванов Пётр Ильич", phone="+7 4812 00-00-00")
    Organization.objects.filter(pk=world.institute.pk).update(name="Институт «Развитие & рост»")
    task = institute_task(world, text="провести вебинар «Наставник» <онлайн>;")
    written = letter(world, "2026-09-25 08:00")
    assert written.subject == "Приближается срок исполнения: 1 задача, ближайший срок 30.09.2026"
    assert written.body == WHOLE.format(task=task.pk)


def test_the_subject_counts_all_and_names_the_nearest_deadline(world: World) -> None:
    far = institute_task(world)
    Task.objects.filter(pk=far.pk).update(original_due_on=date(2026, 10, 2), due_on=date(2026, 10, 2))
    for _ in range(4):
        institute_task(world)
    written = letter(world)
    assert written.subject == "Приближается срок исполнения: 5 задач, ближайший срок 30.09.2026"
    assert written.body.count("(остался 1 рабочий день)") == 4
    assert written.body.index("Срок: 02.10.2026 (осталось 3 рабочих дня)") > written.body.rindex("30.09.2026")


def test_ten_days_stand_in_the_third_form(world: World) -> None:
    institute_task(world)
    assert "(осталось 10 рабочих дней)" in letter(world, "2026-09-16 08:00").body


def test_a_long_point_is_shortened_at_a_word(world: World) -> None:
    institute_task(world, text="обеспечить " * 60)
    line = next(line for line in letter(world).body.splitlines() if line.startswith("1. "))
    assert line.endswith("обеспечить …")
    assert len(line) < 250


def test_a_returned_report_is_called_so(world: World) -> None:
    task = institute_task(world)
    Task.objects.filter(pk=task.pk).update(status="returned")
    assert "Состояние: на доработке" in letter(world).body


def test_a_reporting_period_is_named(world: World) -> None:
    task = institute_task(world)
    Task.objects.filter(pk=task.pk).update(period="2026-09")
    task.refresh_from_db()
    assert f"Отчётный период: {task.period_label}" in letter(world).body


def test_without_a_telephone_of_the_controller_the_organization_answers(world: World) -> None:
    Organization.objects.filter(pk=world.department.pk).update(phone="8 800")
    institute_task(world)
    assert f"{world['specialist'].user}, тел. 8 800\n" in letter(world).body


def test_without_any_telephone_there_is_mail(world: World) -> None:
    institute_task(world)
    assert f"{world['specialist'].user}, {world['specialist'].user.email}\n" in letter(world).body


def test_links_lead_to_the_public_address(world: World, settings) -> None:
    settings.PUBLIC_URL = "https://портал.рф"
    task = institute_task(world)
    body = letter(world).body
    assert f"https://портал.рф/tasks/{task.pk}/" in body
    assert body.endswith("https://портал.рф/\n")


def test_the_resolution_is_named(world: World) -> None:
    institute_task(world)
    Resolution.objects.update(title="Очень длинное название " * 20)
    assert "Резолюция: Очень длинное название" in letter(world).body


def test_a_stated_part_stands_for_the_whole_point(world: World) -> None:
    task = institute_task(world)
    type(task.assignment).objects.filter(pk=task.assignment_id).update(part_text="только методическая часть")
    body = letter(world).body
    assert "только методическая часть" in body
    assert Recommendation.objects.get().text not in body
