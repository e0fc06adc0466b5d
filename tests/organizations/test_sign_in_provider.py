"""«OIDC as an option»: a provider of the authority opens accounts that are there, by an e-mail that it has verified."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from organizations.models import AuditEvent, User
from tests.factories import PASSWORD, World
from tests.organizations.provider import Provider, running_provider
from tests.pages import read

BUTTON = "Войти через учётную запись ведомства"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    cache.clear()
    with running_provider() as running:
        app = {"provider_id": "provider", "name": "учётную запись ведомства", "client_id": "portal", "secret": "hush"}
        apps = [app | {"settings": {"server_url": running.url}}]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
        settings.ROOT_URLCONF = "tests.organizations.provider_urls"
        yield running


def come_back(client: Client, provider: Provider, path: str = "", **answer: str):
    """Press the button, be at the provider's page, come back with its answer."""
    pressed = client.post(reverse("openid_connect_login", args=["provider"]) + path)
    query = dict(parse_qsl(urlsplit(pressed.url).query))
    answer = answer or {"code": provider.authorize(query)}
    return client.get(reverse("openid_connect_callback", args=["provider"]), {"state": query["state"]} | answer)


def says(provider: Provider, email: str, verified: object = True, number: str = "77") -> None:
    provider.person = {"sub": number, "email": email, "email_verified": verified, "name": "Кто-то"}


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_without_a_provider_its_addresses_do_not_exist(db: None, client) -> None:
    assert BUTTON not in client.get(reverse("account_login")).content.decode()
    for path in ("oidc/provider/login/", "oidc/provider/login/callback/", "3rdparty/", "3rdparty/signup/"):
        assert client.get(f"/accounts/{path}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["provider"])


def test_the_button_leads_to_the_provider_with_a_proof(provider: Provider, db: None, client) -> None:
    page = client.get(reverse("account_login"), {"next": "/tasks/"})
    assert BUTTON in " ".join(read(page).words)
    pressed = client.post(reverse("openid_connect_login", args=["provider"]), {"next": "/tasks/"})
    assert pressed.url.startswith(f"{provider.url}/authorize?")
    query = dict(parse_qsl(urlsplit(pressed.url).query))
    assert (query["code_challenge_method"], query["client_id"]) == ("S256", "portal")
    assert "email" in query["scope"].split()


def test_a_look_at_the_address_starts_nothing(provider: Provider, db: None, client) -> None:
    """A foreign page must not send people to the provider: only the button does."""
    answer = client.get(reverse("openid_connect_login", args=["provider"]))
    assert not answer.headers.get("Location", "").startswith(provider.url)


def test_a_verified_email_opens_the_account_that_is_there(provider: Provider, world: World, client) -> None:
    user = world["school"].user
    says(provider, user.email.upper())
    assert come_back(client, provider, "?next=/tasks/").url == "/tasks/"
    assert signed_in(client) == str(user.pk)
    assert SocialAccount.objects.get(user=user).uid == "77"
    assert [row.act for row in AuditEvent.objects.filter(user=user).order_by("pk")] == ["connect_provider", "sign_in"]
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_later_the_number_of_the_person_counts(provider: Provider, world: World) -> None:
    """An e-mail that has changed at the provider does not open somebody else's account."""
    says(provider, world["school"].user.email)
    come_back(Client(), provider)
    says(provider, world["neighbour"].user.email)
    again = Client()
    come_back(again, provider)
    assert signed_in(again) == str(world["school"].user.pk)
    assert not SocialAccount.objects.filter(user=world["neighbour"].user).exists()


@pytest.mark.parametrize("verified", [False, None, "false", "true", 1])
def test_an_unverified_email_opens_nothing(provider: Provider, world: World, client, verified: object) -> None:
    """«no take-over by unverified e-mail»: only a plain yes counts."""
    says(provider, world["school"].user.email, verified)
    answer = come_back(client, provider)
    assert answer.status_code == 403
    assert "не подтверждает вашу почту" in " ".join(read(answer).words)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert AuditEvent.objects.filter(act="sign_in_failed").count() == 1


def test_a_stranger_gets_no_account(provider: Provider, world: World, client) -> None:
    people = User.objects.count()
    says(provider, "stranger@test.example")
    answer = come_back(client, provider)
    assert answer.status_code == 403
    assert "никто не добавлен" in " ".join(read(answer).words)
    assert (User.objects.count(), signed_in(client)) == (people, None)


def test_an_account_switched_off_stays_shut(provider: Provider, world: World) -> None:
    user = world["school"].user
    says(provider, user.email)
    come_back(Client(), provider)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    assert come_back(client, provider).url == reverse("account_inactive")
    assert signed_in(client) is None


def test_the_second_factor_is_asked_all_the_same(provider: Provider, world: World, client, settings) -> None:
    settings.DEMO = False
    user = world["head"].user
    says(provider, user.email)
    come_back(client, provider)
    assert "Настройте второй шаг входа" in client.get("/").content.decode()
    TOTP.activate(user, generate_totp_secret())
    again = Client()
    assert come_back(again, provider).url == reverse("mfa_authenticate")
    assert signed_in(again) is None


def test_whoever_turns_back_is_told_so(provider: Provider, world: World, client) -> None:
    answer = come_back(client, provider, error="access_denied")
    assert "Вход отменён" in " ".join(read(answer).words)


def test_a_foreign_answer_is_refused(provider: Provider, world: World, client) -> None:
    says(provider, world["school"].user.email)
    answer = client.get(reverse("openid_connect_callback", args=["provider"]), {"state": "foreign", "code": "the code"})
    assert answer.status_code == 403
    assert come_back(client, provider, code="stolen").status_code == 403
    assert signed_in(client) is None


def test_a_provider_that_is_down_is_told_in_words(provider: Provider, world: World, client, settings) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = f"{provider.url}/elsewhere"
    lost = client.post(reverse("openid_connect_login", args=["provider"]))
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    down = client.post(reverse("openid_connect_login", args=["provider"]))
    for answer in (lost, down):
        assert answer.status_code == 403
        assert "Сервер учётных записей ведомства не ответил" in " ".join(read(answer).words)


def test_nobody_joins_a_foreign_account_while_signed_in(provider: Provider, world: World, sign_in) -> None:
    """The provider's account of another person signs that person in; it is not tied to the one at the keyboard."""
    client = sign_in(world["school"])
    says(provider, world["neighbour"].user.email)
    come_back(client, provider, "?process=connect")
    assert not SocialAccount.objects.filter(user=world["school"].user).exists()
    assert signed_in(client) == str(world["neighbour"].user.pk)


def settings_with(**variables: str) -> subprocess.CompletedProcess[str]:
    """What a portal started with these variables says of its policy and addresses."""
    code = (
        "import django; django.setup();from django.conf import settings;from django.urls import reverse;"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']);"
        "print(reverse('openid_connect_login', args=['provider']))"
    )
    known = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=known | variables, capture_output=True, text=True, check=False)


def test_the_policy_of_the_browser_names_the_provider_and_nobody_else() -> None:
    known = {"OIDC_SERVER_URL": "https://sso.example/realms/region", "OIDC_CLIENT_ID": "p", "OIDC_CLIENT_SECRET": "s"}
    started = settings_with(**known)
    assert started.stdout.splitlines()[-2:] == [
        """["'self'", 'https://sso.example']""",
        "/accounts/oidc/provider/login/",
    ]


def test_half_a_provider_does_not_start() -> None:
    started = settings_with(OIDC_SERVER_URL="https://sso.example")
    assert "OIDC_CLIENT_ID: нужно задать, раз задан OIDC_SERVER_URL." in started.stderr
