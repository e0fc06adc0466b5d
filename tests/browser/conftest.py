"""The portal in a browser: a live server, people who sign in through the form."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from organizations.access import Actor
from tests.factories import PASSWORD, World, make_world


@pytest.fixture
def live_world(transactional_db: None) -> World:
    """A world that the server's threads see too."""
    return make_world()


@pytest.fixture
def person(
    browser: Browser, browser_context_args: dict, live_server: LiveServer, request: pytest.FixtureRequest
) -> Callable[[Actor], Page]:
    """Each person has a browser of their own, signed in through the form."""

    def sign_in(actor: Actor, **context_args: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **{**browser_context_args, **context_args})
        request.addfinalizer(context.close)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto("/")
        page.get_by_label("Электронная почта").fill(actor.user.email)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Войти", exact=True).click()
        page.get_by_role("heading", level=1).wait_for()
        return page

    return sign_in
