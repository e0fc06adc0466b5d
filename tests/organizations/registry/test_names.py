"""Which names are official and how the others are composed."""

import pytest

from organizations.registry import authority_name, is_founded_by_region, is_official_school_name


@pytest.mark.parametrize(
    ("short_name", "full_name", "is_official"),
    [
        ("МБОУ «СШ № 28»", "", True),
        ("МКОУ «Днепровская СШ»", "", True),
        ("МАОУ Лицей", "", True),
        ("СОГБОУ «Школа-интернат»", "", True),
        ("ОГБОУ «Центр образования»", "", True),
        ("Школа № 1", "", False),
        ("Гусинская школа", "", False),
        ("СОШ № 1", "", False),
        ("СШ № 9", "", False),
        ("Шумячская санаторная школа-интернат", "Смоленское областное государственное учреждение", True),
    ],
)
def test_official_names_of_schools(short_name: str, full_name: str, is_official: bool) -> None:
    assert is_official_school_name(short_name, full_name) is is_official


@pytest.mark.parametrize(
    ("full_name", "short_name", "composed", "is_official"),
    [
        ("", "", "Орган управления образованием: Велижский район", False),
        ("", "отдел образования", "Отдел образования (Велижский район)", False),
        ("комитет по образованию", "", "Комитет по образованию", True),
        ("Институт развития", "ИРО", "ИРО", True),
    ],
)
def test_names_of_authorities(full_name: str, short_name: str, composed: str, is_official: bool) -> None:
    assert authority_name(full_name, short_name, "Велижский район") == (composed, is_official)


@pytest.mark.parametrize(
    ("short_name", "full_name", "is_regional"),
    [
        ("СОГБОУ «Вяземская школа-интернат № 1»", "", True),
        ("ОГБОУ «Центр образования»", "", True),
        ("Шумячская школа-интернат", "Смоленское областное государственное бюджетное учреждение", True),
        ("МБОУ «СШ № 28»", "", False),
        ("Духовщинская школа-интернат", "", False),
    ],
)
def test_schools_of_the_oblast(short_name: str, full_name: str, is_regional: bool) -> None:
    assert is_founded_by_region(short_name, full_name) is is_regional
