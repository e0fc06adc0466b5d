"""What the middleware adds to a request, for type checkers and readers."""

from typing import TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from organizations.access import Actor
from organizations.models import Membership

Row = TypeVar("Row", bound=Model)


class ActorRequest(HttpRequest):
    """A request of a signed-in person in an active membership."""

    actor: Actor
    memberships: list[Membership]
    request_id: str


def find(request: ActorRequest, model: type[Row], pk: int, *, whole: bool = False) -> Row:
    """The row if the actor may see it, else 404; `whole` = with all that its page prints."""
    rows = model.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return get_object_or_404(rows.for_page() if whole else rows, pk=pk)


def file_response(name: str, content: bytes, content_type: str) -> HttpResponse:
    """A file to save, never shown in place of the portal."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
