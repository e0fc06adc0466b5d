"""What a password must be (reliability, limits: password)."""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from organizations.models import User
from tests.factories import PASSWORD, World
from tests.pages import read


def faults(password: str, user: User | None = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


def test_length_is_from_12_to_128(db: None) -> None:
    """«≥ 12 … up to 128»"""
    assert faults("в8Тщфк2-лё") == ["Пароль слишком короткий: нужно не меньше 12 знаков."]
    assert faults("в8Тщфк2-лёжы") == []
    assert faults("ы5" * 64) == []
    assert faults("ы5" * 64 + "!") == ["Пароль слишком длинный: не больше 128 знаков."]


def test_roles_of_the_second_factor_need_15_until_they_have_one(world: World) -> None:
    """«≥ 15 for admin and department without second factor»"""
    password, administrator = "в8Тщфк2-лёжы", world["administrator"].user
    assert faults(password, administrator) == ["Пароль слишком короткий: нужно не меньше 15 знаков."]
    assert faults(password, world["school"].user) == []
    TOTP.activate(administrator, generate_totp_secret())
    assert faults(password, administrator) == []


@pytest.mark.parametrize("password", ["Резолюция-2026", "ПорталПорталПортал1", "gubanova2026!", "Школа-Заречная-7"])
def test_words_that_everybody_here_knows_make_no_password(world: World, password: str) -> None:
    """«common list + context words»: the portal, the organization, the mail, the name."""
    user = world["school"].user
    user.email, user.full_name = "gubanova@zarechje.example", "Губанова Нина"
    world.school.name = "Заречная школа"
    world.school.save()
    known = (
        "Пароль почти целиком составлен из названия портала, организации, вашей почты или имени: его легко подобрать."
    )
    assert known in faults(password, user)


def test_a_long_phrase_may_contain_such_a_word(world: World) -> None:
    assert faults("утром портал укрыт туманом", world["school"].user) == []


def test_the_fault_stands_beside_the_field(world: World, sign_in) -> None:
    client = sign_in(world["school"])
    sent = {"oldpassword": PASSWORD, "password1": "короткий", "password2": "короткий"}
    answer = client.post(reverse("account_change_password"), sent)
    assert "Пароль слишком короткий: нужно не меньше 12 знаков." in " ".join(read(answer).words)


def test_all_faults_of_a_new_password_are_told_at_once(world: World, sign_in) -> None:
    """422 as other forms; the difference of the two fields does not wait for the other faults."""
    client = sign_in(world["school"])
    sent = {"oldpassword": "чужой", "password1": "короткий", "password2": "другой"}
    answer = client.post(reverse("account_change_password"), sent)
    words = " ".join(read(answer).words)
    assert answer.status_code == 422
    for sentence in ("Текущий пароль введён неверно.", "Пароль слишком короткий", "Пароли не совпадают."):
        assert sentence in words


def test_the_page_says_which_length_holds_for_the_person(world: World, sign_in, settings) -> None:
    settings.DEMO = False
    url = reverse("account_change_password")
    assert "Не меньше 12 знаков." in " ".join(read(sign_in(world["school"]).get(url)).words)
    told = " ".join(read(sign_in(world["administrator"]).get(url)).words)
    assert "Для вашей роли — не меньше 15 знаков, пока не настроен второй шаг входа." in told


def test_a_refused_sign_in_speaks_plainly(world: World, client) -> None:
    sent = {"login": world["school"].user.email, "password": "не тот пароль"}
    assert "Почта или пароль не подходят." in " ".join(read(client.post(reverse("account_login"), sent)).words)


def test_a_password_like_the_name_is_told_in_plain_words(world: World) -> None:
    user = world["school"].user
    user.full_name = "Крашенинникова Апполинария"
    assert "Пароль слишком похож на вашу почту или имя." in faults("крашенинникова1", user)


def test_a_place_of_work_that_has_ended_asks_for_nothing(world: World) -> None:
    membership = world["administrator"].membership
    membership.valid_to = date(2020, 12, 31)
    membership.save()
    assert faults("в8Тщфк2-лёжы", membership.user) == []
