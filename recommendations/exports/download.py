"""A file as the answer to a request."""

from django.http import HttpResponse

from organizations.http import file_response
from recommendations.exports.file import ExportedFile, export_table
from recommendations.summaries.table import Table


def export_response(table: Table, format: str) -> HttpResponse:
    """The table as a file to save, under the name that the table gives itself."""
    return sent(export_table(table, format))


def sent(file: ExportedFile) -> HttpResponse:
    """The file to save."""
    return file_response(file.name, file.content, file.content_type)
