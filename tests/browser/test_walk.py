"""The whole way of the data in a browser, as five people walk it (the main job, end to end)."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from organizations.access import Actor
from recommendations.models import Evidence, Resolution, Task
from recommendations.statuses import TaskStatus
from tests.factories import World

FORUM = Path(__file__).resolve().parents[2] / "recommendations" / "data" / "forum-2021.md"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"

pytestmark = [pytest.mark.browser, pytest.mark.walk]


def import_forum(page: Page) -> None:
    """The specialist loads the real document and sees it understood before it is saved."""
    page.get_by_role("link", name="Резолюции", exact=True).first.click()
    page.get_by_role("link", name="Загрузить резолюцию").first.click()
    page.get_by_label("Файл резолюции").set_input_files(FORUM)
    page.get_by_role("button", name="Прочитать документ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Проверьте, как понят документ")
    assert Resolution.objects.count() == 0, "nothing is created before «Сохранить резолюцию»"
    expect(page.locator("#structure .items > li")).to_have_count(17)
    page.get_by_role("button", name="Сохранить резолюцию").click()
    expect(page.locator(".alert-success")).to_contain_text("17\u00a0пунктов")


def issue_to_schools(page: Page) -> None:
    """The specialist makes point 4.1 executable and sends it out."""
    page.get_by_role("link", name="Оформить поручение по пункту 4.1").click()
    page.get_by_label("Ожидаемый результат").fill("Рабочая программа воспитания утверждена и реализуется")
    page.locator("[name=kind]").select_option(label="разовое")
    page.get_by_label("Номер основания").fill("77-ОД")
    page.get_by_role("button", name="Сохранить и посмотреть адресатов").click()
    expect(page.get_by_role("heading", name="Будет создано 3 обязательства")).to_be_visible()
    page.get_by_role("button", name="Направить").click()
    expect(page.locator(".alert-success")).to_contain_text("создано 3\u00a0обязательства")


def open_first_task(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Пункт 4.1").first.click()


def report(page: Page, folder: Path) -> None:
    """The school answers with a file: first a draft, then the report."""
    order = folder / "Приказ № 5.pdf"
    order.write_bytes(PDF)
    open_first_task(page)
    page.get_by_role("link", name="Заполнить отчёт").click()
    page.get_by_label("Что сделано").fill("Программа утверждена приказом № 5.")
    page.get_by_label("Доля выполненного").fill("100")
    page.get_by_label("Файлы").set_input_files(order)
    page.get_by_role("button", name="Сохранить черновик").click()
    expect(page.locator(".alert-success")).to_contain_text("Черновик сохранён")
    expect(page.get_by_role("link", name="Приказ № 5.pdf")).to_be_visible()
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.locator(".alert-success")).to_contain_text("Отчёт отправлен")


def review(page: Page, button: str) -> None:
    """A checker takes the report from the start page and decides."""
    open_first_task(page)
    page.get_by_role("link", name="Проверить отчёт").click()
    expect(page.get_by_role("link", name="Приказ № 5.pdf").first).to_be_visible()
    page.get_by_role("button", name=button).click()
    expect(page.locator(".alert-success").first).to_be_visible()


def return_with_remark(page: Page) -> None:
    open_first_task(page)
    page.get_by_role("link", name="Проверить отчёт").click()
    page.get_by_label("Замечание").fill("Приложите ссылку на программу на сайте школы.")
    page.get_by_role("button", name="Вернуть на доработку").click()
    expect(page.locator(".alert-success").first).to_contain_text("возвращён на доработку")


def mend(page: Page) -> None:
    open_first_task(page)
    page.get_by_role("link", name="Исправить отчёт").click()
    expect(page.get_by_text("Приложите ссылку на программу на сайте школы.")).to_be_visible()
    expect(page.get_by_label("Что сделано")).to_have_value("Программа утверждена приказом № 5.")
    page.get_by_label("Ссылка").fill("https://school.example/programma")
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.locator(".alert-success")).to_contain_text("Отчёт отправлен")


def download_f2(page: Page) -> openpyxl.Workbook:
    page.get_by_role("link", name="Резолюции", exact=True).first.click()
    page.locator("article a").first.click()
    page.get_by_role("link", name="По муниципалитетам").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Выгрузить в Excel").click()
    return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))


def figures_of(book: openpyxl.Workbook) -> dict[str, dict[str, object]]:
    """Rows of F2 by municipality, cells by heading."""
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True)]
    head = next(index for index, row in enumerate(rows) if "Муниципальное образование" in row)
    found = {}
    for row in rows[head + 1 :]:
        named = dict(zip(rows[head], row, strict=True))
        found[str(named["Муниципальное образование"])] = named
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_five_people_walk_the_whole_way(
    live_world: World, person: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    """Document → tasks → report → endorsement → return → mending → acceptance → F2."""

    def sign_in(name: str) -> Page:
        actor: Actor = live_world[name]
        return person(actor, java_script_enabled=scripts)

    specialist, school, coordinator = sign_in("specialist"), sign_in("school"), sign_in("coordinator")
    import_forum(specialist)
    issue_to_schools(specialist)
    report(school, tmp_path)
    review(coordinator, "Согласовать")
    return_with_remark(specialist)
    mend(school)
    review(coordinator, "Согласовать")
    review(specialist, "Принять и снять с контроля")
    school.goto("/")
    expect(school.get_by_text("Всё отправлено")).to_be_visible()

    task = Task.objects.get(organization=live_world.school)
    assert task.status == TaskStatus.DONE
    assert task.report_version == 2
    assert Evidence.objects.filter(report__task=task, report__version=2).count() == 2, (
        "evidence goes on with the report"
    )

    rows = figures_of(download_f2(sign_in("methodologist")))
    own, total = rows[live_world.municipality.name], rows["Итого"]
    in_place = Task.objects.filter(municipality=live_world.municipality)
    assert own["Поручений на контроле, всего"] == in_place.count() == 2
    assert own["Исполнено, всего"] == in_place.filter(status=TaskStatus.DONE).count() == 1
    assert total["Поручений на контроле, всего"] == Task.objects.count() == 3
    assert total["в т. ч. в срок"] == 1
