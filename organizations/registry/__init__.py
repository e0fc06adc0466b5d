"""Registry files → rows with every fault named; pure reading, writes nothing."""

from organizations.registry.faults import Fault, RegistryError
from organizations.registry.files import Registry, read_registry, read_schools
from organizations.registry.groups import GROUPS, GroupFacts
from organizations.registry.names import authority_name, capital, is_founded_by_region, is_official_school_name
from organizations.registry.rows import AuthorityRow, MunicipalityRow, SchoolRow, school_key

__all__ = [
    "GROUPS",
    "AuthorityRow",
    "Fault",
    "GroupFacts",
    "MunicipalityRow",
    "Registry",
    "RegistryError",
    "SchoolRow",
    "authority_name",
    "capital",
    "is_founded_by_region",
    "is_official_school_name",
    "read_registry",
    "read_schools",
    "school_key",
]
