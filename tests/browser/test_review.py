"""Looking a document through by mouse, without scripts, by keyboard only: the same acts leave the same resolution."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from recommendations.models import PendingDocument, Resolution
from tests.browser.test_accessibility import RULES, listen
from tests.factories import World
from tests.samples import LIBRARIES

pytestmark = pytest.mark.browser

FILE = {"name": "Библиотеки.txt", "mimeType": "text/plain", "buffer": LIBRARIES.encode()}
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# Physical keys with the letters that a Russian layout gives them.
RUSSIAN = {"с": "KeyC", "р": "KeyH", "п": "KeyG", "н": "KeyY", "д": "KeyL", "з": "KeyP"}


def load(page: Page, file: dict = FILE) -> None:
    """Choose the file; the review page opens."""
    page.goto("/resolutions/import/")
    page.get_by_label("Файл резолюции").set_input_files(file)
    page.get_by_role("button", name="Прочитать документ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Проверьте, как понят документ")
    assert Resolution.objects.count() == 0, "nothing is created before «Сохранить резолюцию»"


def item(page: Page, words: str) -> object:
    return page.locator("#structure .items > li > a", has_text=words)


def line(page: Page, words: str) -> object:
    return page.locator("#source a", has_text=words)


def press(page: Page, button: str) -> None:
    page.locator(".editor").get_by_role("button", name=button, exact=True).click()


def expect_last(page: Page, words: str) -> None:
    """The undo button names what it takes back."""
    expect(page.locator("#undo")).to_have_accessible_name(f"Отменить: {words}")


def saved_as_mended() -> None:
    """What the walks below leave in the database."""
    resolution = Resolution.objects.get()
    assert resolution.place == "г. Вязьма"
    sections = [(one.heading, [group.code for group in one.groups.all()]) for one in resolution.sections.all()]
    assert sections == [
        ("Департаменту Смоленской области по образованию и науке", ["department"]),
        ("Школам области", ["school"]),
    ]
    text = resolution.texts.get().plain_text
    rows = list(resolution.recommendations.all())
    assert [(row.number, row.text) for row in rows] == [
        ("1.1", "обеспечить поддержку школьных библиотек;"),
        ("1.2", "утвердить план работы"),
        ("1.3", "и провести семинар для библиотекарей; – принять участие в конкурсе."),
        ("2.1", "организовать конкурс чтецов до 1 ноября 2021 года;"),
        ("2.10", "Подготовить выставку книг к началу учебного года и представить её родителям"),
    ]
    assert [" ".join(text[row.span_start : row.span_end].split()) for row in rows] == [row.text for row in rows]
    assert not PendingDocument.objects.exists()


def mend_by_mouse(page: Page) -> None:
    line(page, "утвердить план работы").click()
    page.get_by_text("Разделить на два пункта").click()
    page.get_by_label("утвердить план работы | и провести семинар").check()
    press(page, "Разделить")
    expect_last(page, "пункт 1.2 разделён на два")

    item(page, "принять участие").click()
    expect(page.locator("#source li.is-open")).to_contain_text("принять участие")
    press(page, "Соединить с предыдущим")
    expect_last(page, "пункты 1.3 и 1.4 соединены")
    page.locator("#undo").click()
    expect(item(page, "1.4")).to_be_visible()
    page.locator("#redo").click()
    expect_last(page, "пункты 1.3 и 1.4 соединены")

    line(page, "Клубу любителей книги").click()
    press(page, "Заголовок адресата")
    expect_last(page, "строка «Клубу любителей книги» стала заголовком")
    page.get_by_label("Адресат", exact=True).fill("Школам области")
    page.get_by_label("Общеобразовательные организации").check()
    press(page, "Применить")
    expect_last(page, "адресат указан: «Школам области»")

    item(page, "благодарим").click()
    press(page, "Не рекомендация")
    expect_last(page, "пункт 2.2 отмечен как не рекомендация")

    line(page, "Подготовить выставку").click()
    page.get_by_label("Группа нового пункта").select_option(
        label="Департаменту Смоленской области по образованию и науке"
    )
    press(page, "Новый пункт")
    expect(item(page, "1.4")).to_contain_text("Подготовить выставку")
    page.get_by_label("Группа", exact=True).select_option(label="Школам области")
    press(page, "Перенести")
    expect(item(page, "2.2")).to_contain_text("Подготовить выставку")
    page.get_by_label("Номер").fill("2.1")
    press(page, "Изменить номер")
    expect(page.get_by_role("alert")).to_contain_text("Пункт с номером 2.1 уже есть")
    expect(page.get_by_label("Номер")).to_have_value("2.1")
    page.get_by_label("Номер").fill("2.10")
    press(page, "Изменить номер")
    expect_last(page, "пункту 2.2 дан номер 2.10")

    page.get_by_role("link", name="Изменить сведения о документе").click()
    page.get_by_label("Место").fill("г. Вязьма")
    press(page, "Применить")
    expect_last(page, "изменены сведения о документе")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["office", "phone"])
def test_a_person_mends_a_document_by_mouse(
    live_world: World, person: Callable[..., Page], scripts: bool, screen: dict
) -> None:
    """Join, split, move, retype, number, drop, add, undo, redo, head: the way of one document."""
    page = person(live_world["specialist"], java_script_enabled=scripts, viewport=screen)
    load(page)
    mend_by_mouse(page)
    page.get_by_role("button", name="Сохранить резолюцию").click()
    message = "Резолюция сохранена: 5\u00a0пунктов, 2\u00a0адресата"
    expect(page.locator(".alert-success")).to_contain_text(message)
    saved_as_mended()


class Keys:
    """A person without a mouse, whose keyboard is in the Russian layout."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page, self.session = page, session

    def letter(self, letter: str) -> None:
        code = RUSSIAN[letter]
        key = {"code": code, "key": letter, "text": letter, "windowsVirtualKeyCode": ord(code[-1])}
        self.session.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    def go(self, selector: str, key: str = "Tab", most: int = 80) -> None:
        """Press the key until the focus is there."""
        for _ in range(most):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{key} never reached {selector}")

    def walk(self, words: str, key: str = "ArrowDown") -> None:
        """Walk with an arrow to the place that begins or goes on with these words."""
        for _ in range(40):
            if words in self.page.evaluate("document.activeElement.textContent"):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{key} never reached «{words}»")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)


