"""Fields and widgets of both apps."""

from datetime import date
from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """The browser's date field; it only understands ISO, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, by the browser's field or typed as 24.08.2021; years of the portal only."""

    widget = DateInput
    input_formats = ["%Y-%m-%d", "%d.%m.%Y"]
    first_year = 2000

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and not self.first_year <= day.year <= 2100:
            raise forms.ValidationError(f"Проверьте год: ожидается от {self.first_year} до 2100.")
        return day
