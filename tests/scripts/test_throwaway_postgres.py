"""The cluster that tests and measurements run on: fresh, ours, gone afterwards."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from scripts.throwaway_postgres import throwaway_postgres

TOP = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.postgres


def ask(url: str, query: str) -> str:
    """The one value that the query returns."""
    folder, _, database = urlsplit(url).path[1:].rpartition("/")
    connection = psycopg2.connect(host=folder, user="portal", dbname=database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return str(cursor.fetchone()[0])
    finally:
        connection.close()


def test_it_answers_and_leaves_nothing() -> None:
    with throwaway_postgres() as url:
        folder = Path(urlsplit(url).path[1:]).parent
        assert ask(url, "show data_directory") == str(folder / "data")
        assert ask(url, "show listen_addresses") == ""
        assert ask(url, "select lower('ГИМНАЗИЯ')") == "гимназия"
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    assert not folder.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_two_at_once_do_not_meet() -> None:
    with throwaway_postgres() as first, throwaway_postgres() as second:
        ask(first, "create table only_here (id int); select 'made'")
        assert ask(second, "select to_regclass('only_here') is null") == "True"


@pytest.mark.parametrize("code", [0, 3])
def test_a_command_gets_its_address_and_returns_its_code(code: int) -> None:
    check = f"import os, sys; assert os.environ['DATABASE_URL'].startswith('postgres://portal@//'); sys.exit({code})"
    command = [sys.executable, "-m", "scripts.with_postgres", "--", sys.executable, "-c", check]
    assert subprocess.run(command, cwd=TOP, check=False).returncode == code
