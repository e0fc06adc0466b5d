"""The form of the working calendar: one day or a span."""

from typing import Any

from django import forms

from organizations.forms.fields import DateField
from recommendations.summaries.calendar_year import FIRST_YEAR, LAST_YEAR

WORKING, DAY_OFF, NATIONAL = "working", "day_off", "national"
_MEANING = {WORKING: True, DAY_OFF: False, NATIONAL: None}


class CalendarForm(forms.Form):
    """Which days, what they become, and why."""

    first = DateField(label="Первый день", error_messages={"required": "Укажите день."})
    last = DateField(label="Последний день", required=False, help_text="Пусто — только один день.")
    kind = forms.ChoiceField(
        label="Что за день",
        choices=[
            (DAY_OFF, "нерабочий"),
            (WORKING, "рабочий"),
            (NATIONAL, "как в производственном календаре (убрать своё изменение)"),
        ],
        widget=forms.RadioSelect,
        help_text="Меняется каждый день промежутка, выходные тоже.",
        error_messages={"required": "Выберите, каким станет день."},
    )
    note = forms.CharField(
        label="Примечание", required=False, max_length=200, help_text="Например, номер и дата распоряжения."
    )

    def clean(self) -> dict[str, Any]:
        """The span stays within the years of the calendar."""
        data = super().clean() or {}
        for name in ("first", "last"):
            day = data.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"Календарь ведётся с {FIRST_YEAR} по {LAST_YEAR} год.")
        return data

    def for_service(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = self.cleaned_data
        return {
            "first": data["first"],
            "last": data["last"] or data["first"],
            "is_working": _MEANING[data["kind"]],
            "note": data["note"],
        }