def mend_items_by_keys(page: Page, keys: Keys) -> None:
    keys.go("#structure .items a")
    keys.walk("1.2")
    keys.letter("р")
    expect(page.locator("#split [type=radio]").first).to_be_focused()
    keys.press("Space")
    keys.press("Enter")
    expect_last(page, "пункт 1.2 разделён на два")

    expect(item(page, "1.2")).to_be_focused()
    keys.walk("1.4")
    keys.letter("с")
    expect_last(page, "пункты 1.3 и 1.4 соединены")
    expect(page.locator("#review-status")).to_have_text("Последняя правка: пункты 1.3 и 1.4 соединены.")
    keys.press("Control+z")
    expect(page.locator("#redo")).to_have_accessible_name("Вернуть: пункты 1.3 и 1.4 соединены")
    keys.press("Control+Shift+Z")
    expect_last(page, "пункты 1.3 и 1.4 соединены")

    keys.press("ArrowLeft")
    keys.walk("Клубу любителей книги")
    keys.letter("з")
    expect_last(page, "строка «Клубу любителей книги» стала заголовком")
    keys.go("[name=heading]")
    keys.type("Школам области")
    keys.go("[name=addressee_groups][value=school]")
    keys.press("Space")
    keys.press("Control+Enter")
    expect_last(page, "адресат указан: «Школам области»")

    keys.walk("благодарим")
    keys.press("Delete")
    expect_last(page, "пункт 2.2 отмечен как не рекомендация")


def add_and_describe_by_keys(page: Page, keys: Keys) -> None:
    keys.press("ArrowLeft")
    keys.walk("Подготовить выставку")
    keys.press("Enter")
    expect(page.locator("#source .editor")).to_be_visible()
    keys.go("[name=group]")
    keys.press("Home")
    keys.go(".editor button[value=add]")
    keys.press("Enter")
    expect(item(page, "1.4")).to_be_focused()
    keys.letter("п")
    expect(page.locator("[name=group]")).to_be_focused()
    keys.press("End")
    keys.go(".editor button[name=move]")
    keys.press("Enter")
    expect(item(page, "2.2")).to_be_focused()
    keys.letter("н")
    keys.type("2.10")
    keys.press("Enter")
    expect_last(page, "пункту 2.2 дан номер 2.10")

    keys.walk("областной конференции", "ArrowUp")
    keys.press("Enter")
    keys.go("[name=place]")
    keys.type("г. Вязьма")
    keys.press("Enter")
    expect_last(page, "изменены сведения о документе")


