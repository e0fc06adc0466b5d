"""Files go out only through an access check, always as attachments, never as pages of the portal."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from organizations.access import require
from organizations.http import ActorRequest
from organizations.services.audit import record
from recommendations.models import Evidence, Task
from recommendations.policies import may_report
from recommendations.services.evidence import remove_evidence


def attachment(file: FieldFile, name: str, content_type: str = "application/octet-stream") -> FileResponse:
    """A download that no browser renders in place of the portal."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _find(request: ActorRequest, pk: int) -> tuple[Evidence, Task]:
    """The material and its task, if the actor sees the task; those of a draft are seen only by those who write it."""
    visible = Task.objects.visible_to(request.actor)
    rows = Evidence.objects.select_related("stored", "report")
    evidence = get_object_or_404(rows, pk=pk, report__task__in=visible)
    task = Task.objects.for_page().get(pk=evidence.report.task_id)
    if evidence.report.is_draft and not may_report(request.actor, task):
        raise Http404
    return evidence, task


@require_safe
def download_evidence(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The file of a report on a task that the actor sees; each download is in the journal."""
    evidence, _ = _find(request, pk)
    if not evidence.stored:
        return redirect(evidence.url)
    record(actor=request.actor, act="download_evidence", about=evidence)
    return attachment(evidence.stored.file, evidence.file_name, evidence.stored.content_type)


@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a material off a draft."""
    evidence, task = _find(request, pk)
    require(may_report(request.actor, task))
    remove_evidence(actor=request.actor, evidence=evidence)
    return redirect("task-report", task.pk)
