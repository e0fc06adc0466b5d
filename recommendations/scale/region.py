"""The invented region: territories, authorities, schools, and one person for each organization."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from organizations.models import AddresseeGroup, Membership, Municipality, Organization, OrganizationName, Region, User
from organizations.registry import GROUPS
from organizations.roles import GroupCode, Role
from organizations.rules import AccessRules
from organizations.text import sort_text
from recommendations.demo.accounts import DOMAIN, EXAMPLE_NAMES, EXAMPLE_PATRONYMICS, EXAMPLE_SURNAMES, PASSWORD
from recommendations.demo.cast import Cast

TERRITORIES = (
    "Берёзовский", "Боровой", "Верхнереченский", "Вишнёвский", "Дальний", "Дубровский", "Ельнинский", "Заозёрный",
    "Заречный", "Зелёный", "Каменский", "Ключевой", "Кленовский", "Красногорский", "Лесной", "Липовский", "Луговой",
    "Малиновский", "Нагорный", "Озёрный", "Подгорный", "Полевой", "Родниковый", "Сосновский", "Степной", "Тихий",
    "Ясеневский",
)  # fmt: skip
LARGE_TERRITORIES = 3
SCHOOL_KINDS = ("Средняя школа", "Средняя школа", "Средняя школа", "Основная школа", "Гимназия", "Лицей")
SINCE = date(2015, 1, 1)
TIME_ZONE = "Europe/Moscow"
# Pages are measured, not the sign-in: the invented people have no phones for a second factor.
SETTINGS: dict[str, dict[str, list[str]]] = {AccessRules.key: {"second_factor_roles": []}}


@dataclass(frozen=True)
class ScaleRegion:
    """The region with its people; `signed_in` are those who get a password, one or two of each role."""

    region: Region
    by_group: dict[GroupCode, list[Organization]]
    cast: Cast
    signed_in: Sequence[Membership]

    @property
    def department(self) -> Organization:
        return self.by_group[GroupCode.DEPARTMENT][0]


def create_region(code: str, name: str, schools: int, rng: Random) -> ScaleRegion:
    """27 territories with an authority each, a department, an institute and so many schools spread over them."""
    region = Region.objects.create(code=code, name=name, time_zone=TIME_ZONE, settings=SETTINGS)
    groups = {
        facts.code: AddresseeGroup.objects.create(region=region, code=facts.code, name=facts.name, position=position)
        for position, facts in enumerate(GROUPS, start=1)
    }
    places = _territories(region)
    department = _written([_organization(groups[GroupCode.DEPARTMENT], "Департамент образования области")])[0]
    institute = _organization(groups[GroupCode.INSTITUTE], "Областной институт развития образования", above=department)
    above = [
        _organization(groups[GroupCode.MUNICIPAL], f"Управление образования: {place.name}", place, department)
        for place in places
    ]
    _written([institute, *above])
    below = _written(list(_schools(groups[GroupCode.SCHOOL], above, schools, rng)))
    by_group = {
        GroupCode.DEPARTMENT: [department],
        GroupCode.MUNICIPAL: above,
        GroupCode.INSTITUTE: [institute],
        GroupCode.SCHOOL: below,
    }
    return _peopled(region, by_group)


def _territories(region: Region) -> list[Municipality]:
    rows = [
        Municipality(
            region=region,
            name=f"{name} район",
            kind="муниципальный район",
            oktmo=f"996{number:02}000",
            sort_key=sort_text(f"{name} район"),
        )
        for number, name in enumerate(TERRITORIES, start=1)
    ]
    return Municipality.objects.bulk_create(rows)


def _organization(
    group: AddresseeGroup, name: str, place: Municipality | None = None, above: Organization | None = None
) -> Organization:
    row = Organization(region=group.region, addressee_group=group, name=name, municipality=place, parent=above)
    row.fill_search()
    return row


def _schools(group: AddresseeGroup, above: list[Organization], count: int, rng: Random) -> Iterator[Organization]:
    """Three territories are as large as five others each; numbers start anew in each, so names repeat."""
    weights = [5 if number < LARGE_TERRITORIES else 1 for number in range(len(above))]
    chosen = sorted(rng.choices(range(len(above)), weights, k=count))
    for number, index in enumerate(chosen, start=1):
        authority = above[index]
        own_number = number - chosen.index(index)
        name = f"МБОУ «{rng.choice(SCHOOL_KINDS)} № {own_number}»"
        yield _organization(group, name, authority.municipality, authority)


def _written(rows: list[Organization]) -> list[Organization]:
    Organization.objects.bulk_create(rows, batch_size=500)
    OrganizationName.objects.bulk_create(
        [OrganizationName(region=row.region, organization=row, name=row.name) for row in rows], batch_size=500
    )
    return rows


# --- people ---------------------------------------------------------------------------------------
def _peopled(region: Region, by_group: dict[GroupCode, list[Organization]]) -> ScaleRegion:
    department, institute = by_group[GroupCode.DEPARTMENT][0], by_group[GroupCode.INSTITUTE][0]
    known = _memberships(
        [
            ("department1", Role.DEPARTMENT, department),
            ("department2", Role.DEPARTMENT, department),
            ("head", Role.DEPARTMENT_HEAD, department),
            ("methodologist", Role.METHODOLOGIST, institute),
            ("observer", Role.OBSERVER, department),
            ("administrator", Role.ADMINISTRATOR, department),
        ]
    )
    executors = _memberships(
        [
            (f"{role}-{number}", role, place)
            for role, group in ((Role.MUNICIPAL, GroupCode.MUNICIPAL), (Role.SCHOOL, GroupCode.SCHOOL))
            for number, place in enumerate(by_group[group], start=1)
        ]
    )
    signed_in = [*known, executors[0], executors[len(by_group[GroupCode.MUNICIPAL])]]
    _let_in(signed_in)
    by_organization = {row.organization_id: row for row in executors}
    by_organization |= {department.pk: known[0], institute.pk: known[3]}
    return ScaleRegion(region, by_group, Cast(known[:2], known[2], known[3], by_organization), signed_in)


def _memberships(parts: Sequence[tuple[str, Role, Organization]]) -> list[Membership]:
    """A person without a password for each (login, role, organization)."""
    people = User.objects.bulk_create(
        [
            User(email=f"{place.region.code}-{login}@{DOMAIN}", full_name=name, password=make_password(None))
            for (login, _, place), name in zip(parts, _names(), strict=False)
        ],
        batch_size=500,
    )
    return Membership.objects.bulk_create(
        [
            Membership(
                region=place.region,
                user=user,
                organization=place,
                role=role,
                position=str(role.label),
                valid_from=SINCE,
            )
            for user, (_, role, place) in zip(people, parts, strict=True)
        ],
        batch_size=500,
    )


def _names() -> Iterator[str]:
    while True:
        for surname in EXAMPLE_SURNAMES:
            for name in EXAMPLE_NAMES:
                yield from (f"{surname} {name} {patronymic}" for patronymic in EXAMPLE_PATRONYMICS)


def _let_in(memberships: Iterable[Membership]) -> None:
    """Public passwords are for the demo alone; elsewhere the people of the region never sign in."""
    if not settings.DEMO:
        return
    people = [row.user for row in memberships]
    User.objects.filter(pk__in=[user.pk for user in people]).update(password=make_password(PASSWORD))
    User.objects.filter(memberships__in=memberships, memberships__role=Role.ADMINISTRATOR).update(is_staff=True)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )
