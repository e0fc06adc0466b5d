"""Names of organizations as of a day (domain rules, objects: a document keeps the name valid on its date)."""

from datetime import date

from django.db.models import F, Q

from organizations.models import OrganizationName, Region


def former_names(region: Region, day: date | None) -> dict[int, str]:
    """Organization id → its name on the day, for those that are called otherwise today; empty for now."""
    if day is None:
        return {}
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_over = Q(valid_to__gte=day)
    rows = OrganizationName.objects.filter(begun, not_over, region=region).exclude(name=F("organization__name"))
    return dict(rows.order_by(F("valid_from").asc(nulls_first=True)).values_list("organization_id", "name"))
