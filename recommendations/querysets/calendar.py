"""The working calendar and the numbers of control that are in force in a region."""

from organizations.models import CalendarDay, Region
from recommendations.control import ControlRules, WorkingCalendar


def working_calendar(region: Region) -> WorkingCalendar:
    """The production calendar with the region's own days, which win (domain rules, deadlines 5)."""
    own = CalendarDay.objects.filter(region=region).values_list("day", "is_working")
    return WorkingCalendar(dict(own))


def control_rules(region: Region) -> ControlRules:
    """Defaults of domain rules with the region's overrides."""
    return ControlRules.from_settings(region.settings.get(ControlRules.key, {}))
