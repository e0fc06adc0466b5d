"""Passkeys in a browser, with the authenticator that Chromium itself plays."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page, expect

from organizations.access import Actor
from tests.factories import PASSWORD, World

pytestmark = [pytest.mark.browser]


def with_authenticator(page: Page, **changes: Any) -> CDPSession:
    """A device that checks the person and keeps keys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True} | changes
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def add_key(page: Page, name: str) -> None:
    """The first key of a person; recovery codes are shown with it."""
    ask_for_key(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Запасные коды")


def ask_for_key(page: Page, name: str) -> None:
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Добавить ключ").click()
    page.get_by_label("Название ключа").fill(name)
    page.get_by_role("button", name="Добавить").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вход в портал")


def test_a_passkey_is_added_and_signs_in_without_a_password(live_world: World, person: Callable[[Actor], Page]) -> None:
    page = person(live_world["school"])
    with_authenticator(page)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    add_key(page, "Рабочий компьютер")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("row").filter(has_text="Рабочий компьютер")).to_contain_text("входит без пароля")
    sign_out(page)
    page.get_by_role("button", name="Войти с ключом доступа").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Вход в портал")
    expect(page.get_by_text("Меню учётной записи")).to_have_count(1)
    assert faults == []


def test_a_key_is_the_second_step_after_the_password(live_world: World, person: Callable[[Actor], Page]) -> None:
    page = person(live_world["school"])
    with_authenticator(page)
    add_key(page, "Ключ")
    sign_out(page)
    page.get_by_label("Электронная почта").fill(live_world["school"].user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.get_by_role("button", name="Подтвердить ключом доступа").click()
    expect(page.get_by_text("Меню учётной записи")).to_have_count(1)


def test_a_key_is_renamed_and_removed(live_world: World, person: Callable[[Actor], Page]) -> None:
    page = person(live_world["school"])
    with_authenticator(page)
    add_key(page, "Ключ")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Переименовать").click()
    page.get_by_label("Название").fill("Телефон")
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("row").filter(has_text="Телефон").get_by_role("link", name="Удалить").click()
    page.get_by_role("button", name="Удалить").click()
    expect(page.get_by_role("heading", name="Ключей пока нет")).to_be_visible()
    assert not Authenticator.objects.filter(user=live_world["school"].user).exists()


def test_a_refusal_of_the_browser_is_told_in_words(live_world: World, person: Callable[[Actor], Page]) -> None:
    page = person(live_world["school"])
    with_authenticator(page, isUserVerified=False)
    ask_for_key(page, "Ключ")
    expect(page.get_by_role("alert")).to_contain_text("Браузер не передал ключ")


def test_without_scripts_nothing_promises_a_key(live_world: World, browser, live_server) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Войти с ключом доступа")).to_be_hidden()
    expect(page.get_by_role("button", name="Войти", exact=True)).to_be_visible()
    context.close()
