"""Names and numbers that organizations of a region have: each belongs to one."""

from dataclasses import dataclass

from organizations.models import Organization, Region

UNIQUE = ("inn", "ogrn")


@dataclass
class Taken:
    """Names and numbers that organizations of the region have, kept up to date while rows are written."""

    owners: dict[tuple[str, ...], int]

    @classmethod
    def of_region(cls, region: Region) -> "Taken":
        """All of them, in one query."""
        owners: dict[tuple[str, ...], int] = {}
        rows = Organization.objects.filter(region=region).values_list("pk", "municipality_id", "name", *UNIQUE)
        for pk, place, name, *numbers in rows.iterator(chunk_size=5_000):
            owners[("name", str(place or ""), name)] = pk
            owners |= {(kind, number): pk for kind, number in zip(UNIQUE, numbers, strict=True) if number}
        return cls(owners)

    def claim(self, place: int | None, values: dict[str, str], own: int) -> str:
        """Take the name and numbers for the organization `own`; why they cannot be taken, "" when they are."""
        keys: list[tuple[str, ...]] = [(kind, values[kind]) for kind in UNIQUE if values.get(kind)]
        keys += [("name", str(place or ""), values["name"])] if values.get("name") else []
        for key in keys:
            if self.owners.get(key, own) != own:
                return _TAKEN[key[0]].format(key[-1])
        self.owners |= dict.fromkeys(keys, own)
        return ""


_TAKEN = {
    "inn": "ИНН {} уже указан у другой организации.",
    "ogrn": "ОГРН {} уже указан у другой организации.",
    "name": "Организация «{}» уже есть в этом муниципальном образовании.",
}
