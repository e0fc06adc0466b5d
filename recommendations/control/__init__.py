"""Control of execution: deadlines, working calendar, reporting periods, figures. Pure Python, imports no Django."""

from recommendations.control.calendar import DayKind, NationalYear, WorkingCalendar, date_text, national_year
from recommendations.control.deadlines import (
    DEADLINE_LABELS,
    Deadline,
    DeadlineRule,
    co_executor_deadline,
    is_late_extension,
    last_extension_day,
    one_off_deadline,
    period_deadline,
)
from recommendations.control.discipline import (
    BUCKET_LABELS,
    Bucket,
    DisciplineGroup,
    Share,
    bucket_of,
    discipline_index,
    punctuality,
)
from recommendations.control.periods import PERIOD_LABELS, Period, PeriodKind, add_months, periods_between
from recommendations.control.rules import ControlRules, MonthDay

__all__ = [
    "BUCKET_LABELS",
    "DEADLINE_LABELS",
    "PERIOD_LABELS",
    "Bucket",
    "ControlRules",
    "DayKind",
    "Deadline",
    "DeadlineRule",
    "DisciplineGroup",
    "MonthDay",
    "NationalYear",
    "Period",
    "PeriodKind",
    "Share",
    "WorkingCalendar",
    "add_months",
    "bucket_of",
    "co_executor_deadline",
    "date_text",
    "discipline_index",
    "is_late_extension",
    "last_extension_day",
    "national_year",
    "one_off_deadline",
    "period_deadline",
    "periods_between",
    "punctuality",
]
