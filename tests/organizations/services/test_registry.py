"""Loading the registry: facts as they are, nothing invented, the same again changes nothing."""

from collections import Counter
from pathlib import Path

import pytest

from organizations.models import AuditEvent, Municipality, Organization, OrganizationName, Region
from organizations.registry import RegistryError
from organizations.roles import GroupCode
from organizations.services.registry import DATA_FOLDER, RegistryOutcome, load_registry

SHUMYACHI = "Шумячская санаторная школа-интернат"


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(code="67", name="Смоленская область")


@pytest.fixture
def loaded(region: Region) -> Region:
    load_registry(region=region)
    return region


def group_counts(region: Region) -> dict[str, int]:
    return Counter(Organization.objects.filter(region=region).values_list("addressee_group__code", flat=True))


def test_what_is_loaded(loaded: Region) -> None:
    assert Municipality.objects.filter(region=loaded).count() == 27
    assert group_counts(loaded) == {"department": 1, "institute": 1, "municipal": 27, "school": 144}
    assert [group.code for group in loaded.addressee_groups.all()] == list(GroupCode)
    assert all(group.aliases for group in loaded.addressee_groups.all())


def test_the_second_time_changes_nothing(loaded: Region, django_assert_max_num_queries) -> None:
    before = list(Organization.objects.order_by("pk").values())
    with django_assert_max_num_queries(40):
        outcome = load_registry(region=loaded)
    assert outcome == RegistryOutcome(same=204)
    assert list(Organization.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.filter(act="load_registry").count() == 1


def test_numbers_and_full_names_are_not_invented(loaded: Region) -> None:
    schools = Organization.objects.schools()
    assert [school.name for school in schools.exclude(inn="")] == [SHUMYACHI]
    assert schools.exclude(full_name="").count() == 7
    assert not Organization.objects.exclude(addressee_group__code="school").exclude(inn="", ogrn="").exists()


def test_five_names_stand_in_several_municipalities(loaded: Region) -> None:
    names = Counter(Organization.objects.schools().values_list("name", flat=True))
    repeated = {name for name, count in names.items() if count > 1}
    assert len(repeated) == 5
    assert "Школа № 1" in repeated


def test_the_two_schools_of_prechistoe_are_two(loaded: Region) -> None:
    found = Organization.objects.schools().filter(name__startswith="Пречистенская")
    assert {school.municipality.name for school in found} == {"Гагаринский район", "Духовщинский район"}


def test_three_municipalities_have_no_school(loaded: Region) -> None:
    empty = Municipality.objects.exclude(organizations__addressee_group__code="school")
    assert {place.name for place in empty} == {"Глинковский район", "Темкинский район", "Угранский район"}


def test_authorities_without_a_known_name_say_so(loaded: Region) -> None:
    authorities = Organization.objects.filter(addressee_group__code="municipal")
    composed = authorities.filter(name__startswith="Орган управления образованием: ")
    assert composed.count() == 18
    assert not composed.filter(is_name_official=True).exists()
    assert not authorities.filter(name__endswith=")", is_name_official=True).exists()
    assert authorities.filter(is_name_official=True).count() == 4
    assert authorities.get(municipality__name="Починковский район").name == "Отдел образования (Починковский район)"
    assert authorities.get(municipality__name="Вяземский район").name.startswith("Комитет образования Администрации")


def test_newspaper_names_of_schools_are_not_official(loaded: Region) -> None:
    schools = Organization.objects.schools()
    assert not schools.filter(name__startswith="Школа №", is_name_official=True).exists()
    assert not schools.filter(name__startswith="МБОУ", is_name_official=False).exists()
    assert schools.get(name=SHUMYACHI).is_name_official


def test_who_stands_above_whom(loaded: Region) -> None:
    department = Organization.objects.get(addressee_group__code="department")
    assert department.parent is None
    assert Organization.objects.get(addressee_group__code="institute").parent == department
    assert not Organization.objects.filter(addressee_group__code="municipal").exclude(parent=department).exists()
    for school in Organization.objects.schools().exclude(parent=department).select_related("parent"):
        assert school.parent.municipality_id == school.municipality_id


def test_schools_of_the_oblast_stand_below_the_department(loaded: Region) -> None:
    regional = Organization.objects.schools().filter(parent__addressee_group__code="department")
    assert regional.count() == 4
    assert {school.name.split()[0] for school in regional} == {"СОГБОУ", "ОГБОУ", "Шумячская"}
    assert all(school.endorser is None for school in regional)


def test_each_organization_has_one_open_name(loaded: Region) -> None:
    names = OrganizationName.objects.filter(valid_to__isnull=True, valid_from__isnull=True)
    assert dict(names.values_list("organization", "name")) == dict(Organization.objects.values_list("pk", "name"))


def test_search_finds_without_regard_to_letters(loaded: Region) -> None:
    assert Organization.objects.search("СЫЧЕВСКАЯ школа №1").count() == 1


def test_a_fault_leaves_nothing_behind(region: Region, tmp_path: Path) -> None:
    for path in DATA_FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"6720002806", b"6720002807"))
    with pytest.raises(RegistryError, match=r"schools\.csv, строка \d+, столбец «inn»"):
        load_registry(region=region, folder=tmp_path)
    assert not Municipality.objects.exists()
    assert not Organization.objects.exists()
