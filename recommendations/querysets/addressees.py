"""From "all schools of these municipalities, except …" to the list of organizations."""

from datetime import date
from typing import Any

from organizations.models import Organization, Region
from organizations.querysets import OrganizationQuerySet


def addressees(rule: dict[str, Any], region: Region, day: date) -> OrganizationQuerySet:
    """Organizations that the rule names on that day, in the order of their names.

    `rule`: groups (codes), municipalities (ids; empty = all), except (organization ids).
    """
    rows = Organization.objects.filter(region=region).active_on(day).of_groups(rule.get("groups", []))
    if municipalities := rule.get("municipalities"):
        rows = rows.filter(municipality__in=municipalities)
    if left_out := rule.get("except"):
        rows = rows.exclude(pk__in=left_out)
    return rows.order_by("municipality__sort_key", "sort_key", "pk")
