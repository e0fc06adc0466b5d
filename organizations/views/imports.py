"""Registry files: choose one, look at what it would do, decide, load, take back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.background.registry_imports import apply_import, read_import
from organizations.forms.imports import RegistryFileForm, read_decisions
from organizations.http import ActorRequest, file_response, find
from organizations.models import RegistryImport
from organizations.policies import may_keep_registry
from organizations.services.audit import record
from organizations.services.registry_files import error_file, rows_to_mend, sample_file
from organizations.services.registry_import import (
    apply_registry,
    bring_registry,
    decide_rows,
    discard_import,
    discard_waiting_imports,
    reopen_import,
    start_applying,
)
from organizations.services.registry_import_reading import read_registry_import
from organizations.services.registry_import_undo import UndoPlan, plan_undo, undo_registry
from organizations.sheets import CONTENT_TYPES, XLSX
from organizations.views.import_page import ImportPage, counts_of

Stage = RegistryImport.Stage
# About the least size of a book with REGISTRY_REQUEST_ROWS rows: such a file is not even opened while the page waits.
LARGE_BYTES = 500_000
Act = Callable[[ActorRequest, RegistryImport], str]


def import_registry(request: ActorRequest) -> HttpResponse:
    """Choose a file; earlier ones with who, when, how many and what became of them."""
    require(may_keep_registry(request.actor))
    form = RegistryFileForm(request.POST, request.FILES) if request.method == "POST" else RegistryFileForm()
    if form.is_valid():
        try:
            return redirect(_brought(request, form.cleaned_data["file"]))
        except ValidationError as error:
            form.add_error("file", error)
    rows = RegistryImport.objects.visible_to(request.actor).defer("content").select_related("created_by", "applied_by")
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    counts = counts_of(request.actor, page.object_list)
    earlier = [(one, counts[one.pk]) for one in page]
    context = {
        "form": form,
        "page": page,
        "total": page.paginator.count,
        "earlier": earlier,
        "limits": _limits(),
        "stages": Stage,
        "waiting": RegistryImport.objects.visible_to(request.actor).waiting().count(),
    }
    return render(request, "organizations/registry_import.html", context, status=422 if form.errors else 200)


def _limits() -> dict[str, int]:
    return {"megabytes": settings.REGISTRY_MAX_BYTES // 1_000_000, "rows": settings.REGISTRY_MAX_ROWS}


def _brought(request: ActorRequest, file: UploadedFile) -> RegistryImport:
    """A small file is read while the person waits, a large one by the worker."""
    brought = bring_registry(actor=request.actor, content=file.read(), name=file.name or "")
    is_small = (file.size or 0) <= LARGE_BYTES
    if not is_small or not read_registry_import(registry_import=brought, most=settings.REGISTRY_REQUEST_ROWS):
        read_import.enqueue(brought.pk)
    return brought


@require_safe
def download_sample(request: ActorRequest) -> HttpResponse:
    """A file with the headings that the portal itself writes and one line to write over."""
    require(may_keep_registry(request.actor))
    return file_response("Образец реестра.xlsx", sample_file(), CONTENT_TYPES[XLSX])


@require_safe
def import_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """How the file was understood and what it would do or has done, row by row."""
    found = _find(request, pk)
    return _detail(request, found)


def _find(request: ActorRequest, pk: int) -> RegistryImport:
    return find(request, RegistryImport, pk)


def _detail(request: ActorRequest, found: RegistryImport, fault: str = "") -> HttpResponse:
    page = ImportPage(request.actor, found, request.GET.get("kind", ""), request.GET.get("page"))
    context = {"import": found, "rows": page, "fault": fault, "stages": Stage}
    return render(request, "organizations/registry_import_detail.html", context, status=422 if fault else 200)


def _acted(act: Act) -> Callable[..., HttpResponse]:
    """A view that does the act and goes back to the page; what keeps it from being done stands there."""

    @require_POST
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        found = _find(request, pk)
        try:
            done = act(request, found)
        except ValidationError as error:
            found.refresh_from_db()
            return _detail(request, found, error.messages[0])
        messages.success(request, done)
        query = urlencode({name: request.GET[name] for name in ("kind", "page") if name in request.GET})
        return redirect(f"{found.get_absolute_url()}{'?' if query else ''}{query}")

    return view


@_acted
def decide(request: ActorRequest, found: RegistryImport) -> str:
    """Keep the decisions of one page of doubtful rows."""
    count = decide_rows(actor=request.actor, registry_import=found, decisions=read_decisions(request.POST))
    return f"Решения сохранены, строк: {count}."


@_acted
def load(request: ActorRequest, found: RegistryImport) -> str:
    """Load the good rows: at once, or by the worker when they are many."""
    if found.row_count > settings.REGISTRY_REQUEST_ROWS:
        start_applying(actor=request.actor, registry_import=found)
        apply_import.enqueue(found.pk, request.actor.membership.pk)
        return "Файл записывается в реестр. Страницу можно закрыть: работа продолжится."
    outcome = apply_registry(actor=request.actor, registry_import=found)
    if outcome.stale:
        raise ValidationError("Файл не загружен.")
    return (
        f"Файл загружен в реестр. Создано организаций: {outcome.created}, изменено: {outcome.changed}, "
        f"без изменений: {outcome.same}, не загружено строк: {outcome.left_out}."
    )


@_acted
def reopen(request: ActorRequest, found: RegistryImport) -> str:
    """Go on after a stopped background work."""
    reopened = reopen_import(actor=request.actor, registry_import=found)
    if reopened.stage == Stage.READING:
        read_import.enqueue(reopened.pk)
        return "Файл читается заново."
    return "В реестр ничего не записано. Файл снова ждёт решения."


@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw the file away."""
    found = _find(request, pk)
    try:
        discard_import(actor=request.actor, registry_import=found)
    except ValidationError as error:
        return _detail(request, found, error.messages[0])
    messages.success(request, f"Файл «{found.file_name}» удалён, в реестре ничего не изменилось.")
    return redirect("registry-import")


@require_POST
def discard_waiting(request: ActorRequest) -> HttpResponse:
    """Throw away every file that was read and never loaded."""
    count = discard_waiting_imports(actor=request.actor)
    messages.success(request, f"Удалено незагруженных файлов: {count}. В реестре ничего не изменилось.")
    return redirect("registry-import")


@require_safe
def download_errors(request: ActorRequest, pk: int) -> HttpResponse:
    """The file itself with the rows to be mended marked, to be brought in again."""
    found = _find(request, pk)
    if not rows_to_mend(found).exists():
        raise Http404("В файле нет строк с ошибками и спорных строк без решения.")
    name, content = error_file(found)
    record(actor=request.actor, act="export_errors", about=found)
    return file_response(name, content, CONTENT_TYPES[XLSX])


def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """What taking the file back would do, and doing it."""
    found = _find(request, pk)
    fault = ""
    if request.method == "POST":
        try:
            plan = undo_registry(actor=request.actor, registry_import=found)
        except ValidationError as error:
            fault = error.messages[0]
        else:
            messages.success(request, _undone(plan))
            return redirect(found)
    plan = plan_undo(found)
    context: dict[str, Any] = {"import": found, "plan": plan, "shown": plan.stays[: settings.PAGE_SIZE], "fault": fault}
    return render(request, "organizations/registry_import_undo.html", context, status=422 if fault else 200)


def _undone(plan: UndoPlan) -> str:
    return (
        f"Загрузка отменена. Удалено организаций: {len(plan.removed)}, возвращены прежние сведения: "
        f"{len(plan.returned)}, осталось без изменений: {len(plan.stays)}."
    )
