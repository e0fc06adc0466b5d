"""Every page of every role: axe finds nothing, nothing is fetched from outside, the console stays silent."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from organizations.access import Actor
from recommendations.services.requests import ask_extension, ask_not_applicable
from recommendations.services.reviews import return_for_rework
from tests.factories import NOW, World, at, hand_in, make_assignment, make_recommendation, make_resolution, make_tasks

pytestmark = pytest.mark.browser

PAGES_AT_LEAST = {
    "specialist": 25,
    "head": 25,
    "coordinator": 20,
    "school": 12,
    "methodologist": 20,
    "observer": 15,
    "administrator": 7,
}
PER_PATTERN = 2
LEFT_OUT = re.compile(r"^/(static|admin|accounts/logout|evidence)/|/export/|/file/|/sample/")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.fixture
def busy_world(live_world: World) -> World:
    """A resolution with tasks in several states, requests and remarks: no part of a page is empty."""
    resolution = make_resolution(live_world.region)
    make_assignment(live_world, make_recommendation(resolution))
    tasks = make_tasks(live_world, make_recommendation(resolution))
    more = make_tasks(live_world, make_recommendation(resolution), endorsement_required=False)
    make_tasks(live_world, make_recommendation(resolution, "municipal"), addressee_rule={"groups": ["municipal"]})
    school, neighbour = live_world["school"], live_world["neighbour"]
    hand_in(tasks[live_world.school.pk], school)
    returned = hand_in(more[live_world.school.pk], school)
    return_for_rework(actor=live_world["specialist"], task=returned, remarks=[("what_done", "Уточните дату.")])
    hand_in(more[live_world.neighbour.pk], neighbour)
    asked = tasks[live_world.neighbour.pk]
    ask_extension(actor=at(neighbour, NOW), task=asked, due_on=asked.due_on.replace(month=12), reason="Ремонт")
    ask_not_applicable(actor=live_world["other_school"], task=tasks[live_world.other_school.pk], reason="Нет классов")
    return live_world


def enter(context: BrowserContext, live_server: LiveServer, actor: Actor) -> None:
    """A session without the form: the form has tests of its own."""
    client = Client()
    client.force_login(actor.user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def walk(page: Page) -> Iterator[str]:
    """Pages reached by links from the start page, at most PER_PATTERN of a kind."""
    waiting, seen, kinds = ["/", "/accounts/2fa/", "/accounts/password/change/"], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path.split("?")[0])
        if path in seen or kinds[kind] >= PER_PATTERN or LEFT_OUT.search(path):
            continue
        seen.add(path)
        kinds[kind] += 1
        response = page.goto(path)
        assert response is not None and response.status == 200, f"{path}: {response and response.status}"
        yield path
        waiting += page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
        waiting = [absolute(path, link) for link in waiting if link.startswith(("/", "?"))]


def absolute(path: str, link: str) -> str:
    return path.split("?")[0] + link if link.startswith("?") else link.split("#")[0]


def listen(page: Page, server: str) -> list[str]:
    """What a closed network would break and what the console says."""
    found: list[str] = []
    home = urlsplit(server).netloc
    page.on("request", lambda sent: found.append(sent.url) if urlsplit(sent.url).netloc not in {home, ""} else None)
    page.on("console", lambda line: found.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("role", PAGES_AT_LEAST)
def test_axe_finds_nothing_on_any_page(
    busy_world: World, new_context: Callable[..., BrowserContext], live_server: LiveServer, role: str
) -> None:
    """Accessible (ux 10) and light (ux 11): every page that the role reaches."""
    context = new_context(base_url=live_server.url)
    enter(context, live_server, busy_world[role])
    page, axe, faults = context.new_page(), Axe(), []
    noise, visited = listen(page, live_server.url), 0
    for path in walk(page):
        visited += 1
        violations = axe.run(page, options=RULES).response["violations"]
        faults += [f"{path}: {rule['id']} {[node['target'] for node in rule['nodes']][:3]}" for rule in violations]
    assert visited >= PAGES_AT_LEAST[role], "the walk must reach the pages of the role"
    assert not faults, "\n".join(faults)
    assert not noise, "\n".join(noise)


@pytest.mark.parametrize("scheme", ["light", "dark", "blue"])
def test_the_version_for_the_visually_impaired_keeps_its_contrast(
    busy_world: World, new_context: Callable[..., BrowserContext], live_server: LiveServer, scheme: str
) -> None:
    """Largest text and spacing in each colour scheme; the setting holds from page to page."""
    context = new_context(base_url=live_server.url)
    enter(context, live_server, busy_world["school"])
    page, axe = context.new_page(), Axe()
    page.goto("/")
    page.get_by_role("button", name="Версия для слабовидящих").click()
    page.locator(f"button[name=scheme][value={scheme}]").click()
    page.locator("button[name=size][value='3']").click()
    for path in ("/", "/tasks/"):
        page.goto(path)
        assert f"a11y-scheme-{scheme}" in (page.locator("html").get_attribute("class") or "")
        violations = axe.run(page, options=RULES).response["violations"]
        assert not violations, [(rule["id"], rule["nodes"][0]["target"]) for rule in violations]
