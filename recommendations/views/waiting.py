"""Addresses of documents that wait: one that was saved or deleted meanwhile is told of kindly."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from organizations.http import ActorRequest
from recommendations.models import PendingDocument, ResolutionText
from recommendations.policies import may_import_resolution

DocumentView = Callable[[ActorRequest, PendingDocument], HttpResponse]


def of_waiting(view: DocumentView) -> Callable[[ActorRequest, int], HttpResponse]:
    """Give the view the document with the number in the address; without one, say what has become of it."""

    @wraps(view)
    def found(request: ActorRequest, pk: int) -> HttpResponse:
        document = PendingDocument.objects.visible_to(request.actor).filter(pk=pk).first()
        return _gone(request, pk) if document is None else view(request, document)

    return found


def _gone(request: ActorRequest, pk: int) -> HttpResponse:
    """Saved: the resolution that it has become; deleted or never there: a page that leads on."""
    if not may_import_resolution(request.actor):
        raise Http404
    texts = ResolutionText.objects.visible_to(request.actor).of_document(request.actor.region, pk)
    text = texts.select_related("resolution", "imported_by").first()
    if text is None:
        return render(request, "recommendations/document_gone.html", status=404)
    messages.info(
        request,
        f"Документ уже сохранён: «{text.file_name}» — редакция {text.version} этой резолюции. "
        f"Загружена {localtime(text.imported_at):%d.%m.%Y %H:%M}, {text.imported_by.short_name}.",
    )
    return redirect(text.resolution)
