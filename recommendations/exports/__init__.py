"""Tables become files; a file never computes a figure of its own."""

from recommendations.exports.file import CSV, FORMATS, XLSX, ExportedFile, UnknownFormat, export_table

__all__ = ["CSV", "FORMATS", "XLSX", "ExportedFile", "UnknownFormat", "export_table"]
