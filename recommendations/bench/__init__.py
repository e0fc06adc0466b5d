"""Timing the portal through its whole stack, beside the least that the database needs for the same rows."""
