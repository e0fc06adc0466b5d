"""A row against the organizations of the portal: new, the same, or a person decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.registry import KnownOrganization, Match, Matcher, MatchKind, RegistryRow, changed_fields
from organizations.registry.name_keys import name_key
from tests.organizations.registry.tables import INN, OGRN, SMOLENSK, VELIZH, VYAZMA, csv_file, only

OTHER_INN = "6730017093"
KNOWN = [
    KnownOrganization(1, SMOLENSK, "МБОУ «СШ № 28»"),
    KnownOrganization(2, VYAZMA, "СОШ № 1", settlement="г. Вязьма"),
    KnownOrganization(3, VYAZMA, "Семлевская школа № 1", settlement="с. Семлево"),
    KnownOrganization(4, VYAZMA, "СОШ № 10"),
    KnownOrganization(5, VELIZH, "Пречистенская средняя школа"),
    KnownOrganization(6, VYAZMA, "Пречистенская средняя школа имени И.И. Цапова"),
    KnownOrganization(7, VELIZH, "Гимназия № 4", inn=INN, ogrn=OGRN),
    KnownOrganization(8, VELIZH, "Лицей № 5", "Полное имя лицея", inn=OTHER_INN, former=("Школа № 5",)),
    KnownOrganization(9, None, "ГАУ ДПО СОИРО"),
]


def row(place: str = "", name: str = "", inn: str = "", number: str = "", **more: str) -> RegistryRow:
    fields = {"Район": place, "Краткое наименование": name, "ИНН": inn, "Номер в портале": number} | more
    return only(csv_file([list(fields), list(fields.values())]))


def match(place: str = "", name: str = "", inn: str = "", number: str = "", **more: str) -> Match:
    return Matcher(KNOWN).match(row(place, name, inn, number, **more))


@pytest.mark.parametrize(
    "name",
    ["МБОУ СШ № 28", "Школа №28", "Средняя школа № 28", "МБОУ «Средняя общеобразовательная школа №28»", "СОШ 28"],
)
def test_spellings_of_one_school(name: str) -> None:
    assert match("Смоленск", name) == Match(MatchKind.MATCH, 1)


@pytest.mark.parametrize(
    "name", ["Гимназия № 28", "СШ № 2", "СШ № 8", "СШ № 128", "Начальная школа № 28", "Вечерняя школа"]
)
def test_other_schools(name: str) -> None:
    assert match("Смоленск", name).kind is MatchKind.NEW


@given(st.integers(1, 400), st.integers(1, 400))
def test_numbers_are_never_confused(one: int, other: int) -> None:
    """«№ 1 against № 10»."""
    found = Matcher([KnownOrganization(1, SMOLENSK, f"МБОУ «СШ № {one}»")])
    assert (name_key(f"Школа № {one}").numbers == name_key(f"МБОУ СОШ №{other}").numbers) == (one == other)
    kind = found.match(SCHOOLS[other]).kind
    assert kind is (MatchKind.MATCH if one == other else MatchKind.NEW)


SCHOOLS = {number: row("Смоленск", f"Школа №{number}") for number in range(1, 401)}


def test_the_exact_name_wins_over_a_likeness() -> None:
    assert match("Вяземский", "СОШ № 1") == Match(MatchKind.MATCH, 2)
    assert match("Вяземский", "МБОУ СОШ № 1 г. Вязьмы Смоленской области") == Match(MatchKind.MATCH, 2)
    assert match("Вяземский", "МБОУ Семлевская СШ № 1") == Match(MatchKind.MATCH, 3)


def test_a_missing_place_word_is_for_a_person() -> None:
    found = Matcher([KNOWN[2]]).match(row("Вяземский", "СОШ № 1"))
    assert (found.kind, found.candidates) == (MatchKind.DOUBTFUL, (3,))
    assert found.reason == "Похоже на организацию «Семлевская школа № 1», но наименования совпадают не полностью."


def test_namesakes_in_two_districts() -> None:
    """Never match on the name alone."""
    assert match("Велижский", "МБОУ Пречистенская СШ") == Match(MatchKind.MATCH, 5)
    assert match("Вяземский", "МБОУ Пречистенская СШ") == Match(MatchKind.MATCH, 6)
    doubt = match("", "Пречистенская СШ")
    assert (doubt.kind, doubt.candidates) == (MatchKind.DOUBTFUL, (5, 6))
    assert doubt.reason.startswith("Муниципальное образование не указано")


def test_a_telling_name_that_another_district_has_is_for_a_person() -> None:
    """«the same name in two districts … decided by a person»: most likely the school was moved."""
    found = match("Смоленск", "МБОУ Пречистенская СШ")
    assert (found.kind, found.candidates) == (MatchKind.DOUBTFUL, (5, 6))
    assert "в другом есть «Пречистенская средняя школа»" in found.reason


@pytest.mark.parametrize("name", ["Школа № 28", "СОШ № 10", "Средняя школа", "Пречистенский лицей"])
def test_a_name_that_is_everywhere_tells_nothing(name: str) -> None:
    assert match("Велижский", name).kind is MatchKind.NEW


def test_the_former_district_of_a_moved_school_is_for_a_person() -> None:
    """«Школа № 1» of the district from which the very school was moved."""
    moved = KnownOrganization(1, VYAZMA, "Школа № 1", former_places=(VELIZH,))
    found = Matcher([moved]).match(row("Велижский", "МБОУ СШ № 1"))
    assert (found.kind, found.candidates) == (MatchKind.DOUBTFUL, (1,))
    assert Matcher([moved]).match(row("Смоленск", "МБОУ СШ № 1")).kind is MatchKind.NEW


def test_no_municipality_and_nothing_alike_is_an_error() -> None:
    assert (
        match("", "Новая школа").reason == "Не указано муниципальное образование. Добавьте его название или код ОКТМО."
    )
    assert match("", "Новая школа").kind is MatchKind.ERROR


def test_by_tax_number() -> None:
    assert match("", "гимназия №4", INN) == Match(MatchKind.MATCH, 7)
    assert match("Велижский", "МБОУ «Гимназия № 4»", INN) == Match(MatchKind.MATCH, 7)


@pytest.mark.parametrize(
    ("place", "name", "said"),
    [
        ("Велижский", "Школа № 6", "ИНН принадлежит организации «Гимназия № 4», а в строке указано «Школа № 6»."),
        ("Вяземский", "Гимназия № 4", "ИНН принадлежит организации «Гимназия № 4» другого муниципального образования."),
    ],
)
def test_number_against_name_or_place(place: str, name: str, said: str) -> None:
    found = match(place, name, INN)
    assert (found.kind, found.candidates, found.reason) == (MatchKind.DOUBTFUL, (7,), said)


def test_numbers_of_two_organizations() -> None:
    found = match("Велижский", "Гимназия № 4", OTHER_INN, ОГРН=OGRN)
    assert (found.kind, found.candidates) == (MatchKind.DOUBTFUL, (8, 7))


def test_the_name_is_right_and_the_number_another() -> None:
    found = match("Велижский", "Гимназия № 4", "6730001897")
    assert (found.kind, found.candidates) == (MatchKind.DOUBTFUL, (7,))
    assert found.reason == f"Наименование совпадает с «Гимназия № 4», но ИНН в портале другой: {INN}."


def test_full_and_former_names() -> None:
    assert match("Велижский", "ПОЛНОЕ ИМЯ ЛИЦЕЯ") == Match(MatchKind.MATCH, 8)
    assert match("Велижский", "МБОУ СШ № 5") == Match(MatchKind.MATCH, 8)


def test_the_number_in_the_portal_comes_first() -> None:
    """A renamed organization comes back under its number."""
    assert match("Вяземский", "Совсем новое имя", number="5") == Match(MatchKind.MATCH, 5)
    assert match("", "", number="77") == Match(
        MatchKind.ERROR, reason="Номер 77 порталу неизвестен. Оставьте ячейку пустой, если организация новая."
    )


def test_the_institute_stands_in_no_municipality() -> None:
    assert match("", "ГАУ ДПО СОИРО", Группа="Институт развития образования") == Match(MatchKind.MATCH, 9)


def test_one_organization_is_given_to_one_line() -> None:
    matcher = Matcher(KNOWN)
    assert matcher.match(SCHOOLS[28]) == Match(MatchKind.MATCH, 1)
    second = only(csv_file([["Район", "Краткое наименование"], ["", ""], ["Смоленск", "МБОУ СШ № 28"]]))
    assert matcher.match(second) == Match(
        MatchKind.DOUBTFUL, None, (1,), "Та же организация «МБОУ «СШ № 28»» уже указана в строке 2."
    )


def test_what_changes() -> None:
    """Case, ё, quotes and spaces change nothing; an empty cell takes nothing away."""
    given_row = row("Смоленск", 'мбоу "сш №28"', Телефон="4-00-00", Сайт="")
    kept = {"short_name": "МБОУ «СШ № 28»", "phone": "", "site": "s.example.ru", "inn": INN}
    assert changed_fields(given_row, kept) == {"phone": "4-00-00"}
