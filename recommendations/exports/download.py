"""A table as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from recommendations.exports.file import export_table
from recommendations.summaries.table import Table


def export_response(table: Table, format: str) -> HttpResponse:
    """The table as a file to save, under the name that the table gives itself."""
    file = export_table(table, format)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
