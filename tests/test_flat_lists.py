"""Lists are flat and bounded: as many queries for a thousand rows as for a few (architecture, house rule 9)."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from organizations.models import AuditEvent, Membership, Organization, Region, RegistryImport, RegistryImportRow
from organizations.roles import Role
from organizations.services.sessions import begin_session
from recommendations.models import Citation, ExtensionRequest, LegalAct, Recommendation, Resolution, Task
from recommendations.scale.load import load_scale

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
FEW, MANY = 151, 152
SIZES = {FEW: (2, 160), MANY: (60, 3_000)}
SPECIALIST = Role.DEPARTMENT
READERS = (SPECIALIST, Role.DEPARTMENT_HEAD, Role.METHODOLOGIST, Role.OBSERVER, Role.MUNICIPAL)


@pytest.fixture(scope="module")
def regions(django_db_setup: None, django_db_blocker) -> Iterator[dict[int, Region]]:
    """A region with few tasks and one with thousands, for all tests of the file; gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        for seed, (schools, tasks) in SIZES.items():
            load_scale(schools=schools, tasks=tasks, seed=seed, say=lambda text: None)
        yield {seed: Region.objects.get(code=f"scale-{seed}") for seed in SIZES}
        transaction.set_rollback(True)


def count_queries(region: Region, role: str, address: str) -> int:
    """Queries of one page for the first person in the role; the page must open."""
    person = Membership.objects.filter(region=region, role=role).select_related("user").order_by("pk")[0]
    client = Client()
    client.force_login(person.user)
    session = client.session
    begin_session(session, None)  # Else the page counts the note of the session too, which is written once a minute.
    session.save()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def assert_flat(regions: dict[int, Region], role: str, addresses: dict[int, str]) -> None:
    few, many = (count_queries(regions[seed], role, addresses[seed]) for seed in (FEW, MANY))
    assert few == many, f"{addresses[MANY]}: {few} queries for few rows, {many} for many"
    assert many <= MOST_QUERIES, addresses[MANY]


def everywhere(address: str) -> dict[int, str]:
    return dict.fromkeys(SIZES, address)


def busiest_resolution(region: Region) -> Resolution:
    """The one with the most tasks: in both regions with tasks of schools and municipalities."""
    found = Resolution.objects.filter(region=region)
    return max(found, key=lambda resolution: (resolution.tasks.count(), resolution.pk))


@pytest.mark.parametrize("role", Role.values)
def test_start_page(regions, role):
    assert_flat(regions, role, everywhere(reverse("home")))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "bucket=overdue",
        "bucket=done_on_time",
        "select=expected",
        "select=extended",
        "queue=to_check",
        "queue=unseen",
        "q=школа",
        "q=воспитания рабочих",
        "due_from=2020-01-01",
        "sort=-due",
        "sort=organization",
        "sort=-number",
    ],
)
def test_task_list(regions, query):
    assert_flat(regions, SPECIALIST, everywhere(f"{reverse('task-list')}?{query}"))


@pytest.mark.parametrize("role", [*READERS, Role.SCHOOL])
def test_task_list_of_each_role(regions, role):
    assert_flat(regions, role, everywhere(reverse("task-list")))


def test_task_list_as_of_a_day(regions):
    day = regions[MANY].today.isoformat()
    assert_flat(regions, SPECIALIST, everywhere(f"{reverse('task-list')}?as_of={day}"))


def test_a_deep_page_of_the_task_list(regions):
    deep = count_queries(regions[MANY], SPECIALIST, f"{reverse('task-list')}?page=50")
    assert deep <= count_queries(regions[MANY], SPECIALIST, reverse("task-list")) + 1


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (SPECIALIST, "organization-list"),
        (Role.ADMINISTRATOR, "organization-list"),
        (Role.ADMINISTRATOR, "municipality-list"),
        (Role.ADMINISTRATOR, "people-list"),
        (Role.MUNICIPAL, "people-list"),
        (Role.ADMINISTRATOR, "people-vacant"),
        (SPECIALIST, "people-vacant"),
        (Role.ADMINISTRATOR, "audit-list"),
        (Role.ADMINISTRATOR, "role-list"),
        (Role.ADMINISTRATOR, "settings-list"),
        (Role.SCHOOL, "calendar-year"),
        (SPECIALIST, "request-list"),
        (Role.METHODOLOGIST, "request-list"),
        (SPECIALIST, "resolution-list"),
        (SPECIALIST, "assignment-list"),
        (Role.MUNICIPAL, "assignment-list"),
    ],
)
def test_list(regions, role, name):
    assert_flat(regions, role, everywhere(reverse(name)))


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("page", ["resolution-detail", "resolution-matrix", "f1", "f2"])
def test_page_of_a_resolution(regions, role, page):
    name, code = ("resolution-summary", [page]) if page.startswith("f") else (page, [])
    addresses = {seed: reverse(name, args=[busiest_resolution(region).pk, *code]) for seed, region in regions.items()}
    assert_flat(regions, role, addresses)


