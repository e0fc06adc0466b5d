"""What an installation does in a process of its own: real settings, a folder of its own, no test database."""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import execute_from_command_line
from django.test import Client

from recommendations.services.evidence import attach_file
from scripts import prepare
from tests.factories import hand_in, make_task, make_world

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
CHANGES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "sqlite3.connect": 0}
FORUM = Path(__file__).resolve().parents[1] / "recommendations" / "data" / "forum-2021.md"


def work() -> list[str]:
    """From an empty folder to a report with a file, a resolution, a letter; every path written to."""
    paths: set[str] = set()
    sys.addaudithook(lambda event, args: paths.update(_written(event, args)))
    assert prepare.main([]) == 0
    world = make_world()
    task = make_task(world)
    attach_file(actor=world["school"], task=task, upload=SimpleUploadedFile("Приказ.pdf", b"%PDF-1.4\n%%EOF"))
    hand_in(task, world["school"])
    work_of_services = [["run_scheduler", "--once"], ["run_worker", "--once"]]
    done = run([["import_resolution", str(FORUM)], ["sendtestemail", "a@test.example"], *work_of_services])
    assert [status for status, _ in done] == [0] * 4, done
    return sorted(paths)


def _written(event: str, args: tuple) -> list[str]:
    """Where an audited event writes to; files known by their number only were opened by name before."""
    if event == "open" and args[2] & WRITING:
        return [os.fsdecode(args[0])] if isinstance(args[0], str | bytes | os.PathLike) else []
    place = CHANGES.get(event)
    return [] if place is None else [os.fsdecode(args[place])]


def run(lines: list[list[str]]) -> list[tuple[int, str]]:
    """Exit status and words of `manage.py` with each list of arguments."""
    return [_run(line) for line in lines]


def _run(line: list[str]) -> tuple[int, str]:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            execute_from_command_line(["manage.py", *line])
        except SystemExit as end:
            return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def ask(*requests: tuple[str, bool]) -> list[tuple[int, dict[str, str], list[str]]]:
    """Status, headers and cookies of pages asked for by a stranger; the flag says whether over https."""
    answers = [Client().get(address, secure=secure) for address, secure in requests]
    return [
        (answer.status_code, dict(answer.headers), [cookie.OutputString() for cookie in answer.cookies.values()])
        for answer in answers
    ]


def tell(function: str, *arguments: object) -> None:
    """Print the result of a function of this module as the last line."""
    print(json.dumps(globals()[function](*arguments), ensure_ascii=False, default=str))
