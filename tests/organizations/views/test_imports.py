"""The pages of a registry file: chosen, looked at, decided, loaded, taken back."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from organizations.models import Organization, RegistryImport
from tests.factories import World, make_organization
from tests.imports import Kind, make_import
from tests.pages import read

HEAD = "Муниципальное образование;Краткое наименование;ИНН"
Sign = Callable[..., Client]


@pytest.fixture
def administrator(world: World, sign_in: Sign) -> Client:
    return sign_in(world["administrator"])


def upload(client: Client, text: str, name: str = "реестр.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("registry-import"), {"file": file, "read": "1"}, follow=True)


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", " ".join(read(response).words))


def test_a_file_is_shown_before_anything_is_done(world: World, administrator: Client) -> None:
    here = world.municipality.name
    response = upload(administrator, f"{HEAD}\n{here};Школа № 7;\n{here};Школа № 8;6720002807\n")
    text = words(response)
    assert "Создано будет: 1 организация" in text
    assert "Не будет загружено: 1 строка" in text
    assert "Ячейка C3." in text
    assert "не сходится" in text
    assert not Organization.objects.filter(name="Школа № 7").exists()
    listed = words(administrator.get(reverse("registry-import")))
    assert "реестр.csv" in listed
    assert str(world["administrator"].user) in listed


@pytest.mark.parametrize(
    ("data", "said"),
    [({}, "Выберите файл реестра."), ({"file": SimpleUploadedFile("a.csv", b"")}, "Файл пуст.")],
)
def test_without_a_file_the_form_comes_back(administrator: Client, data: dict, said: str) -> None:
    response = administrator.post(reverse("registry-import"), data)
    assert response.status_code == 422
    assert said in words(response)


def test_a_file_that_is_no_table_says_why(administrator: Client) -> None:
    assert "Файл не прочитан" in words(upload(administrator, "%PDF-1.4 что-то", "a.pdf"))


def test_decisions_of_a_page_are_kept_and_loaded(world: World, administrator: Client) -> None:
    row = {"name": "Спорная", "municipality": str(world.municipality.pk), "kind": Kind.DOUBTFUL}
    made = make_import(world, row | {"candidates": [world.school.pk]}, row | {"name": "Вторая", "candidates": []})
    first, second = made.rows.all()
    page = words(administrator.get(made.get_absolute_url()))
    assert "2 строки ждут вашего решения" in page
    assert f"Та же, что «{world.school.name}»" in page
    decide = reverse("registry-import-decide", args=[made.pk]) + "?kind=doubtful"
    answer = administrator.post(decide, {f"row-{first.pk}": "new", f"row-{second.pk}": "skip"}, follow=True)
    assert "Решения сохранены, строк: 2." in words(answer)
    assert answer.redirect_chain[-1][0].endswith("?kind=doubtful")
    loaded = administrator.post(reverse("registry-import-load", args=[made.pk]), follow=True)
    assert "Создано организаций: 1, изменено: 0, без изменений: 0, не загружено строк: 1." in words(loaded)
    assert Organization.objects.filter(name="Спорная").exists()


def test_a_wrong_decision_comes_back_with_a_sentence(world: World, administrator: Client) -> None:
    made = make_import(world, {"name": "Спорная", "kind": Kind.DOUBTFUL, "candidates": [world.school.pk]})
    decide = reverse("registry-import-decide", args=[made.pk])
    response = administrator.post(decide, {f"row-{made.rows.get().pk}": str(world.neighbour.pk)})
    assert response.status_code == 422
    assert "нет среди возможных совпадений" in words(response)


def test_a_change_is_shown_as_it_was_and_as_it_becomes(world: World, administrator: Client) -> None:
    Organization.objects.filter(pk=world.school.pk).update(phone="1-11-11")
    world.school.refresh_from_db()
    made = make_import(world, {"phone": "2-22-22", "kind": Kind.CHANGED, "organization": world.school})
    text = words(administrator.get(made.get_absolute_url()))
    assert "Телефон было: 1-11-11 → стало: 2-22-22" in text


def test_undo_is_shown_before_it_is_done(world: World, administrator: Client) -> None:
    made = make_import(world, {"name": "Новая", "municipality": str(world.municipality.pk)})
    administrator.post(reverse("registry-import-load", args=[made.pk]))
    undo = reverse("registry-import-undo", args=[made.pk])
    assert "Будет удалено: 1 организация" in words(administrator.get(undo))
    assert Organization.objects.filter(name="Новая").exists()
    assert "Удалено организаций: 1" in words(administrator.post(undo, follow=True))
    assert not Organization.objects.filter(name="Новая").exists()


def test_a_discarded_file_changes_nothing(world: World, administrator: Client) -> None:
    made = make_import(world, {"name": "Новая"})
    answer = administrator.post(reverse("registry-import-discard", args=[made.pk]), follow=True)
    assert "в реестре ничего не изменилось" in words(answer)
    assert words(administrator.get(made.get_absolute_url())).count("Файл удалён без загрузки") >= 1


@pytest.mark.django_db(transaction=True)  # The worker closes its connection, and a transaction of the test with it.
def test_a_large_file_is_read_and_loaded_by_the_worker_and_can_be_left(
    world: World, administrator: Client, settings: Settings
) -> None:
    """«Large files … read and applied in the background with real progress»."""
    settings.REGISTRY_REQUEST_ROWS = 3
    lines = "\n".join(f"{world.municipality.name};Школа № {number};" for number in range(1, 9))
    response = upload(administrator, f"{HEAD}\n{lines}\n")
    assert "Файл читается" in words(response)
    assert 'data-reload="3"' in response.content.decode()
    made = RegistryImport.objects.get()
    RegistryImport.objects.update(row_count=8, read_count=5)
    assert "Прочитано 5 из 8" in words(administrator.get(made.get_absolute_url()))
    RegistryImport.objects.update(row_count=0, read_count=0)
    call_command("run_worker", "--once")
    assert "Создано будет: 8 организаций" in words(administrator.get(made.get_absolute_url()))
    waits = words(administrator.post(reverse("registry-import-load", args=[made.pk]), follow=True))
    assert "Файл записывается в реестр" in waits
    assert not Organization.objects.filter(name="Школа № 8").exists()
    call_command("run_worker", "--once")
    assert "Создано: 8 организаций" in words(administrator.get(made.get_absolute_url()))
    assert Organization.objects.filter(name="Школа № 8").exists()


def test_the_list_tells_closed_ones_apart_and_gives_files(world: World, administrator: Client) -> None:
    make_organization(world.region, municipality=world.municipality, name="Закрытая школа", closed_on="2020-01-01")
    listed = reverse("organization-list")
    assert "закрыта с 01.01.2020" in words(administrator.get(listed))
    assert "Закрытая школа" not in words(administrator.get(listed, {"state": "open"}))
    assert read(administrator.get(listed, {"state": "closed"})).total == 1
    links = {link.url for link in read(administrator.get(listed, {"q": "школа"})).links}
    assert reverse("organization-export") + "?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0" in links
    assert reverse("registry-import") in links


@pytest.mark.parametrize("who", ["school", "coordinator"])
def test_the_export_gives_what_the_list_shows(world: World, sign_in: Sign, who: str) -> None:
    """«visible_to everywhere … exports included»."""
    client = sign_in(world[who])
    text = client.get(reverse("organization-export"), {"format": "csv"}).content.decode("utf-8-sig")
    total = read(client.get(reverse("organization-list"))).total
    assert len(text.splitlines()) - 1 == total
    assert world.other_school.name not in text
    assert reverse("registry-import") not in client.get(reverse("organization-list")).content.decode()


def test_another_format_is_refused(administrator: Client) -> None:
    assert administrator.get(reverse("organization-export"), {"format": "exe"}).status_code == 400


def test_without_faulty_rows_there_is_no_file_of_errors(world: World, administrator: Client) -> None:
    made = make_import(world, {"name": "Новая"})
    assert administrator.get(reverse("registry-import-errors", args=[made.pk])).status_code == 404


def test_what_changed_since_the_reading_stops_the_loading(world: World, administrator: Client) -> None:
    made = make_import(world, {"phone": "2-22-22", "kind": Kind.CHANGED, "organization": world.school})
    Organization.objects.filter(pk=world.school.pk).update(closed_on="2026-08-01")
    response = administrator.post(reverse("registry-import-load", args=[made.pk]))
    assert response.status_code == 422
    text = words(response)
    assert "С момента чтения реестр изменился: строка 2." in text
    assert "закрыта с 01.08.2026" in text
    assert "реестр изменился" in words(administrator.get(made.get_absolute_url()))
    world.school.refresh_from_db()
    assert world.school.phone != "2-22-22"


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.CHANGED, Kind.SAME, Kind.DOUBTFUL, Kind.ERROR])
def test_every_row_says_how_its_municipality_was_understood(world: World, administrator: Client, kind: str) -> None:
    row = {"name": "Школа № 77", "municipality": str(world.municipality.pk), "kind": kind}
    made = make_import(world, row | ({"organization": world.school} if kind in {Kind.CHANGED, Kind.SAME} else {}))
    text = words(administrator.get(f"{made.get_absolute_url()}?kind={kind}"))
    assert f"строка 2 Школа № 77 {world.municipality}" in text
    assert (world.authority.name in text.split("Школа № 77")[1]) == (kind in {Kind.NEW, Kind.DOUBTFUL})


def test_undecided_rows_can_be_taken_away_as_well(world: World, administrator: Client) -> None:
    fault = {"cell": "", "field": "", "text": "Похоже на другую."}
    made = make_import(world, {"name": "Спорная", "kind": Kind.DOUBTFUL, "faults": [fault]})
    assert "Скачать файл с пометками" in words(administrator.get(made.get_absolute_url()))
    assert administrator.get(reverse("registry-import-errors", args=[made.pk])).status_code == 200


def test_a_loaded_file_speaks_of_what_was_done(world: World, administrator: Client) -> None:
    row = {"municipality": str(world.municipality.pk)}
    made = make_import(world, row | {"name": "Новая"}, row | {"name": "Спорная", "kind": Kind.DOUBTFUL})
    administrator.post(reverse("registry-import-load", args=[made.pk]))
    text = words(administrator.get(f"{made.get_absolute_url()}?kind=doubtful"))
    assert "Были спорными: 1" in text
    assert "Не загружена: решение не принято." in text
    assert "Требуют решения" not in text
    assert "Что это за организация?" not in text
    administrator.post(reverse("registry-import-undo", args=[made.pk]))
    text = words(administrator.get(made.get_absolute_url()))
    assert "Отменено создание: 1 организация" in text
    assert f"Отменил {world['administrator'].user}" in text
    assert "Создано:" not in text
    assert "1 отменено" in words(administrator.get(reverse("registry-import")))


def test_forgotten_files_are_thrown_away_together(world: World, administrator: Client) -> None:
    waiting = [make_import(world, {"name": "Новая"}) for _ in range(2)]
    loaded = make_import(world, {"name": "Иная", "municipality": str(world.municipality.pk)})
    administrator.post(reverse("registry-import-load", args=[loaded.pk]))
    assert "2 файла прочитаны и не загружены" in words(administrator.get(reverse("registry-import")))
    answer = administrator.post(reverse("registry-import-discard-waiting"), follow=True)
    assert "Удалено незагруженных файлов: 2." in words(answer)
    assert {one.stage for one in RegistryImport.objects.filter(pk__in=[one.pk for one in waiting])} == {"discarded"}
    assert RegistryImport.objects.get(pk=loaded.pk).stage == "applied"
    assert "Удалить все незагруженные" not in words(administrator.get(reverse("registry-import")))


def test_contacts_that_may_be_personal_are_warned_of(world: World, administrator: Client) -> None:
    head = "Муниципальное образование;Краткое наименование;Директор;Телефон;E-mail организации"
    text = words(
        upload(administrator, f"{head}\n{world.municipality.name};Школа № 7;Иванов;8 900 111-22-33;a@mail.ru\n")
    )
    assert "Столбец «Телефон» стоит сразу за сведениями о человеке" in text
    assert "8 900" not in text
