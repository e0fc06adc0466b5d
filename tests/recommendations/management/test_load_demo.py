"""A database that is not for the demo."""

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Region, User


def test_a_region_of_its_own_is_left_alone(db: None) -> None:
    Region.objects.create(code="67", name="Настоящая область")
    with pytest.raises(CommandError, match="Регион с кодом 67 уже есть"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_without_the_demo_there_are_no_accounts(db: None) -> None:
    with pytest.raises(CommandError, match="Учебные данные не загружены"):
        call_command("demo_accounts")
