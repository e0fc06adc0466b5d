"""Who comes in, what the answers carry, how files go out: traps of access, each held closed by a test."""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent, Membership, User
from recommendations.models import Task
from tests.busy import PDF, Busy, signed_in
from tests.factories import (
    PASSWORD,
    World,
)
from tests.pages import read


# --- signing in -----------------------------------------------------------------------------------
@pytest.fixture
def counters():
    """Rate limits count in the cache."""
    cache.clear()
    yield
    cache.clear()


def sign_in_form(client: Client, email: str, password: str = PASSWORD, **headers: str):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **headers)


def test_the_service_section_cannot_be_entered_past_the_second_factor(db: None, client, counters) -> None:
    """The plain sign-in page of the admin asks for a password only: it must not be served."""
    admin = User.objects.create_superuser("admin@test.example", PASSWORD, full_name="Администратор")
    TOTP.activate(admin, generate_totp_secret())
    asked = client.post("/admin/login/?next=/admin/", {"username": admin.email, "password": PASSWORD})
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("account_login"))
    assert client.get("/admin/").status_code == 302
    answer = sign_in_form(client, admin.email)
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/", follow=True).request["PATH_INFO"] != "/admin/"


def test_sign_up_is_closed(db: None, client) -> None:
    url = reverse("account_signup")
    page = client.get(url)
    sent = {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(url, sent)
    for response in (page, answer):
        assert "password1" not in response.content.decode()
    assert not User.objects.filter(email="new@test.example").exists()


def test_guessing_a_password_is_stopped_by_account(world: World, client, counters) -> None:
    """5 failures in 5 minutes stop the account; the others behind the same address go on."""
    email, other = world["school"].user.email, world["neighbour"].user.email
    for _ in range(5):
        sign_in_form(client, email, "неверный пароль")
    stopped = sign_in_form(client, email)
    assert "_auth_user_id" not in client.session
    words = " ".join(read(stopped).words)
    assert "Слишком много" in words
    assert sign_in_form(Client(), other).status_code == 302
    assert AuditEvent.objects.filter(act="sign_in_failed").count() == 5


def test_password_reset_does_not_tell_who_has_an_account(world: World, client, counters) -> None:
    url = reverse("account_reset_password")
    answers = [client.post(url, {"email": email}) for email in (world["school"].user.email, "nobody@test.example")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("account_reset_password_done"))}
    assert [letter.to for letter in mail.outbox] == [[world["school"].user.email]]


def test_a_wrong_password_and_a_wrong_account_look_the_same(world: World, client, counters) -> None:
    pages = [
        " ".join(read(sign_in_form(client, email, "неверный пароль")).words).replace(email, "")
        for email in (world["school"].user.email, "nobody@test.example")
    ]
    assert pages[0] == pages[1]


def test_without_a_place_of_work_only_an_explanation_opens(world: World, sign_in) -> None:
    Membership.objects.filter(pk=world["school"].membership.pk).update(valid_to=date(2020, 12, 31))
    page = sign_in(world["school"]).get(reverse("task-list"))
    assert page.status_code == 403
    assert "нет действующего места работы" in page.content.decode()


# --- answers --------------------------------------------------------------------------------------
@pytest.mark.parametrize("url", ["/", "/accounts/login/", "/tasks/999999/"])
def test_the_policy_of_the_browser_allows_nothing_unsafe(world: World, sign_in, url: str) -> None:
    response = sign_in(world["specialist"]).get(url)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


def test_pages_of_a_signed_in_person_are_not_kept(world: World, sign_in) -> None:
    assert "no-store" in sign_in(world["school"]).get("/")["Cache-Control"]


def test_a_foreign_host_gets_the_page_400(db: None, client) -> None:
    client.raise_request_exception = False
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Портал не смог разобрать запрос" in response.content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_the_look_does_not_lead_away(db: None, client, back: str) -> None:
    response = client.post(reverse("appearance"), {"enabled": "1", "next": back})
    assert (response.status_code, response.url) == (302, "/")


def test_the_look_leads_back_to_the_page(db: None, client) -> None:
    assert client.post(reverse("appearance"), {"enabled": "1", "next": "/tasks/?q=1"}).url == "/tasks/?q=1"


def test_reading_changes_nothing(busy: Busy) -> None:
    """«Seen marks, view and download log and session activity are the only writes on GET.»"""
    client = signed_in(busy.world["school"])
    marks = {"first_seen_at", "opened_at"}

    def rows() -> list[dict]:
        return [
            {name: value for name, value in row.items() if name not in marks}
            for model in (Task, Task.events.rel.related_model, Task.reports.rel.related_model)
            for row in model.objects.order_by("pk").values()
        ]

    before, journal = rows(), AuditEvent.objects.count()
    for name in ("task-detail", "task-report", "task-extension"):
        assert client.get(reverse(name, args=[busy.pk("assigned")])).status_code == 200
    client.get(reverse("task-list"))
    assert (rows(), AuditEvent.objects.count()) == (before, journal)
    client.get(reverse("evidence-download", args=[busy.pk("file")]))
    assert (rows(), AuditEvent.objects.latest("pk").act) == (before, "download_evidence")


# --- files ----------------------------------------------------------------------------------------
def test_a_file_goes_out_as_an_attachment_in_a_sandbox(busy: Busy) -> None:
    response = signed_in(busy.world["specialist"]).get(reverse("evidence-download", args=[busy.pk("file")]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''%D0%9F" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_resolution_goes_out_the_same_way(busy: Busy) -> None:
    response = signed_in(busy.world["school"]).get(reverse("resolution-file", args=[busy.resolution.pk]))
    assert response["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response["Content-Security-Policy"]


def test_files_have_no_address_of_their_own(busy: Busy) -> None:
    """Only the access check gives files out: the folder is not served."""
    name = busy.things["file"].stored.file.name
    for url in (f"/media/{name}", f"/{name}", f"/static/{name}"):
        assert signed_in(busy.world["specialist"]).get(url).status_code == 404
