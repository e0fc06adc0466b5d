"""Acts on the ways in: what the journal, the letters and the other sessions of the person learn of them."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.models import AuditEvent, User
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite, link_of
from organizations.services.regions import Founder, found_region
from tests.factories import PASSWORD, World
from tests.organizations.test_sign_in_factors import code_of, opened
from tests.pages import read

NEW = "туман над лугом и три сороки"
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def work(settings):
    """The portal at work, not the demo; rate limits count in the cache."""
    settings.DEMO = False
    cache.clear()


def enter(user: User, password: str = PASSWORD) -> Client:
    """A browser in which the person has just typed the password."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    assert answer.status_code == 302
    return client


def set_by_letter(email: str) -> Client:
    """The password is set by the link of the letter that is asked for at the sign-in page."""
    client = Client()
    client.post(reverse("account_reset_password"), {"email": email})
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/password/reset/key/" in line)
    form = client.get(urlsplit(link).path, follow=True)
    address = form.redirect_chain[-1][0]
    answer = client.post(address, {"password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    return client


def activate(client: Client) -> str:
    """Set up the application with codes; gives its secret."""
    page = client.get(ACTIVATE)
    assert page.status_code == 200, "the set-up does not open"
    secret = page.context["form"].secret
    assert client.post(ACTIVATE, {"code": code_of(secret)}).status_code == 302
    return secret


def acts(user: User) -> list[str]:
    return list(AuditEvent.objects.filter(user=user).order_by("pk").values_list("act", flat=True))


def found(email: str = "first@region.example") -> User:
    people = {"full_name": "Первая Анна Олеговна", "email": email, "department": "Департамент"}
    installer = User.objects.create_superuser("root@test.example", full_name="Установщик")
    found_region(founder=Founder(installer), code="77", name="Область", time_zone="Europe/Moscow", **people)
    return User.objects.get(email=email)


# --- the first way in -------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_first_administrator_comes_from_the_letter_to_the_first_page() -> None:
    """Found a region → letter → password → second step → home, without the demo."""
    person = found()
    set_by_letter(person.email)
    client = enter(person, NEW)
    assert not opened(client)
    activate(client)
    assert opened(client)
    assert EmailAddress.objects.get(user=person).verified


@pytest.mark.django_db(transaction=True)
def test_an_opened_letter_verifies_the_address(world: World) -> None:
    """A link that was sent to the mailbox was opened: the address is the person's."""
    user = world["head"].user
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    set_by_letter(user.email)
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.django_db(transaction=True)
def test_who_was_invited_on_paper_sets_up_the_second_step(world: World) -> None:
    """An address typed on paper must not lock the person out; a role of the second step is invited without e-mail."""
    actor = replace(world["administrator"], now=timezone.now())
    paper = invite(actor=actor, organization=world.department, role=Role.DEPARTMENT, invitee=Invitee())
    client = Client()
    typed = {"full_name": "Бумажная Анна", "email": "paper@test.example", "password": NEW, "repeated": NEW}
    assert client.post(urlsplit(link_of(paper)).path, typed).status_code == 302
    person = User.objects.get(email="paper@test.example")
    assert not EmailAddress.objects.get(user=person).verified
    assert not opened(client)
    activate(client)
    assert opened(client)


# --- the journal and the letters --------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_passwords_stand_in_the_journal_and_in_a_letter(world: World) -> None:
    user = world["school"].user
    set_by_letter(user.email)
    client = enter(user, NEW)
    other = {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_change_password"), other).status_code == 302
    assert [act for act in acts(user) if "password" in act] == ["reset_password", "change_password"]
    bodies = [letter.body for letter in mail.outbox if letter.to == [user.email]]
    assert "задан новый пароль" in bodies[1]
    assert "изменён" in bodies[2]
    assert AuditEvent.objects.filter(act="change_password", region=world.region).exists()


@pytest.mark.django_db(transaction=True)
def test_second_steps_stand_in_the_journal_and_in_a_letter(world: World) -> None:
    user = world["school"].user
    client = enter(user)
    activate(client)
    client.get(reverse("mfa_view_recovery_codes"))
    client.get(reverse("mfa_download_recovery_codes"))
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    assert acts(user) == [
        *("sign_in", "add_second_factor", "make_recovery_codes", "show_recovery_codes", "show_recovery_codes"),
        *("make_recovery_codes", "remove_second_factor", "remove_recovery_codes"),
    ]
    assert AuditEvent.objects.get(act="add_second_factor").details == {"kind": "приложение с кодами"}
    subjects = [letter.subject.rpartition(": ")[2] for letter in mail.outbox]
    assert subjects == ["второй шаг входа включён", "созданы запасные коды", "второй шаг входа отключён"]


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_used_stands_in_the_journal(world: World) -> None:
    user = world["school"].user
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).generate_codes()
    client = enter(user)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert opened(client)
    assert acts(user) == ["use_recovery_code", "sign_in"]


def test_a_wrong_code_is_a_failed_sign_in(world: World, sign_in) -> None:
    """The start page of the administrator counts it: «неверный пароль или код»."""
    user = world["school"].user
    TOTP.activate(user, generate_totp_secret())
    client = enter(user)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    row = AuditEvent.objects.get(act="sign_in_failed")
    assert (row.user, row.outcome, row.region) == (user, "failed", world.region)
    assert row.reason == "Неверный код второго шага входа."


def test_too_many_wrong_codes_stand_in_the_journal(world: World, settings) -> None:
    user = world["school"].user
    TOTP.activate(user, generate_totp_secret())
    client = enter(user)
    for _ in range(7):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert acts(user) == ["sign_in_failed"] * 5 + ["sign_in_locked"]


# --- the other sessions -----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_new_password_ends_the_others_and_keeps_this_one(world: World) -> None:
    user = world["school"].user
    here, there = enter(user), enter(user)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = here.post(reverse("account_change_password"), sent, follow=True)
    words = " ".join(read(page).words)
    assert "Пароль изменён." in words
    assert "Вы вышли" not in words
    assert opened(here)
    assert there.get("/").status_code == 302
    assert user.usersession_set.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_second_step_ends_the_others(world: World) -> None:
    user = world["school"].user
    here, there = enter(user), enter(user)
    activate(here)
    assert opened(here)
    assert there.get("/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_password_by_letter_ends_all(world: World) -> None:
    user = world["school"].user
    there = enter(user)
    set_by_letter(user.email)
    assert there.get("/").status_code == 302
    assert not user.usersession_set.exists()


def test_a_mail_server_that_is_down_spoils_no_change(world: World, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = enter(world["school"].user)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), sent).status_code == 302
    assert enter(world["school"].user, NEW)
