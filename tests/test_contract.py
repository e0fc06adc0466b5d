"""What a script that knows only the README may rely on (contract of the running portal, by its numbers).

Tested in their own places: K1 (scripts), K2 and K10 (demo), the check of PUBLIC_URL, /readyz.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from organizations.access import Actor
from scripts.run_tests import TOP
from tests.factories import World
from tests.forms_on_pages import Page, read_page
from tests.scripts.portal_process import portal_environment
from tests.stations import ask_for, bring

KEY = "only-for-tests-" + "x" * 40
FORUM = str(TOP / "recommendations" / "data" / "forum-2021.md")
START = "import json, sys, django; django.setup(); "
TOLD = START + (
    "from django.conf import settings; "
    "print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))"
)
AT_WORK = START + "from tests import at_work; at_work.tell(sys.argv[1], *json.loads(sys.argv[2]))"


def python(folder: Path, *arguments: str, **changes: str) -> str:
    """Output of `python ARGUMENTS` in an installation whose data is in `folder`."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    ours = {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder / "tmp"), "SECRET_KEY": KEY}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=TOP,
        env=portal_environment(folder / "var", **ours | changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def at_work(folder: Path, function: str, *arguments: object, **changes: str) -> Any:
    """Result of a function of tests/at_work.py in that installation."""
    output = python(folder, "-c", AT_WORK, function, json.dumps(arguments), **changes)
    return json.loads(output.splitlines()[-1])


def settings_with(folder: Path, *names: str, **changes: str) -> dict[str, object]:
    """Values of settings under these variables."""
    return json.loads(python(folder, "-c", TOLD, *names, **changes))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder of a portal that has worked for a while, and the paths that it wrote to."""
    folder = tmp_path_factory.mktemp("portal")
    return folder, at_work(folder, "work", SECRET_KEY="")


# K3: sign-in, addresses, https


def test_k3_a_stranger_is_led_to_the_sign_in_form(client: Client, db: None) -> None:
    answer = client.get("/", follow=True)
    (form,) = [form for form in read_page(answer.text).forms if form.method == "post" and form.controls]
    assert {"login", "password"} <= {control["name"] for control in form.controls}
    assert {control["name"]: control.get("type") for control in form.controls}["password"] == "password"


def test_k3_host_and_port_make_the_public_address(tmp_path: Path) -> None:
    found = settings_with(tmp_path, "PUBLIC_URL", "DEBUG", "DEMO", "HTTPS", HOST="127.0.0.7", PORT="8123")
    assert found == {"PUBLIC_URL": "http://127.0.0.7:8123", "DEBUG": False, "DEMO": False, "HTTPS": False}
    assert settings_with(tmp_path, "PUBLIC_URL") == {"PUBLIC_URL": "http://127.0.0.1:8000"}


@pytest.mark.sqlite
def test_k3_https_switches_on_cookies_hsts_and_redirect(portal: tuple[Path, list[str]]) -> None:
    pages = (("/healthz", False), ("/", False), ("/accounts/login/", True))
    https = {"PUBLIC_URL": "https://portal.example.ru", "ALLOWED_HOSTS": "testserver"}
    alive, plain, secure = at_work(portal[0], "ask", *pages, **https)
    assert alive[0] == 200, "monitoring on this machine asks without https (K12)"
    assert (plain[0], plain[1]["Location"]) == (301, "https://testserver/")
    assert secure[1]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert [cookie.split("=")[0] for cookie in secure[2]] == ["__Host-csrf"]
    assert all("Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie for cookie in secure[2])


def test_k3_on_plain_http_cookies_are_ordinary(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert list(settings_with(tmp_path, *names).values()) == ["sessionid", False, False, 0]


def test_k3_a_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    keys = [settings_with(tmp_path, "SECRET_KEY", SECRET_KEY="")["SECRET_KEY"] for _ in range(2)]
    file = tmp_path / "var" / "secret_key"
    assert keys == [file.read_text()] * 2
    assert len(file.read_text()) >= 50
    assert file.stat().st_mode & 0o777 == 0o600


# K4, K5, K6: letters, files, log


@pytest.mark.sqlite
def test_k4_letters_are_files_in_the_named_folder(portal: tuple[Path, list[str]], tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    assert at_work(portal[0], "run", [["sendtestemail", "a@test.example"]], EMAIL_FILE_PATH=str(letters)) == [[0, ""]]
    (file,) = letters.iterdir()
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "a@test.example"


def test_k4_a_mail_server_is_named_by_its_url(tmp_path: Path) -> None:
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_HOST_USER")
    found = settings_with(tmp_path, *names, EMAIL_URL="smtp+tls://portal:secret@mail.example.ru:587")
    assert list(found.values()) == [
        "django.core.mail.backends.smtp.EmailBackend",
        "mail.example.ru",
        587,
        True,
        "portal",
    ]


@pytest.mark.sqlite
def test_k5_all_that_the_portal_writes_is_in_its_folder(portal: tuple[Path, list[str]]) -> None:
    folder, paths = portal
    places = {Path(path).resolve() for path in paths if path != "/dev/null"}
    outside = [place for place in places if not place.is_relative_to(folder / "var")]
    assert [place for place in outside if not place.is_relative_to(folder / "tmp")] == []
    assert list((folder / "tmp").iterdir()) == []
    made = {path.name for path in (folder / "var").iterdir()}
    assert made >= {"portal.sqlite3", "secret_key", "static", "media", "mail"}


def test_k5_each_place_can_be_chosen(tmp_path: Path) -> None:
    found = settings_with(tmp_path, "MEDIA_ROOT", "STATIC_ROOT", "EMAIL_FILE_PATH", MEDIA_ROOT=str(tmp_path / "files"))
    var = tmp_path / "var"
    assert list(found.values()) == [str(tmp_path / "files"), str(var / "static"), str(var / "mail")]
    database = settings_with(tmp_path, "DATABASES", DATABASE_URL="postgres://a:b@db.example:5433/portal")["DATABASES"]
    assert {"HOST": "db.example", "PORT": 5433, "NAME": "portal"}.items() <= database["default"].items()


@pytest.mark.sqlite
def test_k6_json_logs_are_one_object_a_line(portal: tuple[Path, list[str]]) -> None:
    output = python(portal[0], "manage.py", "run_worker", "--once", LOG_FORMAT="json")
    lines = [json.loads(line) for line in output.splitlines()]
    assert lines
    assert all(set(line) >= {"time", "level", "logger", "message"} for line in lines)
    text = python(portal[0], "manage.py", "run_worker", "--once", LOG_FORMAT="text")
    assert all(re.match(r"\d{4}-\d\d-\d\d .* INFO ", line) for line in text.splitlines())


# K8, K14: commands

GOOD = (
    (["run_scheduler", "--once"], ""),
    (["run_worker", "--once"], ""),
    (["check_integrity"], "Расхождений нет"),
    (["export_summary", "F1", "--resolution", "1", "--out", "{folder}/f1.xlsx"], "Записано: "),
    (["export_summary", "f2", "--resolution", "1", "--format", "xlsx", "--out", "{folder}/f2.xlsx"], "Записано: "),
    (["export_summary", "F2", "--resolution", "1", "--as-of", "2026-09-10", "--out", "{folder}/f2-day.xlsx"], "Запи"),
    (["parse_resolution", FORUM, "--format", "json"], '"groups"'),
)
BAD = (
    (["import_resolution", "{folder}/нет.md"], "такого файла нет"),
    (["import_resolution", FORUM], "Этот документ уже загружен"),
    (["import_registry", "{folder}/нет.csv"], "Реестр не загружен"),
    (["import_registry", FORUM, "--dry-run"], "Реестр не загружен"),
    (["export_summary", "F8", "--resolution", "1", "--out", "{folder}/no.xlsx"], "пока не готова"),
    (["export_summary", "F9", "--resolution", "1", "--out", "{folder}/no.xlsx"], "Неизвестная форма"),
    (["export_summary", "F1", "--resolution", "1", "--format", "pdf", "--out", "{folder}/no.pdf"], "пока не готов"),
    (["export_summary", "F1", "--resolution", "77", "--out", "{folder}/no.xlsx"], "на портале нет"),
    (["export_summary", "F1", "--resolution", "1", "--as-of", "вчера", "--out", "{folder}/no.xlsx"], "не дата"),
    (["export_summary", "F1", "--resolution", "1", "--as-of", "2099-01-01", "--out", "{folder}/no.xlsx"], "не наступ"),
    (["export_summary", "F1", "--resolution", "1", "--out", "{folder}/нет/no.xlsx"], "Не удалось записать файл"),
    (["parse_resolution", "{folder}/нет.md"], "такого файла нет"),
    (["load_scale", "--schools", "0"], "--schools: ожидается целое число"),
    (["load_scale", "--tasks", "сто"], "--tasks: ожидается целое число"),
    (["demo_accounts", "--format", "json"], "DEMO=1"),
    (["load_demo"], "DEMO=1"),
)


def filled(lines: tuple[tuple[list[str], str], ...], folder: Path) -> list[list[str]]:
    """The argument lists with the folder of the test."""
    return [[argument.replace("{folder}", str(folder)) for argument in line] for line, _ in lines]


@pytest.mark.sqlite
def test_k8_k14_commands_end_well(portal: tuple[Path, list[str]], tmp_path: Path) -> None:
    results = at_work(portal[0], "run", filled(GOOD, tmp_path))
    for (line, words), (status, text) in zip(GOOD, results, strict=True):
        assert status == 0, f"{line}: {text}"
        assert words in text, f"{line}: {text}"
    for name in ("f1.xlsx", "f2.xlsx", "f2-day.xlsx"):
        assert load_workbook(tmp_path / name).active.max_row > 1


@pytest.mark.sqlite
def test_k14_bad_arguments_are_told_in_russian(portal: tuple[Path, list[str]], tmp_path: Path) -> None:
    results = at_work(portal[0], "run", filled(BAD, tmp_path))
    for (line, words), (status, text) in zip(BAD, results, strict=True):
        assert status == 1, f"{line}: {text}"
        assert words in text, f"{line}: {text}"
        assert "Traceback" not in text, f"{line}: {text}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_k14_a_region_of_any_size_is_invented(portal: tuple[Path, list[str]], tmp_path: Path) -> None:
    """In a copy: beside a second region the other commands ask which one is meant."""
    shutil.copytree(portal[0] / "var", tmp_path / "var")
    size = ["--schools", "3", "--tasks", "30", "--seed", "7"]
    results = at_work(tmp_path, "run", [["load_scale", *size], ["check_integrity"], ["import_resolution", FORUM]])
    assert [status for status, _ in results] == [0, 0, 1]
    assert "Готово: регион scale-7." in results[0][1]
    assert "укажите --region" in results[2][1]


# K11: forms

EVERYBODY = ("specialist", "coordinator", "school", "methodologist", "observer", "administrator")
PAGES_OF_A_KIND = 2


def test_k11_every_form_has_labels_and_named_buttons(world: World, client: Client) -> None:
    """Walks the pages of every role by their links and looks at each form."""
    for status in ("assigned", "in_progress", "endorsement", "review", "returned", "done"):
        bring(world, status)
    ask_for(world, bring(world, "in_progress"))
    seen, faults = set(), set()
    for name in EVERYBODY:
        for address, page in walk(client, world[name]):
            seen.add(kind_of(address))
            faults |= {f"{address}: {fault}" for form in page.forms for fault in form.faults()}
    assert sorted(faults) == []
    assert seen >= {"/", "/tasks/N/report/", "/tasks/N/review/", "/requests/extensions/N/", "/resolutions/import/"}
    assert seen >= {"/recommendations/N/assign/", "/tasks/N/extension/", "/tasks/N/withdraw/"}
    assert seen >= {"/accounts/password/change/", "/accounts/2fa/", "/help/", "/tasks/", "/people/"}


def kind_of(address: str) -> str:
    """«/tasks/N/review/» for «/tasks/5/review/?x=1»."""
    return re.sub(r"/\d+/", "/N/", address.split("?")[0])


def walk(client: Client, actor: Actor) -> list[tuple[str, Page]]:
    """Pages of a person, from the start page by links, each kind of address twice."""
    client.force_login(actor.user)
    queue, found, kinds = ["/"], [], Counter[str]()
    while queue:
        address = queue.pop(0)
        kind = kind_of(address)
        kinds[kind] += 1
        if kinds[kind] > PAGES_OF_A_KIND:
            continue
        answer = client.get(address, follow=True)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = read_page(answer.text)
        found.append((address, page))
        queue += [link for link in page.links if link not in queue and not link.startswith(("/admin", "/static"))]
    return found
