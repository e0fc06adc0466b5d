"""The known accounts of the demo and the invented people who act for all other organizations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from organizations.models import Membership, Organization, User
from organizations.roles import ROLES_OF_GROUP, GroupCode, Role

DOMAIN = "demo.example"
PASSWORD = "Portal-Demo-2021"
TOTP_SECRET = "PORTALDEMO2345WXYZPORTALDEMO2345"
MARK = "(демонстрационная учётная запись)"
VYAZMA, SMOLENSK = "66605000", "66701000"

POSITION_OF_GROUP = {
    GroupCode.DEPARTMENT: "Главный специалист",
    GroupCode.MUNICIPAL: "Муниципальный координатор",
    GroupCode.INSTITUTE: "Методист",
    GroupCode.SCHOOL: "Заместитель директора по воспитательной работе",
}
# Surnames that say by themselves that the person is an example: real schools get no believable strangers.
EXAMPLE_SURNAMES = ("Примерова", "Образцова", "Учебнова", "Условнова", "Показова", "Пробнова", "Моделева")
EXAMPLE_NAMES = ("Анна", "Вера", "Галина", "Дарья", "Елена", "Зоя", "Ирина", "Любовь", "Мария", "Надежда", "Ольга")
EXAMPLE_PATRONYMICS = ("Алексеевна", "Борисовна", "Викторовна", "Ивановна", "Олеговна", "Павловна", "Юрьевна")


@dataclass(frozen=True)
class KnownAccount:
    """An account that people sign in with; `oktmo` and `school` say where, when the role has several places.

    `also` is a second role at the same place: what the switch in the account menu is for.
    """

    login: str
    full_name: str
    role: Role
    position: str
    oktmo: str = ""
    school: str = ""
    has_totp: bool = False
    also: Role | None = None

    @property
    def email(self) -> str:
        return f"{self.login}@{DOMAIN}"

    def works_at(self, organization: Organization) -> bool:
        """Whether this is the organization of the account."""
        place = organization.municipality.oktmo if organization.municipality else ""
        group = next(group for group, roles in ROLES_OF_GROUP.items() if self.role in roles)
        is_school = not self.school or self.school == organization.name
        return organization.addressee_group.code == group and place == self.oktmo and is_school


KNOWN = (
    KnownAccount("department1", "Соколова Ирина Петровна", Role.DEPARTMENT, "Главный специалист отдела воспитания"),
    KnownAccount(
        "department2", "Орлов Павел Андреевич", Role.DEPARTMENT, "Ведущий специалист отдела воспитания", has_totp=True
    ),
    KnownAccount(
        "department3",
        "Белова Наталья Игоревна",
        Role.DEPARTMENT,
        "Консультант отдела воспитания",
        also=Role.OBSERVER,
    ),
    KnownAccount("head", "Громов Сергей Михайлович", Role.DEPARTMENT_HEAD, "Начальник отдела воспитания"),
    KnownAccount("vyazma", "Лебедева Ольга Викторовна", Role.MUNICIPAL, "Муниципальный координатор", VYAZMA),
    KnownAccount("smolensk", "Зайцева Татьяна Юрьевна", Role.MUNICIPAL, "Муниципальный координатор", SMOLENSK),
    KnownAccount("vyazma-school1", "Крылова Анна Сергеевна", Role.SCHOOL, "Директор", VYAZMA, "МБОУ Исаковская СОШ"),
    KnownAccount(
        "vyazma-school2",
        "Фролов Денис Олегович",
        Role.SCHOOL,
        "Заместитель директора по воспитательной работе",
        VYAZMA,
        "МБОУ СОШ № 5 г. Вязьмы Смоленской области",
    ),
    KnownAccount(
        "smolensk-school1",
        "Егорова Марина Валерьевна",
        Role.SCHOOL,
        "Заместитель директора по воспитательной работе",
        SMOLENSK,
        "МБОУ «СШ № 28»",
    ),
    KnownAccount(
        "smolensk-school2",
        "Титова Елена Борисовна",
        Role.SCHOOL,
        "Директор",
        SMOLENSK,
        "МБОУ «Гимназия № 1 им. Н.М. Пржевальского»",
    ),
    KnownAccount("methodologist", "Морозова Светлана Ильинична", Role.METHODOLOGIST, "Методист кафедры воспитания"),
    KnownAccount("observer", "Королёв Виктор Николаевич", Role.OBSERVER, "Заместитель начальника департамента"),
    KnownAccount("administrator", "Павлов Игорь Дмитриевич", Role.ADMINISTRATOR, "Администратор портала"),
)


def create_known(organizations: Iterable[Organization], since: date) -> list[Membership]:
    """The accounts of KNOWN with their places of work, in the same order."""
    places = list(organizations)
    # Hashing is slow on purpose; the password is one and public, so one hash serves all the accounts.
    password = make_password(PASSWORD)
    return [_create_known(account, _place_of(account, places), password, since) for account in KNOWN]


def _place_of(account: KnownAccount, places: Iterable[Organization]) -> Organization:
    return next(place for place in places if account.works_at(place))


def _create_known(account: KnownAccount, place: Organization, password: str, since: date) -> Membership:
    user = User.objects.create(
        email=account.email,
        full_name=account.full_name,
        password=password,
        is_staff=account.role == Role.ADMINISTRATOR,
    )
    EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
    if account.has_totp:
        TOTP.activate(user, TOTP_SECRET)
    membership = _membership(user, place, account.role, account.position, since)
    membership.save()
    if account.also:
        _membership(user, place, account.also, account.position, since).save()
    return membership


def create_examples(organizations: Iterable[Organization], since: date) -> list[Membership]:
    """One invented person without a password for each organization: those who act but never sign in."""
    places = list(organizations)
    people = User.objects.bulk_create(
        User(email=email, full_name=name, password=make_password(None))
        for name, email in zip(_example_names(len(places)), _example_emails(places), strict=True)
    )
    return Membership.objects.bulk_create(
        _example_membership(*pair, since) for pair in zip(people, places, strict=True)
    )


def _example_emails(places: Iterable[Organization]) -> Iterator[str]:
    for number, place in enumerate(places, start=1):
        yield f"{place.addressee_group.code}-{number}@{DOMAIN}"


def _example_names(count: int) -> Iterator[str]:
    # The lengths of the lists have no common divisor, so the first 539 full names are all different.
    for index in range(count):
        parts = (EXAMPLE_SURNAMES, EXAMPLE_NAMES, EXAMPLE_PATRONYMICS)
        yield " ".join(names[index // step % len(names)] for names, step in zip(parts, (1, 1, 7), strict=True))


def _example_membership(user: User, place: Organization, since: date) -> Membership:
    group = GroupCode(place.addressee_group.code)
    return _membership(user, place, ROLES_OF_GROUP[group][0], POSITION_OF_GROUP[group], since)


def _membership(user: User, place: Organization, role: Role, position: str, since: date) -> Membership:
    return Membership(
        region=place.region,
        user=user,
        organization=place,
        role=role,
        position=f"{position} {MARK}",
        valid_from=since,
    )
