"""Makes the database and the static files ready; with DEMO=1 loads the demo data too. Quick when nothing changed.

usage: python -m scripts.prepare [--accounts]      --accounts: then print the demo accounts, if there are any
exit: 0 ready, 1 not (one plain sentence says why)
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor


def prepare(*, show_accounts: bool) -> None:
    """Bring database, static files and demo data up to date; raises what Django raises."""
    django.setup()
    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    _check()
    _migrate()
    _collect_static()
    if settings.DEMO:
        call_command("load_demo", stdout=sys.stderr)
    if settings.DEMO and show_accounts:
        call_command("demo_accounts")
    connections.close_all()


def _check() -> None:
    """Refuse settings the portal must not run with, in the words of its own system checks."""
    serious = [found for found in run_checks() if found.is_serious() and not found.is_silenced()]
    if serious:
        raise ImproperlyConfigured("\n".join(f"{found.msg} {found.hint or ''}".strip() for found in serious))


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    _say("Готовлю базу данных…")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _collect_static() -> None:
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(root.name + ".sha256")
    digest = _static_digest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest and root.is_dir():
        return
    _say("Собираю оформление страниц…")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest, encoding="ascii")


def _static_digest() -> str:
    """Hash of the names and contents of all static files, those of libraries included."""
    digest = hashlib.sha256()
    for name, file in sorted(_static_files()):
        digest.update(f"{name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Prepare, turning the errors a person can act on into one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
    try:
        prepare(show_accounts="--accounts" in arguments)
    except (ImproperlyConfigured, CommandError) as error:
        _say(f"Портал не готов к запуску: {error}")
    except DatabaseError as error:
        _say(f"База данных недоступна: {error}".strip())
    except OSError as error:
        _say(f"Нет доступа к файлу: {error}")
    except KeyboardInterrupt:
        _say("Остановлено до окончания подготовки; запустите ещё раз, работа продолжится.")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
