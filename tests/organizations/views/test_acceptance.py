"""The page of an invitation: open to strangers, friendly, silent about other accounts."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import AuditEvent, Invitation, Membership, User
from organizations.roles import Role
from organizations.services.invitations import Invitee, invite, link_of, reissue_invitation, revoke_invitation, token_of
from tests.factories import NOW, PASSWORD, World
from tests.pages import read

TYPED = {"full_name": "Новикова Полина Андреевна", "email": "new@test.example"}
SENT = TYPED | {"password": "Длинный-пароль-2026", "repeated": "Длинный-пароль-2026"}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Requests come when the actors of the factories act; nobody has knocked before."""
    time_machine.move_to(NOW, tick=False)
    cache.clear()


def invited(world: World, role: str = Role.SCHOOL, **changes: str) -> Invitation:
    who, where = ("coordinator", world.school) if role == Role.SCHOOL else ("administrator", world.department)
    return invite(actor=world[who], organization=where, role=role, invitee=Invitee(**changes))


def address(invitation: Invitation) -> str:
    return reverse("invitation-accept", args=[token_of(invitation)])


def test_the_page_says_who_invites_where_in_which_role(world: World, client: Client) -> None:
    words = " ".join(read(client.get(address(invited(world)))).words)
    for said in (str(world["coordinator"].user), world.school.name, "Школьный администратор", "15.09.2026"):
        assert said in words
    assert "нужны, чтобы вы входили в портал" in words, "the purpose of personal data"
    assert "Не меньше 12 знаков" in words, "the rules of passwords are said in advance"


def test_whoever_accepts_is_signed_in_and_at_work(world: World, client: Client) -> None:
    """«After acceptance: signed in (through allauth's login so E's rules apply), journal `accept_invitation`.»"""
    answer = client.post(address(invited(world)), SENT, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")
    assert world.school.name in answer.content.decode()
    acts = list(AuditEvent.objects.filter(user__email=TYPED["email"]).order_by("pk").values_list("act", flat=True))
    assert acts == ["accept_invitation", "sign_in"]


def test_a_role_that_must_have_a_second_factor_sets_it_up_first(world: World, client: Client, settings) -> None:
    """Until then the password stands alone and is asked to be longer."""
    settings.DEMO = False
    url, short = address(invited(world, Role.DEPARTMENT)), "Двенадцать-1"
    assert client.post(url, SENT | {"password": short, "repeated": short}).status_code == 422
    answer = client.post(url, SENT, follow=True)
    assert answer.status_code == 403
    assert reverse("mfa_activate_totp") in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"full_name": ""}, "Укажите фамилию, имя и отчество."),
        ({"email": ""}, "Укажите электронную почту."),
        ({"repeated": "Другой-пароль-2026"}, "Пароли не совпадают."),
        ({"password": "123", "repeated": "123"}, "Пароль слишком короткий"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    world: World, client: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = client.post(address(invited(world)), SENT | changes)
    page = read(answer)
    assert answer.status_code == 422
    assert sentence in " ".join(page.words)
    assert page.inputs["full_name"].get("value", "") == (SENT | changes)["full_name"]
    assert "value" not in page.inputs["password"]
    assert not User.objects.filter(email=TYPED["email"]).exists()


def test_a_named_address_cannot_be_changed_on_the_page(world: World, client: Client) -> None:
    client.post(address(invited(world, email="named@test.example")), SENT)
    assert User.objects.filter(email="named@test.example").exists()
    assert not User.objects.filter(email=TYPED["email"]).exists()


def dead_links(world: World) -> dict[str, str]:
    used, revoked, replaced = (invited(world) for _ in range(3))
    Client().post(address(used), SENT)
    revoke_invitation(actor=world["coordinator"], invitation=revoked)
    former = address(replaced)
    reissue_invitation(actor=world["coordinator"], invitation=replaced)
    expired = invited(world)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=NOW)
    forged = address(expired)[:-3] + "aa/"
    return {"used": address(used), "revoked": address(revoked), "replaced": former, "old": address(expired), "": forged}


def test_links_that_do_not_open_look_all_the_same(world: World) -> None:
    """«Used/expired/revoked/forged links: one friendly page saying what to do and whom to ask.»"""
    pages = {Client().get(url).status_code: read(Client().get(url)).words for url in dead_links(world).values()}
    assert list(pages) == [410]
    assert len({tuple(read(Client().get(url)).words) for url in dead_links_again(world)}) == 1
    assert "муниципальный координатор" in " ".join(pages[410])


def dead_links_again(world: World) -> list[str]:
    revoked = invited(world)
    revoke_invitation(actor=world["coordinator"], invitation=revoked)
    return [address(revoked), reverse("invitation-accept", args=["1.1.aaaaaaaaaaaaaaaa"])]


def test_the_address_is_kept_nowhere(world: World, client: Client) -> None:
    """«Referrer-Policy/no-store», for pages that open and those that do not."""
    for url in (address(invited(world)), reverse("invitation-accept", args=["forged"])):
        answer = client.get(url)
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]


def test_the_owner_of_an_account_signs_in_and_accepts(world: World, client: Client) -> None:
    """«an existing account with that e-mail signs in instead and gets the seat after sign-in»."""
    owner = world["neighbour"].user
    url = address(invited(world, email=owner.email))
    page = read(client.get(url))
    assert "password" not in page.inputs
    sign_in = next(link.url for link in page.links if link.url.startswith(reverse("account_login")))
    assert client.post(sign_in, {"login": owner.email, "password": PASSWORD}).url == url
    client.post(url, {"send": "1"})
    assert set(Membership.objects.filter(user=owner).values_list("organization", flat=True)) == {
        world.school.pk,
        world.neighbour.pk,
    }


def test_somebody_without_a_seat_may_sign_in_and_accept(world: World, client: Client) -> None:
    """The page opens to an account whose last place has ended."""
    Membership.objects.filter(user=world["neighbour"].user).update(valid_to=world.region.day_of(NOW).replace(year=2025))
    client.force_login(world["neighbour"].user)
    url = address(invited(world))
    assert client.get(url).status_code == 200
    assert client.post(url, {"send": "1"}).status_code == 302


def test_another_account_is_told_to_leave(world: World, sign_in) -> None:
    answer = sign_in(world["neighbour"]).get(address(invited(world, email="named@test.example")))
    assert "направлено на другой адрес" in answer.content.decode()
    assert sign_in(world["neighbour"]).post(address(Invitation.objects.get()), {"send": "1"}).status_code == 422


def test_guessing_is_braked(world: World, client: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invitation": "3/m/ip"}
    codes = [client.get(reverse("invitation-accept", args=[f"{n}.1.aaaaaaaaaaaaaaaa"])).status_code for n in range(5)]
    assert codes == [410, 410, 410, 429, 429]


def test_the_link_is_whole(world: World, settings) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    assert link_of(invited(world)).startswith("https://portal.example/i/")
