"""Is the portal alive, and can it work? For supervisors and monitoring; no sign-in, nothing secret in the answers."""

import tempfile
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.models import Heartbeat

OK = "ok"
UNKNOWN = "неизвестно"
SERVICES = ("worker", "scheduler")
PARTS = ("database", "migrations", "media", *SERVICES)


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks neither the database nor the disk."""
    return HttpResponse(OK, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every part is "ok", else 503 with a few words on each that is not (contract, K12)."""
    found = {**_database(), "media": _media()}
    parts = {name: found[name] for name in PARTS}
    status = 200 if set(parts.values()) == {OK} else 503
    return JsonResponse(parts, status=status, json_dumps_params={"ensure_ascii": False})


def _database() -> dict[str, str]:
    unknown = {"migrations": UNKNOWN, **dict.fromkeys(SERVICES, UNKNOWN)}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return {"database": "не отвечает", **unknown}
    try:
        return {"database": OK, "migrations": _migrations(), **_services()}
    except Error:
        return {"database": OK, **unknown, "migrations": "не применены"}


def _migrations() -> str:
    applied = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    missing = len(_known_migrations() - applied)
    return f"не применено: {missing}" if missing else OK


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def _services() -> dict[str, str]:
    now, beats = timezone.now(), dict(Heartbeat.objects.filter(name__in=SERVICES).values_list("name", "beat_at"))
    return {name: _age((now - beats[name]).total_seconds()) if name in beats else "не запускался" for name in SERVICES}


def _age(seconds: float) -> str:
    return OK if seconds <= settings.HEARTBEAT_MAX_AGE_SECONDS else f"нет отметки {seconds:.0f} с"


def _media() -> str:
    """A real write: a full or read-only disk says nothing of itself before."""
    try:
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as file:
            file.write(b"ok")
            file.flush()
    except OSError:
        return "папка недоступна для записи"
    return OK
