"""A document becomes a resolution by one command, or nothing is left of it (contract K14)."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from organizations.models import AuditEvent, Membership
from organizations.roles import Role
from recommendations.models import Recommendation, Resolution
from tests.factories import World

FORUM = Path(project.BASE_DIR) / "recommendations" / "data" / "forum-2021.md"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_resolution", *arguments, stdout=out)
    return out.getvalue()


def test_the_document_comes_in_as_understood(world: World) -> None:
    told = run(str(FORUM))
    resolution = Resolution.objects.get()
    assert (resolution.stage, resolution.event_from) == ("proposals", date(2021, 8, 24))
    assert resolution.recommendations.count() == 17
    assert told == f"Резолюция № {resolution.pk} загружена. Рекомендаций: 17. Стадия: предложения в проект.\n"


def test_adopt_moves_it_on(world: World) -> None:
    assert "Стадия: принята." in run(str(FORUM), "--adopt")
    resolution = Resolution.objects.get()
    assert (resolution.stage, resolution.adopted_on) == ("adopted", resolution.region.today)


def test_a_document_that_is_adopted_already_stays_so(world: World, tmp_path: Path) -> None:
    path = tmp_path / "резолюция.md"
    path.write_text(
        "РЕЗОЛЮЦИЯ\nфорума учителей\n\nУчастники рекомендуют:\n\nШколам:\n\n- работать;\n", encoding="utf-8"
    )
    assert "Стадия: принята." in run(str(path), "--adopt")


def test_the_act_belongs_to_a_specialist_of_the_department(world: World) -> None:
    run(str(FORUM))
    event = AuditEvent.objects.get(act="import_resolution")
    assert event.membership.role in Role.SPECIALISTS


def test_a_named_specialist_acts(world: World) -> None:
    second = Membership.objects.filter(role=Role.DEPARTMENT_HEAD).select_related("user")[0]
    run(str(FORUM), "--email", second.user.email.upper())
    assert AuditEvent.objects.get(act="import_resolution").user == second.user


def test_a_duplicate_is_refused(world: World) -> None:
    run(str(FORUM))
    with pytest.raises(CommandError, match="Этот документ уже загружен: резолюция № "):
        run(str(FORUM), "--adopt")
    assert Resolution.objects.get().stage == "proposals"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("нет.md", None, "такого файла нет"),
        ("пусто.md", b"", "пуст"),
        ("файл.exe", b"MZ", "не поддерживается"),
    ],
)
def test_a_document_that_cannot_be_read_leaves_nothing(
    world: World, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run(str(path))
    assert not Resolution.objects.exists()
    assert not Recommendation.objects.exists()


def test_a_folder_is_no_document(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="это папка"):
        run(str(tmp_path))


def test_a_stranger_cannot_be_the_actor(world: World) -> None:
    with pytest.raises(CommandError, match=r"Специалиста департамента с почтой nobody@test\.example"):
        run(str(FORUM), "--email", "nobody@test.example")
    assert not Resolution.objects.exists()


def test_without_specialists_nobody_can_import(world: World) -> None:
    Membership.objects.filter(role__in=Role.SPECIALISTS).delete()
    with pytest.raises(CommandError, match="Специалиста департамента в регионе"):
        run(str(FORUM))


def test_parse_prints_one_json_object(capsys) -> None:
    call_command("parse_resolution", str(FORUM), "--format", "json")
    parsed = json.loads(capsys.readouterr().out)
    assert set(parsed) == {"title", "stage", "event", "place", "groups", "warnings"}
    assert [len(group["recommendations"]) for group in parsed["groups"]] == [4, 4, 4, 5]


@pytest.mark.parametrize(("name", "content"), [("нет.md", None), ("пусто.txt", b""), ("файл.exe", b"MZ")])
def test_parse_tells_an_error_as_json(capsys, tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as left:
        call_command("parse_resolution", str(path))
    assert left.value.code == 1
    assert set(json.loads(capsys.readouterr().out)) == {"error"}
