"""Numbers of access and of keeping data as settings of a region, with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from organizations.roles import Role


@dataclass(frozen=True, kw_only=True)
class AccessRules:
    """How people get in and how long they stay in one region; kept under «access» in the settings of the region.

    `second_factor_roles` must have a second factor, except in the demo. `idle_minutes` without a request end a
    session: of the department, the institute and administrators, and of the others who write long reports.
    `invitation_days` is how long the link of an invitation opens.
    """

    second_factor_roles: tuple[str, ...] = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD, Role.ADMINISTRATOR)
    idle_minutes: int = 30
    idle_minutes_executors: int = 60
    invitation_days: int = 14

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """The defaults with the overrides of a JSON object."""
        return cls(**settings)


@dataclass(frozen=True, kw_only=True)
class RetentionRules:
    """How long personal values and the journal are kept, in days; under «retention» in the settings of the region.

    `journal_days` is not below 90; `personal_days` is the term of addresses and typed names in the journal;
    `import_days` that of registry files brought in; `former_staff_days` how long after the last place of work a
    person is kept by name.
    """

    journal_days: int = 365
    personal_days: int = 180
    import_days: int = 90
    former_staff_days: int = 1095

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """The defaults with the overrides of a JSON object."""
        return cls(**settings)
