"""Summaries are rows first: named figures and tables that know neither HTML nor any file format."""
