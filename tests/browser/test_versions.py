"""A new version of the forum resolution in a browser: with scripts, without them, by keyboard only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from recommendations.documents import parse_document
from recommendations.models import Letter, PendingDocument, Recommendation, Resolution, Task
from recommendations.services.alignments import propose
from recommendations.services.pending_documents import keep_document, mended, save_version
from recommendations.services.resolutions import import_resolution
from recommendations.services.versions import NO_REASON
from recommendations.statuses import TaskStatus
from tests.browser.test_accessibility import RULES, listen
from tests.factories import World, make_task
from tests.stations import bring, fresh

pytestmark = pytest.mark.browser

DATA = Path(__file__).resolve().parents[2] / "recommendations" / "data"
FORUM, ADOPTED = DATA / "forum-2021.md", DATA / "forum-2021-adopted.md"
HELP = "Причину увидят исполнители отозванных обязательств."
REASON = "Площадки сопровождаются по отдельному приказу."
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SMALL = {"width": 360, "height": 640}


@dataclass
class Forum:
    """The forum resolution with what is executed of it: a report on 3.2, open tasks of 1.1, 2.4 and 3.4."""

    world: World
    resolution: Resolution
    reported: Task
    dropped: Task

    def clause(self, number: str) -> Recommendation:
        """Of the version in force."""
        return self.resolution.recommendations.in_force().get(number=number)


@pytest.fixture
def forum(live_world: World, media: None) -> Forum:
    content, specialist = FORUM.read_bytes(), live_world["specialist"]
    parsed = parse_document(content, FORUM.name)
    resolution = import_resolution(actor=specialist, parsed=parsed, content=content, name=FORUM.name)
    of = {row.number: row for row in resolution.recommendations.all()}
    make_task(live_world, live_world.department, recommendation=of["1.1"])
    make_task(live_world, live_world.authority, recommendation=of["2.4"])
    return Forum(
        live_world,
        resolution,
        reported=bring(live_world, TaskStatus.REVIEW, live_world.institute, recommendation=of["3.2"]),
        dropped=make_task(live_world, live_world.institute, recommendation=of["3.4"]),
    )


def waiting(forum: Forum) -> PendingDocument:
    """The adopted text, read by the specialist."""
    content = ADOPTED.read_bytes()
    return keep_document(
        actor=forum.world["specialist"],
        parsed=parse_document(content, ADOPTED.name),
        content=content,
        name=ADOPTED.name,
        resolution=forum.resolution,
    )


def choose_file(page: Page, forum: Forum) -> None:
    page.goto(forum.resolution.get_absolute_url())
    page.get_by_role("link", name="Внести новую редакцию").click()
    page.get_by_label("Файл резолюции").set_input_files(ADOPTED)
    page.get_by_role("button", name="Прочитать документ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Проверьте, как понят документ")
    expect(page.locator("#structure .items > li")).to_have_count(18)
    page.get_by_role("link", name="Далее: сопоставить с действующей редакцией").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что изменится")


def change(page: Page, words: str) -> Locator:
    """What the page says of one clause."""
    return page.locator("article.change", has_text=words)


def summary(page: Page) -> Locator:
    return page.locator("#summary-title")


def align(page: Page) -> None:
    """The new clause 4.6 was split off 4.5, a person says; the dropped clause asks for a reason."""
    expect(summary(page)).to_contain_text("без изменений 13, изменено 2, разделено 1, исключено 1, новый 1")
    expect(change(page, "Исключён")).to_contain_text("1 незавершённое обязательство будет отозвано")
    expect(page.get_by_text("Письма об изменениях получат")).to_contain_text("6 человек")
    page.get_by_label("Откуда пункт 4.6").select_option(label=option(page, "Откуда пункт 4.6", "из 4.5:"))
    page.get_by_role("button", name="Пересчитать").click()
    expect(summary(page)).to_contain_text("без изменений 12, изменено 2, разделено 2, исключено 1")
    expect(page.get_by_text("Сопоставление исправлено вручную.")).to_be_visible()
    assert Resolution.objects.get().version == 1

    page.get_by_role("button", name="Внести редакцию 2").click()
    expect(page.get_by_role("alert")).to_contain_text("Укажите, почему исключены пункты")
    expect(page.get_by_label("Откуда пункт 4.6")).not_to_have_value("")
    page.get_by_role("textbox", name="Почему исключены пункты").fill(REASON)
    page.get_by_role("button", name="Внести редакцию 2").click()
    expect(page.locator(".alert-success")).to_contain_text("Внесена редакция 2")


def option(page: Page, label: str, opening: str) -> str:
    return page.get_by_label(label).locator("option", has_text=opening).inner_text()


def read_the_version(page: Page, forum: Forum) -> None:
    """From the page of the version to the resolution, a clause and the list of versions."""
    expect(page.locator("ins", has_text="и ежегодно до 20 января подводить его итоги")).to_be_visible()
    page.get_by_role("link", name="РЕЗОЛЮЦИЯ форума").first.click()
    expect(page.locator("main")).to_contain_text("едакция 2")
    retired = page.locator("section", has=page.get_by_role("heading", name="Исключённые и объединённые пункты"))
    expect(retired).to_contain_text("3.4 (ред. 1)")
    expect(retired).to_contain_text(REASON)
    part = page.locator(".clause", has=page.get_by_role("link", name="3.3", exact=True))
    expect(part.get_by_role("link", name="Оформить поручение")).to_be_visible()

    page.get_by_role("link", name="1.1", exact=True).first.click()
    expect(page.get_by_role("heading", name="Редакции пункта")).to_be_visible()
    expect(page.locator(".wordings ins").first).to_contain_text("обеспечить")
    expect(page.locator(".wordings del").first).to_contain_text("способствовать")

    page.get_by_role("link", name="Редакции резолюции").first.click()
    expect(page.get_by_role("row", name="Редакция 2")).to_contain_text("разделено 2")
    page.get_by_role("link", name="Редакция 1", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Редакция 1")
    expect(page.locator("main")).to_contain_text("способствовать развитию региональной системы воспитания")


def read_as_the_executor(page: Page, forum: Forum) -> None:
    """The letter leads to the task; its page says that it was withdrawn and why."""
    letter = Letter.objects.get(recipient=forum.world["methodologist"].user)
    assert forum.dropped.get_absolute_url() in letter.body
    page.goto(forum.dropped.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Поручение отозвано, отчитываться не нужно.")
    expect(page.locator("main")).to_contain_text(REASON)
    page.goto(forum.reported.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Отчёт проверяет контролёр")
    page.goto(forum.resolution.get_absolute_url())
    expect(page.get_by_role("heading", name="Исключённые и объединённые пункты")).to_be_visible()


def brought_into_force(forum: Forum) -> None:
    """What both walks leave in the database."""
    resolution = Resolution.objects.get()
    assert (resolution.version, resolution.stage) == (2, "adopted")
    assert fresh(forum.dropped).status == TaskStatus.WITHDRAWN
    assert fresh(forum.reported).status == TaskStatus.REVIEW
    assert fresh(forum.reported).assignment.recommendation == forum.clause("3.2")
    assert not forum.clause("3.3").assignments.exists()
    assert forum.clause("4.6").origin == forum.clause("4.5")
    assert not PendingDocument.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_specialist_brings_a_new_version_into_force(
    forum: Forum, person: Callable[..., Page], live_server: LiveServer, scripts: bool
) -> None:
    """File → review → alignment → the version; executors see what was withdrawn and why."""
    page = person(forum.world["specialist"], java_script_enabled=scripts, viewport=WIDE)
    noise = listen(page, live_server.url)
    choose_file(page, forum)
    align(page)
    brought_into_force(forum)
    read_the_version(page, forum)
    read_as_the_executor(person(forum.world["methodologist"], java_script_enabled=scripts), forum)
    assert not [line for line in noise if "422" not in line], "\n".join(noise)


# ---------------------------------------------------------------- by keyboard
def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as a person without a mouse does."""
    target = page.locator(selector)
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


