"""Runs the portal in the foreground: web server, background worker and scheduler; Ctrl-C stops all of them.

usage: python -m scripts.serve [--with-parent]      DEMO=1 loads and shows the demo accounts
exit: 0 stopped by a signal, 1 could not start or a service died
"""

import http.client
import os
import subprocess
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from scripts import port
from scripts.parent import Parent
from scripts.supervisor import Service, Supervisor

START_SECONDS = 60
PYTHON = sys.executable


def background() -> list[Service]:
    """What runs beside the web server. Their system checks are skipped: the preparation has just made them."""
    return [
        Service("фоновые задания", [PYTHON, "manage.py", "run_worker", "--skip-checks"]),
        Service("расписание", [PYTHON, "manage.py", "run_scheduler", "--skip-checks"]),
    ]


def web_command() -> list[str]:
    """gunicorn with the numbers of processes (WEB_CONCURRENCY) and threads (WEB_THREADS) of the environment."""
    options = {
        "bind": port.address(settings.HOST, settings.PORT),
        "workers": os.environ.get("WEB_CONCURRENCY") or "2",
        "threads": os.environ.get("WEB_THREADS") or "4",
        "worker-class": "gthread",
        "timeout": "60",
        "graceful-timeout": "5",
        "log-level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [PYTHON, "-m", "gunicorn", "--preload", "--no-control-socket", *flags, "resolution_portal.wsgi:application"]


def answers() -> bool:
    """Whether /healthz answers well; asked at our own socket under the public name."""
    public = urlsplit(settings.PUBLIC_URL)
    connection = http.client.HTTPConnection(port.reachable(settings.HOST), settings.PORT, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def run(supervisor: Supervisor, accounts: str) -> int:
    """Start the web server, then, when it answers, the rest; say where the portal is; stay until the end."""
    supervisor.start(Service("веб-сервер", web_command()))
    if supervisor.wait_until(answers, seconds=START_SECONDS):
        supervisor.start(*background())
        print(f"{accounts}\nПортал работает: {settings.PUBLIC_URL}/\nОстановить — Ctrl-C.", flush=True)
    elif not supervisor.over():
        print(f"Портал не ответил за {START_SECONDS} с, останавливаю.", flush=True)
        supervisor.stop()
        return 1
    code = supervisor.watch()
    print("\nПортал остановлен.", flush=True)
    return code


def _refusal() -> str | None:
    """Why the portal cannot start with these settings, in a sentence for a person."""
    try:
        return port.refusal(settings.HOST, settings.PORT, command=f"make {'demo' if settings.DEMO else 'serve'}")
    except ImproperlyConfigured as error:
        return f"Портал не готов к запуску: {error}"


def main(arguments: list[str]) -> int:
    """Check the address, prepare, run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
    if refusal := _refusal():
        print(refusal, file=sys.stderr)
        return 1
    try:
        prepared = subprocess.run([PYTHON, "-m", "scripts.prepare", "--accounts"], check=False, stdout=subprocess.PIPE)
    except KeyboardInterrupt:
        return 1
    if prepared.returncode:
        return 1
    parent = Parent() if "--with-parent" in arguments else None
    supervisor = Supervisor({**os.environ, "PYTHONUNBUFFERED": "1"}, parent=parent)
    return run(supervisor, prepared.stdout.decode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
