"""manage.py import_registry: counts and every fault, and nothing at all when something is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organizations.models import AuditEvent, Membership, Organization, RegistryImport
from tests.factories import World

HEAD = "Муниципальное образование;Краткое наименование;ИНН\n"
File = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path, world: World) -> File:
    """A file with these lines, each after the name of the school's municipality."""

    def write(*lines: str) -> str:
        path = tmp_path / "реестр.csv"
        path.write_text(HEAD + "".join(f"{world.municipality.name};{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write


def test_it_imports_on_behalf_of_the_administrator_and_tells(
    world: World, file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_registry", file("Новая школа;"))
    assert "Загружено. Новых: 1, изменённых: 0, без изменений: 0." in capsys.readouterr().out
    assert AuditEvent.objects.get(act="import_registry").user == world["administrator"].user
    call_command("import_registry", file("Новая школа;"))
    assert "Новых: 0, изменённых: 0, без изменений: 1." in capsys.readouterr().out


def test_a_dry_run_writes_nothing(world: World, file: File, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_registry", file("Новая школа;"), "--dry-run")
    assert "ничего не записано. Новых: 1" in capsys.readouterr().out
    assert not Organization.objects.filter(name="Новая школа").exists()
    assert not RegistryImport.objects.exists()


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_faulty_file_is_refused_whole_with_every_fault(world: World, file: File, options: list[str]) -> None:
    with pytest.raises(CommandError, match="ошибок и сомнений: 2") as refusal:
        call_command("import_registry", file("Новая школа;", "Другая;1", "Третья;6720002807"), *options)
    said = str(refusal.value)
    assert "новая — 1" in said
    assert "строка 3, ячейка C3" in said
    assert "строка 4, ячейка C4" in said
    assert not Organization.objects.filter(name="Новая школа").exists()
    assert not RegistryImport.objects.exists()


def test_a_doubtful_row_is_left_to_a_person(world: World, file: File) -> None:
    Organization.objects.filter(pk=world.school.pk).update(name="Лесная школа")
    with pytest.raises(CommandError, match="Решите это на странице загрузки"):
        call_command("import_registry", file("Лесная Приозёрная школа;"))


def test_it_needs_an_administrator(world: World, file: File) -> None:
    Membership.objects.filter(role="administrator").delete()
    with pytest.raises(CommandError, match="Администратора портала в регионе"):
        call_command("import_registry", file("Новая школа;"))


def test_it_needs_a_file(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не читается"):
        call_command("import_registry", str(tmp_path / "нет.csv"))


@pytest.mark.parametrize(("code", "said"), [("", "Регионов ещё нет."), ("99", "Региона с кодом «99» нет.")])
def test_it_needs_a_region(db: None, tmp_path: Path, code: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("import_registry", str(tmp_path / "a.csv"), region=code)
