"""Check digits on public numbers of real organizations and on computed ones."""

import pytest

from organizations.registry.check_digits import inn_fault, ogrn_fault


@pytest.mark.parametrize(
    "inn", ["6720002806", "6730017093", "6730001897", "6730010475", "6907006968", "7707083893", "6720000020"]
)
def test_a_sound_inn(inn: str) -> None:
    assert inn_fault(inn) == ""


@pytest.mark.parametrize(
    ("inn", "said"),
    [
        ("7743013902", "не сходится"),
        ("6720002807", "не сходится"),
        ("0000000000", "не сходится"),
        ("672000280", "состоит из 10 цифр"),
        ("67200028 06", "состоит из 10 цифр"),
        ("6,7200E+09", "состоит из 10 цифр"),
        ("٦٧٢٠٠٠٢٨٠٦", "состоит из 10 цифр"),
    ],
)
def test_a_wrong_inn(inn: str, said: str) -> None:
    assert said in inn_fault(inn)


@pytest.mark.parametrize("ogrn", ["1026700839175", "1026701440325", "1027700132195", "1026700000030"])
def test_a_sound_ogrn(ogrn: str) -> None:
    assert ogrn_fault(ogrn) == ""


@pytest.mark.parametrize(
    ("ogrn", "said"),
    [
        ("1026700839176", "не сходится"),
        ("102670083917", "состоит из 13 цифр"),
        ("1,0267E+12", "состоит из 13 цифр"),
        ("3026700839175", "начинается с 1 или 5"),
    ],
)
def test_a_wrong_ogrn(ogrn: str, said: str) -> None:
    assert said in ogrn_fault(ogrn)
