"""What is timed on a registry of the size of a country: a file read and loaded, then the list and its search."""

from collections.abc import Iterator
from functools import partial
from random import Random

from django.urls import reverse
from django.utils import timezone

from organizations.access import Actor
from organizations.models import Membership, Municipality, Region
from organizations.registry import EXPORT_COLUMNS, Field, export_texts
from organizations.registry.check_digits import INN_WEIGHTS
from organizations.roles import GroupCode, Role
from organizations.services.registry_import import apply_registry, bring_registry
from organizations.services.registry_import_reading import read_registry_import
from organizations.sheets import XLSX, write_list
from recommendations.bench.operations import AnswerError, Call, Operation, gets
from recommendations.scale.region import create_region

SMALL, LARGE = 1_000, 40_000
WORDS = ("гимназия", "школа", "720003")


def create_registry() -> dict[str, Membership]:
    """People by role in a new invented region with authorities and one school."""
    number = Region.objects.filter(code__startswith="registry-").count() + 1
    code = f"registry-{number}"
    region = create_region(code, f"Область для измерений реестра № {number}", 1, Random(code)).region
    rows = Membership.objects.filter(region=region).select_related("region", "user", "organization")
    return {row.role: row for row in rows.order_by("-pk")}


def imports(people: dict[str, Membership]) -> list[Operation]:
    """From the bytes of a file to the registry: a small one into an empty registry, then a large one."""
    person = people[Role.ADMINISTRATOR]
    return [
        Operation("Реестр: загрузить 1 000 организаций", 1_000, bring_files(person, 1, SMALL)),
        Operation("Реестр: загрузить 40 000 организаций", 60_000, bring_files(person, 1 + SMALL, LARGE)),
    ]


def lists(people: dict[str, Membership]) -> list[Operation]:
    """The list of organizations and its search."""
    person = people[Role.ADMINISTRATOR]
    address = reverse("organization-list")
    place = Municipality.objects.filter(region=person.region).order_by("sort_key")[1]
    return [
        Operation("Реестр: список, первая страница", 60, gets(person, address)),
        Operation("Реестр: список, страница 400", 60, gets(person, f"{address}?page=400")),
        Operation("Реестр: одно муниципальное образование", 60, gets(person, f"{address}?municipality={place.pk}")),
        *(Operation(f"Реестр: поиск «{word}»", 60, gets(person, f"{address}?q={word}")) for word in WORDS),
        Operation("Реестр: поиск «школа 125 озёрный»", 60, gets(person, f"{address}?q=школа 125 озёрный")),
    ]


def bring_files(person: Membership, first: int, count: int) -> Iterator[Call]:
    """The file is written before the clock starts."""
    content = registry_file(person.region, first, count)
    yield partial(_import, person, content, count)


def _import(person: Membership, content: bytes, count: int) -> None:
    actor = Actor(person.user, person, timezone.now())
    brought = bring_registry(actor=actor, content=content, name="Реестр.xlsx")
    read_registry_import(registry_import=brought)
    outcome = apply_registry(actor=actor, registry_import=brought)
    if outcome.created != count:
        raise AnswerError(f"Создано организаций: {outcome.created} вместо {count}.")


def registry_file(region: Region, first: int, count: int) -> bytes:
    """A book of so many invented schools with every column of the export, numbered from `first` on."""
    places = list(Municipality.objects.filter(region=region).order_by("pk"))
    kinds = ("Средняя школа", "Основная школа", "Гимназия", "Лицей")
    lines = (_line(places[number % len(places)], kinds[number % 4], number) for number in range(first, first + count))
    return write_list(XLSX, "Реестр", EXPORT_COLUMNS, map(export_texts, lines))


def _line(place: Municipality, kind: str, number: int) -> dict[str, str]:
    name = f"«{kind} № {number}»"
    return {
        Field.MUNICIPALITY: place.name,
        Field.OKTMO: place.oktmo,
        Field.SHORT_NAME: f"МБОУ {name}",
        Field.FULL_NAME: f"Муниципальное бюджетное общеобразовательное учреждение {name} {place.name}",
        Field.GROUP: GroupCode.SCHOOL,
        Field.INN: _inn(number),
        Field.OGRN: _ogrn(number),
        Field.SETTLEMENT: f"с. Примерное {number % 500}",
        Field.ADDRESS: f"000000, с. Примерное {number % 500}, ул. Школьная, д. {number % 90}",
        Field.PHONE: f"8 (000) {number % 1_000_000:06}",
        Field.EMAIL: f"school{number}@school.example",
        Field.SITE: f"https://school{number}.example",
    }


def _inn(number: int) -> str:
    digits = f"67{number:07}"
    return digits + str(sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, digits, strict=True)) % 11 % 10)


def _ogrn(number: int) -> str:
    digits = f"10267{number:07}"
    return digits + str(int(digits) % 11 % 10)
