"""«MFA obligatory by role … With DEMO=1 the second factor stays optional.»"""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, User
from recommendations.models import Task
from tests.factories import PASSWORD, World, make_task, make_user
from tests.pages import read

WHY = "Настройте второй шаг входа"


@pytest.fixture(autouse=True)
def work(settings):
    """The portal at work, not the demo; rate limits count in the cache."""
    settings.DEMO = False
    cache.clear()


def opened(client: Client, url: str = "/") -> bool:
    """Whether the page opens; else it must be the one that explains."""
    response = client.get(url)
    if response.status_code == 403:
        assert WHY in response.content.decode()
    return response.status_code == 200


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("name", ["specialist", "head", "administrator"])
def test_roles_that_decide_for_the_region_are_led_to_the_set_up(world: World, sign_in, name: str) -> None:
    client = sign_in(world[name])
    assert not opened(client)
    assert not opened(client, reverse("organization-list"))
    TOTP.activate(world[name].user, generate_totp_secret())
    assert opened(client)


@pytest.mark.parametrize("name", ["coordinator", "school", "methodologist", "observer"])
def test_the_others_may_do_without(world: World, sign_in, name: str) -> None:
    assert opened(sign_in(world[name]))


def test_the_region_says_which_roles(world: World, sign_in) -> None:
    world.region.settings = {"access": {"second_factor_roles": ["school"]}}
    world.region.save()
    assert not opened(sign_in(world["school"]))
    assert opened(sign_in(world["administrator"]))


def test_in_the_demo_it_is_optional(world: World, sign_in, settings) -> None:
    settings.DEMO = True
    assert opened(sign_in(world["administrator"]))


def test_recovery_codes_alone_are_no_second_factor(world: World, sign_in) -> None:
    Authenticator.objects.create(user=world["head"].user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not opened(sign_in(world["head"]))


def test_the_service_section_asks_too(db: None, client) -> None:
    client.force_login(User.objects.create_superuser("root@test.example", PASSWORD, full_name="Технический Т. Т."))
    assert not opened(client, "/admin/")
    client.force_login(make_user(is_staff=True))
    assert not opened(client, "/admin/")


def test_a_place_of_work_that_asks_is_asked_when_it_is_chosen(world: World, sign_in) -> None:
    """«switching membership to such a role asks as well»"""
    seat = Membership.objects.create(
        region=world.region,
        user=world["school"].user,
        organization=world.department,
        role="department",
        position="эксперт",
        valid_from=date(2020, 1, 1),
    )
    client = sign_in(world["school"])
    switch = reverse("membership-switch")
    client.post(switch, {"membership": world["school"].membership.pk})
    assert opened(client)
    assert client.post(switch, {"membership": seat.pk}).status_code == 302
    assert not opened(client)
    client.post(switch, {"membership": world["school"].membership.pk})
    assert opened(client)


def test_what_leads_out_stays_open(world: World, sign_in) -> None:
    client = sign_in(world["administrator"])
    for name in ("help", "session-list", "mfa_index", "account_change_password", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post(reverse("appearance"), {"enabled": "1"}).status_code == 302


def test_what_was_sent_meanwhile_is_shown_and_not_saved(world: World, sign_in) -> None:
    """«POSTs during that are refused with the same page, not silently lost»"""
    task = make_task(world)
    url = reverse("task-withdraw", args=[task.pk])
    answer = sign_in(world["specialist"]).post(url, {"reason": "Направлено ошибочно, прошу отозвать."})
    words = " ".join(read(answer).words)
    assert answer.status_code == 403
    assert "То, что вы отправили, не сохранено" in words
    assert "Направлено ошибочно, прошу отозвать." in words
    assert Task.objects.get(pk=task.pk).status == task.status


def test_the_way_from_the_password_to_the_first_page(world: World, client) -> None:
    """Password → explanation → key → code → recovery codes → work; the password is asked for once."""
    client.post(reverse("account_login"), {"login": world["head"].user.email, "password": PASSWORD})
    activate = reverse("mfa_activate_totp")
    assert activate in [link.url for link in read(client.get("/")).links]
    page = client.get(activate)
    assert page.status_code == 200
    assert page.context["totp_svg_data_uri"].startswith("data:image/svg+xml;base64,")
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    wrong = client.post(activate, {"code": "000000"})
    assert "Неверный код." in " ".join(read(wrong).words)
    done = client.post(activate, {"code": code_of(wrong.context["form"].secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    codes = client.get(done.url)
    assert codes.context["unused_codes"]
    assert opened(client)
    saved = client.get(reverse("mfa_download_recovery_codes"))
    assert codes.context["unused_codes"][0] in saved.content.decode()


def test_a_stale_sign_in_types_the_password_again_before_the_set_up(world: World, sign_in) -> None:
    """A computer left alone must not give a foreign phone to the account."""
    answer = sign_in(world["head"]).get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_the_second_step_is_asked_at_every_sign_in(world: World, client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(world["head"].user, secret)
    answer = client.post(reverse("account_login"), {"login": world["head"].user.email, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert client.post(answer.url, {"code": code_of(secret)}).status_code == 302
    assert opened(client)
