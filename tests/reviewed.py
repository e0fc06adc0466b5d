"""Loading and mending a document by the addresses of its pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recommendations.documents import parse_document
from recommendations.models import PendingDocument
from recommendations.services.pending_documents import keep_document
from tests.factories import World
from tests.pages import Page, read
from tests.samples import LIBRARIES

NAME = "Библиотеки.txt"


def load(client: Client, text: str = LIBRARIES, name: str = NAME) -> HttpResponse:
    upload = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("resolution-import"), {"document": upload, "read": "1"})


def keep(world: World, text: str, **changes: object) -> PendingDocument:
    content = text.encode()
    parsed = parse_document(content, NAME)
    return keep_document(actor=world["specialist"], parsed=parsed, content=content, name=NAME, **changes)


def starts(document: PendingDocument) -> dict[str, int]:
    """Number of an item as it was read → its start."""
    groups = document.reading["groups"]
    return {item["number"]: item["span"][0] for group in groups for item in group["recommendations"]}


def open_page(client: Client, document: PendingDocument, query: str = "") -> Page:
    response = client.get(f"{document.get_absolute_url()}?{query}")
    assert response.status_code == 200
    return read(response)


def words(page: Page) -> str:
    return " ".join(" ".join(page.words).split())


def mend(
    client: Client, document: PendingDocument, act: str, query: str = "", seen: object = 0, **fields: object
) -> HttpResponse:
    address = reverse("resolution-review-edit", args=[document.pk])
    return client.post(f"{address}?{query}", {"act": act, "seen": seen, **fields})