@pytest.mark.parametrize("code", ["f1", "f2"])
def test_summary_as_of_a_day(regions, code):
    addresses = {
        seed: reverse("resolution-summary", args=[busiest_resolution(region).pk, code]) + f"?as_of={region.today}"
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


def test_living_resolution_as_of_a_day(regions):
    addresses = {
        seed: f"{busiest_resolution(region).get_absolute_url()}?as_of={region.today}"
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


@pytest.mark.parametrize(("page", "rest"), [("resolution-versions", []), ("resolution-version", [1])])
def test_versions_of_a_resolution(regions, page, rest):
    addresses = {seed: reverse(page, args=[busiest_resolution(region).pk, *rest]) for seed, region in regions.items()}
    assert_flat(regions, SPECIALIST, addresses)


def test_theme_of_a_recommendation(regions):
    addresses = {
        seed: reverse("recommendation-theme", args=[busiest_resolution(region).recommendations.get(number="2.4").pk])
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


def test_matrix_of_one_municipality(regions):
    addresses = {}
    for seed, region in regions.items():
        school = Organization.objects.filter(region=region).schools()[0]
        matrix = reverse("resolution-matrix", args=[busiest_resolution(region).pk])
        addresses[seed] = f"{matrix}?municipality={school.municipality_id}"
    assert_flat(regions, SPECIALIST, addresses)


def test_page_of_a_recommendation(regions):
    addresses = {
        seed: reverse("recommendation-detail", args=[busiest_resolution(region).recommendations.get(number="4.1").pk])
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


def test_page_of_an_assignment(regions):
    addresses = {
        seed: busiest_resolution(region).assignments.get(recommendation__number="4.1").get_absolute_url()
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


def test_card_of_an_organization(regions):
    addresses = {
        seed: Organization.objects.filter(region=region).schools()[0].get_absolute_url()
        for seed, region in regions.items()
    }
    assert_flat(regions, SPECIALIST, addresses)


def test_the_larger_region_has_more_than_a_page_of_everything(regions):
    """Else the comparison would say nothing."""
    region = regions[MANY]
    assert Task.objects.filter(region=region).count() == SIZES[MANY][1]
    assert AuditEvent.objects.filter(region=region).count() > 1_000
    assert ExtensionRequest.objects.filter(region=region).count() > 50


def bring_acts(region: Region, number: int) -> LegalAct:
    """So many acts in the register, all named by one clause, and one that many clauses name; gives that one."""
    clauses = list(Recommendation.objects.filter(region=region)[:number])
    acts = [
        LegalAct(region=region, kind="order", number=f"{n}", name="приказа", created_at=now()) for n in range(number)
    ]
    LegalAct.objects.bulk_create(acts)
    links = [(clauses[0], act) for act in acts] + [(clause, acts[0]) for clause in clauses[1:]]
    Citation.objects.bulk_create(Citation(region=region, recommendation=clause, act=act) for clause, act in links)
    return acts[0]


@pytest.mark.parametrize("role", [SPECIALIST, Role.OBSERVER, Role.MUNICIPAL, Role.SCHOOL])
def test_register_of_acts(regions, role):
    with transaction.atomic():
        cited = {seed: bring_acts(region, 2 if seed == FEW else 200) for seed, region in regions.items()}
        for kind in ("", "?validity=lasting", "?q=приказ"):
            assert_flat(regions, role, everywhere(reverse("act-list") + kind))
        assert_flat(regions, role, {seed: act.get_absolute_url() for seed, act in cited.items()})
        transaction.set_rollback(True)


def test_invitations(regions):
    """The list, the sheet to print and the invitation of all vacant organizations at once."""
    with transaction.atomic():
        for region in regions.values():
            seats = Membership.objects.filter(region=region, role=Role.SCHOOL)
            seats.update(valid_from=now().date().replace(year=2000), valid_to=now().date().replace(year=2001))
        assert_flat(regions, Role.ADMINISTRATOR, everywhere(reverse("people-vacant")))
        for region in regions.values():
            person = Membership.objects.filter(region=region, role=Role.ADMINISTRATOR).select_related("user")[0]
            client = Client()
            client.force_login(person.user)
            client.post(reverse("invitation-many"), {"all": "1"})
        for name in ("people-vacant", "invitation-list", "invitation-sheet", "invitation-export"):
            assert_flat(regions, Role.ADMINISTRATOR, everywhere(reverse(name)))
        assert_flat(regions, Role.ADMINISTRATOR, everywhere(reverse("people-list") + "?state=former"))
        transaction.set_rollback(True)


def bring_registry_files(region: Region, number: int) -> RegistryImport:
    """So many files, each with so many doubtful rows with a candidate; gives one of them."""
    user = Membership.objects.filter(region=region, role=Role.ADMINISTRATOR)[0].user
    school = Organization.objects.filter(region=region).schools()[0]
    files = [
        RegistryImport(region=region, stage="ready", content=b"1", created_by=user, created_at=now())
        for _ in range(number)
    ]
    RegistryImport.objects.bulk_create(files)
    RegistryImportRow.objects.bulk_create(
        RegistryImportRow(
            registry_import=one,
            position=place,
            line=place,
            kind="doubtful",
            candidates=[school.pk],
            organization=school,
        )
        for one in files
        for place in range(number)
    )
    return files[0]


def test_registry_files_and_their_rows(regions):
    with transaction.atomic():
        files = {seed: bring_registry_files(region, 2 if seed == FEW else 60) for seed, region in regions.items()}
        assert_flat(regions, Role.ADMINISTRATOR, everywhere(reverse("registry-import")))
        assert_flat(regions, Role.ADMINISTRATOR, {seed: one.get_absolute_url() for seed, one in files.items()})
        transaction.set_rollback(True)


@pytest.mark.parametrize("query", ["", "state=open", "q=школа", "page=2"])
def test_list_of_organizations(regions, query):
    assert_flat(regions, Role.ADMINISTRATOR, everywhere(f"{reverse('organization-list')}?{query}"))
    assert_flat(regions, SPECIALIST, everywhere(f"{reverse('organization-export')}?{query}&format=csv"))
