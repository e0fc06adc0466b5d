"""A registry file in a browser: faults by cell, mended, a doubt decided, loaded, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from organizations.access import Actor
from organizations.models import Organization
from tests.browser.test_accessibility import RULES
from tests.factories import World

pytestmark = pytest.mark.browser

SOUND_INN = "6720002806"
Person = Callable[[Actor], Page]


def upload(page: Page, path: Path) -> None:
    page.goto("/organizations/")
    page.get_by_role("link", name="Загрузить из файла").click()
    page.get_by_label("Файл реестра").set_input_files(path)
    page.get_by_role("button", name="Прочитать файл").click()


def accessible(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def mend(path: Path) -> Path:
    """What a person does in a spreadsheet: corrects the marked cell and saves."""
    book = load_workbook(path)
    book.active["C3"] = SOUND_INN
    book.save(path)
    return path


def test_a_file_with_errors_is_mended_decided_loaded_and_taken_back(
    live_world: World, person: Person, tmp_path: Path
) -> None:
    Organization.objects.filter(pk=live_world.school.pk).update(name="Лесная школа")
    here = live_world.municipality.name
    first = tmp_path / "реестр.csv"
    first.write_text(
        "Муниципальное образование;Краткое наименование;ИНН;ФИО руководителя\n"
        f"{here};МБОУ «Школа № 41»;;Примеров Пример Примерович\n"
        f"{here};МБОУ «Школа № 42»;6720002807;Примеров Пример Примерович\n"
        f"{here};Лесная Приозёрная школа;;Примеров Пример Примерович\n",
        encoding="utf-8",
    )
    page = person(live_world["administrator"])
    upload(page, first)

    expect(page.get_by_text("Ячейка C3.")).to_be_visible()
    expect(page.get_by_text("не сходится")).to_be_visible()
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать файл с пометками (XLSX)").click()
    faulty = tmp_path / "с ошибками.xlsx"
    download.value.save_as(faulty)

    upload(page, mend(faulty))
    expect(page.get_by_text("Создано будет: 2\u00a0организации")).to_be_visible()
    page.get_by_role("link", name="Требуют решения: 1").click()
    accessible(page)
    page.get_by_label("Та же, что «Лесная школа»").check()
    page.get_by_role("button", name="Сохранить решения на этой странице").click()
    expect(page.get_by_text("Изменено будет: 1\u00a0организация")).to_be_visible()

    page.get_by_role("button", name="Загрузить в реестр: 3\u00a0организации").click()
    expect(page.locator(".alert-success")).to_contain_text("Создано организаций: 2, изменено: 1")
    assert Organization.objects.get(inn=SOUND_INN).name == "МБОУ «Школа № 42»"
    assert Organization.objects.get(pk=live_world.school.pk).name == "Лесная Приозёрная школа"

    page.get_by_role("link", name="Отменить загрузку").click()
    expect(page.get_by_text("Будет удалено: 2\u00a0организации")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Отменить загрузку").click()
    expect(page.locator(".alert-success")).to_contain_text("Удалено организаций: 2")
    assert Organization.objects.get(pk=live_world.school.pk).name == "Лесная школа"
    assert not Organization.objects.filter(inn=SOUND_INN).exists()


def test_a_small_phone_holds_the_page_of_a_file(live_world: World, person: Person, tmp_path: Path) -> None:
    """«320 px width»."""
    path = tmp_path / "реестр.csv"
    path.write_text(f"Район;Наименование;ИНН\n{live_world.municipality.name};Школа № 7;1\n", encoding="utf-8")
    page = person(live_world["administrator"])
    page.set_viewport_size({"width": 320, "height": 640})
    upload(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