SEEN = """() => {
  const here = document.activeElement, box = here.getClientRects()[0];
  const top = document.elementFromPoint(box.x + Math.min(9, box.width / 2), box.y + Math.min(9, box.height / 2));
  return parseFloat(getComputedStyle(here).outlineWidth) >= 2 && top && (here.contains(top) || top.contains(here));
}"""


def see_focus(page: Page) -> None:
    """The element with the focus has a mark, and nothing covers it once the page has come to rest."""
    page.wait_for_function(SEEN, timeout=3_000)


def stops(page: Page) -> list[str]:
    """What Tab passes in the form, from its first field to its last button; each stop is seen."""
    found = []
    page.locator("#alignment a, #alignment select").first.focus()
    while page.evaluate("!!document.activeElement.closest('#alignment')"):
        found.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        see_focus(page)
        page.keyboard.press("Tab")
    return found


def in_order_of_sight(page: Page) -> list[str]:
    """Fields as they stand on the page."""
    shown = page.locator("#alignment select, #alignment textarea, #alignment button")
    return shown.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.name)")


@pytest.mark.parametrize("screen", [WIDE, PHONE, SMALL], ids=["office", "phone", "small phone"])
def test_the_focus_goes_in_the_order_of_the_page_and_is_seen(
    forum: Forum, person: Callable[..., Page], screen: dict
) -> None:
    page = person(forum.world["specialist"], viewport=screen)
    page.goto(f"{waiting(forum).get_absolute_url()}alignment/")
    names = set(in_order_of_sight(page))
    assert [name for name in stops(page) if name in names] == in_order_of_sight(page)