def test_a_person_mends_a_document_by_keyboard(
    live_world: World, person: Callable[..., Page], live_server: LiveServer
) -> None:
    """Keys work by their place on the keyboard and press the page's own buttons."""
    page = person(live_world["specialist"], viewport=WIDE)
    noise = listen(page, live_server.url)
    load(page)
    keys = Keys(page, page.context.new_cdp_session(page))
    mend_items_by_keys(page, keys)
    add_and_describe_by_keys(page, keys)
    keys.go("[name=save]", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".alert-success")).to_contain_text("Резолюция сохранена")
    saved_as_mended()
    assert not noise, "\n".join(noise)


def test_letters_typed_into_a_field_are_only_letters(live_world: World, person: Callable[..., Page]) -> None:
    """«only while the focus is in the structure and not in a field»."""
    page = person(live_world["specialist"], viewport=WIDE)
    load(page)
    item(page, "1.2").click()
    page.get_by_label("Номер").fill("")
    page.get_by_label("Номер").press_sequentially("cgy")
    expect(page.get_by_label("Номер")).to_have_value("cgy")
    page.locator("h1").click()
    page.keyboard.press("KeyC")
    expect(page.locator("#undo")).to_be_disabled()


def test_typed_words_are_not_lost_without_a_question(live_world: World, person: Callable[..., Page]) -> None:
    """A changed field asks before another place is opened; «no» leaves it as it is."""
    page = person(live_world["specialist"], viewport=WIDE)
    load(page)
    item(page, "1.2").click()
    page.get_by_label("Номер").fill("7")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    item(page, "1.1").click()
    expect(page.get_by_label("Номер")).to_have_value("7")
    assert asked == ["Введённое не применено. Продолжить без него?"]
    page.once("dialog", lambda dialog: dialog.accept())
    item(page, "1.1").click()
    expect(page.get_by_label("Номер")).to_have_value("1.1")


def test_panes_keep_their_place_and_show_the_counterpart(live_world: World, person: Callable[..., Page]) -> None:
    """Opening an item on one side brings its line into sight on the other; the page itself does not scroll."""
    page = person(live_world["specialist"], viewport={"width": 1100, "height": 560})
    load(page)
    line(page, "благодарим").click()
    expect(page.locator("#structure .is-open")).to_be_in_viewport()
    before = page.locator("#source").evaluate("pane => pane.scrollTop")
    item(page, "организовать конкурс").click()
    expect(page.locator("#source .is-open")).to_contain_text("организовать конкурс")
    expect(page.locator("#source .is-open")).to_be_in_viewport()
    assert page.locator("#source").evaluate("pane => pane.scrollTop") <= before
    expect(page.get_by_role("button", name="Сохранить резолюцию")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["office", "phone"])
def test_axe_finds_nothing_in_any_state(
    live_world: World, person: Callable[..., Page], live_server: LiveServer, screen: dict
) -> None:
    """Nothing open, then an item, a group, a line and the head open, and one kind of remarks chosen."""
    page, axe = person(live_world["specialist"], viewport=screen), Axe()
    noise = listen(page, live_server.url)
    load(page)
    if screen is PHONE:  # the bar at the foot lies over what a person has yet to scroll up: a page's length shows all
        page.set_viewport_size({"width": screen["width"], "height": 6000})
    places = ["", *(link.get_attribute("href") for link in page.locator("#structure a[href*='=']").all()[:6])]
    places += ["?head=1", "?only=no_deadline", str(line(page, "Клубу любителей").get_attribute("href"))]
    here, faults = page.url.split("?")[0], []
    for place in dict.fromkeys(places):
        page.goto(here + place)
        page.evaluate("document.fonts.ready")  # letters that change while sizes are measured are no fault
        violations = axe.run(page, options=RULES).response["violations"]
        faults += [f"{place}: {rule['id']} {[node['target'] for node in rule['nodes']][:3]}" for rule in violations]
    assert not faults, "\n".join(faults)
    assert not noise, "\n".join(noise)
