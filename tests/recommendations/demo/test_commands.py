"""demo_accounts and the refusals of load_demo (contract K2)."""

import json
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from organizations.models import Organization, Region, User
from recommendations.demo.accounts import KNOWN, PASSWORD, TOTP_SECRET

pytestmark = pytest.mark.django_db
KEYS = {"role", "email", "password", "organization", "municipality", "totp_secret"}


def accounts() -> list[dict]:
    out = StringIO()
    call_command("demo_accounts", "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_accounts_have_the_shape_of_the_contract(demo: Region) -> None:
    rows = accounts()
    assert all(set(row) == KEYS for row in rows)
    assert {row["role"] for row in rows} == {
        "department",
        "department_head",
        "municipal",
        "school",
        "methodologist",
        "observer",
        "administrator",
    }


def test_there_are_as_many_accounts_as_the_contract_asks(demo: Region) -> None:
    rows = accounts()
    roles = [row["role"] for row in rows]
    assert roles.count("department") >= 2
    coordinators = {row["municipality"] for row in rows if row["role"] == "municipal"}
    assert len(coordinators) == 2
    schools = [(row["municipality"], row["organization"]) for row in rows if row["role"] == "school"]
    assert {place: sum(place == found for found, _ in schools) for place in coordinators} == dict.fromkeys(
        coordinators, 2
    )
    assert [row["totp_secret"] is not None for row in rows].count(True) == 1


def test_one_specialist_signs_in_without_the_second_factor(demo: Region) -> None:
    assert any(row["role"] == "department" and row["totp_secret"] is None for row in accounts())


def test_every_account_signs_in_with_its_password(demo: Region) -> None:
    for row in accounts():
        assert authenticate(None, email=row["email"], password=row["password"]), row["email"]


def test_the_printed_secret_opens_the_second_factor(demo: Region) -> None:
    row = next(row for row in accounts() if row["totp_secret"])
    instance = User.objects.get(email=row["email"]).authenticator_set.get(type="totp")
    code = format_hotp_value(hotp_value(row["totp_secret"], next(iter(yield_hotp_counters_from_time()))))
    assert TOTP(instance).validate_code(code)
    assert row["totp_secret"] == TOTP_SECRET


def test_only_the_administrator_reaches_the_service_part(demo: Region) -> None:
    staff = User.objects.filter(is_staff=True)
    assert [person.email for person in staff] == ["administrator@demo.example"]


def test_each_role_has_work_to_see(demo: Region) -> None:
    for row in accounts():
        work = {"memberships__user__email": row["email"], "memberships__role": row["role"]}
        place = Organization.objects.get(name=row["organization"], **work)
        assert row["role"] in {"observer", "administrator"} or place.tasks.exists()


def test_the_table_names_each_account(demo: Region) -> None:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(KNOWN) + 1
    assert all(account.email in line and PASSWORD in line for account, line in zip(KNOWN, lines[1:], strict=True))


@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_outside_the_demo_both_commands_refuse(demo: Region, settings, command: str) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command(command)
