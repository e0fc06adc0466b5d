"""Names as of a day (domain rules, objects: a document keeps the name valid on its date)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Q, QuerySet

from organizations.models import Municipality, MunicipalityName, OrganizationName, Region

REGIONAL_LEVEL = "Региональный уровень"


def former_names(region: Region, day: date | None) -> dict[int, str]:
    """Organization id → its name on the day, for those that are called otherwise today; empty for now."""
    return _former(OrganizationName.objects.filter(region=region), "organization", day)


def former_places(region: Region, day: date | None) -> dict[int, str]:
    """The same for municipalities: before it became an okrug, a district is called a district."""
    return _former(MunicipalityName.objects.filter(region=region), "municipality", day)


def name_of_place(place: Municipality | None, names: Mapping[int, str]) -> str:
    """The name of the day; the regional level where there is no municipality."""
    return names.get(place.pk, place.name) if place else REGIONAL_LEVEL


def _former(names: QuerySet, owner: str, day: date | None) -> dict[int, str]:
    if day is None:
        return {}
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    rows = names.filter(begun, Q(valid_to__gte=day)).exclude(name=F(f"{owner}__name"))
    return dict(rows.order_by(F("valid_from").asc(nulls_first=True)).values_list(f"{owner}_id", "name"))
