"""A file as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from recommendations.exports.file import ExportedFile, export_table
from recommendations.summaries.table import Table


def export_response(table: Table, format: str) -> HttpResponse:
    """The table as a file to save, under the name that the table gives itself."""
    return file_response(export_table(table, format))


def file_response(file: ExportedFile) -> HttpResponse:
    """The file to save, never shown in place of the portal."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
