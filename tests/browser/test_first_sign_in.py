"""«invitation → first sign-in with TOTP → first task», as a new specialist of the department walks it."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from organizations.models import User
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite, link_of
from tests.factories import World, at, make_task

pytestmark = [pytest.mark.browser, pytest.mark.walk]
PASSWORD = "Туман над рекой 2026"


def code_of(secret: str) -> str:
    """What an application on a phone shows for the key on the page."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def accept(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Фамилия, имя, отчество").fill("Крылова Елена Павловна")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.get_by_role("button", name="Принять приглашение").click()


def set_up_codes(page: Page) -> str:
    """From the page that explains to the recovery codes; gives the key back."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Настройте второй шаг входа")
    page.get_by_role("link", name="Подключить приложение").click()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth > 0"), "the policy of the browser hides it"
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("Шесть цифр").fill(code_of(secret))
    page.get_by_role("button", name="Включить второй шаг").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Запасные коды")
    expect(page.locator(".codes li")).to_have_count(10)
    return secret


def test_from_the_invitation_to_the_first_task(
    live_world: World, live_server: LiveServer, browser: Browser, browser_context_args: dict, settings
) -> None:
    settings.DEMO, settings.PUBLIC_URL = False, live_server.url
    cache.clear()
    task = make_task(live_world, live_world.department)
    offer = Invitee(email="krylova@test.example", full_name="Крылова Елена Павловна", position="ведущий специалист")
    administrator = at(live_world["administrator"], now())
    invitation = invite(actor=administrator, organization=live_world.department, role=Role.DEPARTMENT, invitee=offer)
    context = browser.new_context(base_url=live_server.url, **browser_context_args)
    page = context.new_page()
    page.set_default_timeout(10_000)
    accept(page, link_of(invitation))
    set_up_codes(page)
    page.get_by_role("link", name="К работе").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Настройте второй шаг входа")
    page.goto(f"/tasks/{task.pk}/")
    expect(page.locator("main")).to_contain_text(task.assignment.recommendation.text.rstrip(";"))
    assert User.objects.get(email="krylova@test.example").memberships.get().organization == live_world.department
    context.close()
