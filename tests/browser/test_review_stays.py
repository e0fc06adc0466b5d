"""The review page never scrolls away: its toolbar is in sight whatever is clicked, opened, pasted or done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_review import item, line, load, press
from tests.factories import World
from tests.samples import many_items

pytestmark = pytest.mark.browser

OFFICE, LOW = {"width": 1366, "height": 768}, {"width": 1366, "height": 600}
LONG = {"name": "Длинный.txt", "mimeType": "text/plain", "buffer": many_items(40).encode()}


def expect_in_place(page: Page) -> None:
    """Nothing but the panes can scroll, by hand or by script, and what is always needed is in the window."""
    page.evaluate("scrollTo(0, 10000)")
    assert page.evaluate("[scrollX, scrollY]") == [0, 0], page.url
    moved = "[...document.querySelectorAll('body, .frame, .frame *:not([data-pane])')].filter(one => one.scrollTop > 0)"
    assert page.evaluate(f"{moved}.map(one => one.className)") == [], page.url
    for needed in (page.locator(".site-header"), page.locator("h1"), page.locator("#undo")):
        expect(needed).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Сохранить резолюцию")).to_be_in_viewport(ratio=1)


def expect_open_in_sight(page: Page) -> None:
    expect(page.locator("#structure .is-open").first).to_be_in_viewport()
    expect_in_place(page)


@pytest.mark.parametrize("screen", [OFFICE, LOW], ids=["office", "low"])
def test_a_second_click_on_an_open_place_moves_nothing(
    live_world: World, person: Callable[..., Page], screen: dict
) -> None:
    """The focus stays on the place, so that its keys go on working."""
    page = person(live_world["specialist"], viewport=screen)
    load(page, LONG)
    for place in (item(page, "№ 39"), item(page, "№ 22"), line(page, "№ 30"), page.locator("#structure h3 a").first):
        for _ in range(3):
            place.click()
            expect(place).to_have_attribute("aria-current", "true")
            expect(page.locator("#structure .is-open a").first).to_be_focused()
            expect_in_place(page)
    item(page, "№ 22").dblclick()
    expect(item(page, "№ 22")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#undo")).to_be_enabled()
    expect_in_place(page)


def test_a_stale_window_is_told_of_the_other(live_world: World, person: Callable[..., Page]) -> None:
    """An undo that would take back what the window does not show, typed words kept, a place opened anew."""
    page = person(live_world["specialist"], viewport=OFFICE)
    load(page, LONG)
    item(page, "№ 22").click()
    expect(page.locator(".editor")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    press(other, "Не рекомендация")
    expect(other.locator("#undo")).to_have_accessible_name("Отменить: пункт 1.22 отмечен как не рекомендация")
    page.keyboard.press("Control+z")  # nothing to take back in this window: the button is off
    item(page, "библиотеки № 7 ").first.click()
    expect(page.locator("#review-changed")).to_be_visible()
    page.get_by_label("Номер").fill("77")
    other.locator("#undo").click()
    expect(other.locator("#redo")).to_be_enabled()
    press(page, "Изменить номер")
    expect(page.get_by_role("alert")).to_contain_text("За это время документ изменили в другом окне.")
    expect(page.get_by_label("Номер")).to_have_value("77")
    press(page, "Изменить номер")
    expect(page.locator("#undo")).to_have_accessible_name("Отменить: пункту 1.7 дан номер 77")
    other.locator("#redo").click()
    expect(other.get_by_role("alert")).to_contain_text("За это время документ изменили в другом окне.")
    expect(other.locator("#undo")).to_have_accessible_name("Отменить: пункту 1.7 дан номер 77")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("screen", [OFFICE, LOW], ids=["office", "low"])
def test_an_address_with_a_place_opens_at_it(
    live_world: World, person: Callable[..., Page], scripts: bool, screen: dict
) -> None:
    """A pasted link to an item, a group, a line, the head, a pane, a part of an editor."""
    page = person(live_world["specialist"], viewport=screen, java_script_enabled=scripts)
    load(page, LONG)
    here = page.url
    hrefs = [place.get_attribute("href") for place in page.locator("#structure a[href*='=']").all()]
    last = hrefs[-1]
    for address in (
        hrefs[0],
        hrefs[2],
        last,
        line(page, "КОНФЕРЕНЦИИ").first.get_attribute("href"),
        f"{last[:-5]}#split",
    ):
        page.goto(here)
        page.goto(here + str(address))
        expect_in_place(page)
    for pane in ("#source", "#structure", "#main"):
        page.goto(here + pane)
        expect_in_place(page)
    page.goto(here + str(last))
    expect_open_in_sight(page)


@pytest.mark.parametrize("screen", [OFFICE, LOW], ids=["office", "low"])
def test_without_scripts_every_link_and_act_leaves_the_toolbar(
    live_world: World, person: Callable[..., Page], screen: dict
) -> None:
    page = person(live_world["specialist"], viewport=screen, java_script_enabled=False)
    load(page, LONG)
    item(page, "№ 39").click()
    expect_open_in_sight(page)
    item(page, "№ 39").click()
    expect_open_in_sight(page)
    for act in ("Соединить с предыдущим", "Не рекомендация"):
        press(page, act)
        expect_open_in_sight(page)
    for way_back in ("#undo", "#undo", "#redo"):
        page.locator(way_back).click()
        expect_in_place(page)
    item(page, "№ 20").click()
    page.get_by_label("Номер").fill("1.1")
    press(page, "Изменить номер")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect_in_place(page)
    page.locator(".editor__close").click()
    expect_in_place(page)
    page.get_by_role("link", name="Изменить сведения о документе").click()
    expect_open_in_sight(page)
    page.locator("#structure h3 a").first.click()
    expect_open_in_sight(page)
    page.locator(".review__notices .chip").first.click()
    expect_in_place(page)
