"""Under whom a new organization of a registry file stands."""

from collections.abc import Mapping

from organizations.models import Organization, Region
from organizations.registry import is_founded_by_region
from organizations.roles import GroupCode


class Above:
    """The department and the education authorities of a region, read once."""

    def __init__(self, region: Region) -> None:
        above = Organization.objects.filter(region=region, closed_on__isnull=True).exclude(
            addressee_group__code=GroupCode.SCHOOL
        )
        rows = list(above.select_related("addressee_group"))
        self.department = next((row for row in rows if row.addressee_group.code == GroupCode.DEPARTMENT), None)
        self.authorities = {row.municipality_id: row for row in rows if row.addressee_group.code == GroupCode.MUNICIPAL}

    def parent(self, code: str, place: int | None, facts: Mapping[str, str]) -> Organization | None:
        """A school of the oblast and every body stand below the department, another school below its authority."""
        if code == GroupCode.DEPARTMENT:
            return None
        regional = code != GroupCode.SCHOOL or is_founded_by_region(facts["name"], facts["full_name"])
        return self.department if regional or not place else self.authorities.get(place)