def test_a_version_is_brought_in_by_keyboard(
    forum: Forum, person: Callable[..., Page], live_server: LiveServer
) -> None:
    """After «Пересчитать» the focus stands at what has changed, after a fault at its words."""
    page = person(forum.world["specialist"], viewport=WIDE)
    page.goto(f"{waiting(forum).get_absolute_url()}alignment/")
    tab_to(page, "[name^=source-]:has(option:checked:text('новый пункт'))")
    page.keyboard.press("End")
    tab_to(page, "[name=recount]")
    page.keyboard.press("Enter")
    expect(summary(page)).to_contain_text("разделено 2")
    expect(summary(page)).to_be_focused()
    see_focus(page)

    tab_to(page, "[name=save]")
    page.keyboard.press("Enter")
    expect(page.locator("#form-errors")).to_be_focused()
    see_focus(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reason = page.locator("[name=reason]")
    expect(reason).to_be_focused()
    see_focus(page)
    expect(reason).to_have_accessible_description(f"{HELP} {NO_REASON}")
    page.keyboard.type(REASON)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".alert-success")).to_contain_text("Внесена редакция 2")
    brought_into_force(forum)


# ---------------------------------------------------------------- meanwhile
def save_by_colleague(document: PendingDocument, forum: Forum) -> None:
    confirmation = replace(propose(forum.resolution, mended(document)), reason=REASON)
    save_version(actor=forum.world["colleague"], document=document, confirmation=confirmation)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_review_page_that_is_too_late_leads_to_the_resolution(
    forum: Forum, person: Callable[..., Page], scripts: bool
) -> None:
    page, document = person(forum.world["specialist"], java_script_enabled=scripts), waiting(forum)
    page.goto(document.get_absolute_url())
    save_by_colleague(document, forum)
    page.locator("#structure .items a").nth(2).click()
    expect(page.locator(".messages")).to_contain_text("Документ уже сохранён: «forum-2021-adopted.md» — редакция 2")
    assert urlsplit(page.url).path == forum.resolution.get_absolute_url()


# ---------------------------------------------------------------- axe
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["office", "phone"])
def test_axe_finds_nothing_on_pages_of_versions(
    forum: Forum, person: Callable[..., Page], live_server: LiveServer, screen: dict
) -> None:
    """Choosing the file, the alignment as proposed and with faults, the versions, their texts, a clause."""
    page, axe, document = person(forum.world["specialist"], viewport=screen), Axe(), waiting(forum)
    noise, faults, home = listen(page, live_server.url), [], forum.resolution.get_absolute_url()

    def check() -> None:
        violations = axe.run(page, options=RULES).response["violations"]
        faults.extend(f"{page.url}: {rule['id']} {[one['target'] for one in rule['nodes']][:3]}" for rule in violations)

    for path in (f"{home}amend/", f"{document.get_absolute_url()}alignment/"):
        page.goto(path)
        check()
    page.locator("details.disclosure summary").click()
    check()
    page.get_by_role("button", name="Внести редакцию 2").click()
    expect(page.locator("#form-errors")).to_be_visible()
    check()
    save_by_colleague(document, forum)
    for path in (f"{home}versions/", f"{home}versions/1/", f"{home}versions/2/", home):
        page.goto(path)
        check()
    page.goto(document.get_absolute_url())
    check()
    assert not faults, "\n".join(faults)
    assert not [line for line in noise if "422" not in line], "\n".join(noise)
