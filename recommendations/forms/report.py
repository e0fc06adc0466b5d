"""The report of an executor: four short parts on one screen (domain rules, reports)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from recommendations.evidence_types import ACCEPTED_TEXT
from recommendations.forms.fields import FilesField, limit_texts
from recommendations.models import ProgressReport
from recommendations.services.reports import REPORT_FIELDS
from recommendations.statuses import ObstacleKind, ReportState


class ReportForm(forms.ModelForm):
    """State and share, what was done, evidence, obstacles; and who filled it in."""

    materials = FilesField(label="Файлы", required=False)
    link = forms.URLField(
        label="Ссылка",
        required=False,
        assume_scheme="https",
        help_text="Страница сайта, на которой видно исполнение.",
    )

    class Meta:
        model = ProgressReport
        fields = REPORT_FIELDS
        widgets = {
            "state": forms.RadioSelect,
            "what_done": forms.Textarea(attrs={"rows": 6}),
            "obstacle_text": forms.Textarea(attrs={"rows": 3}),
            "share_done": forms.NumberInput(attrs={"min": 0, "max": 100, "inputmode": "numeric"}),
            "filler_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "filler_name": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        help_texts = {
            "what_done": "Кратко: что сделано и чем подтверждается (приказ, дата). Без персональных данных детей.",
            "obstacle_text": "Что мешает и какая помощь нужна. Можно не заполнять.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            (ReportState.DONE.value, "исполнено — отчёт уйдёт на проверку"),
            (ReportState.PROGRESS.value, "ход исполнения — сообщение контролёру, отчёт ещё впереди"),
            (ReportState.NOT_APPLICABLE.value, "неприменимо — объясните в части 2, решит контролёр"),
        ]
        self.fields["materials"].help_text = f"Можно несколько, до 10 МБ каждый: {ACCEPTED_TEXT}."
        self.fields["share_done"].required = False
        limit_texts(self)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = _layout()

    def clean_share_done(self) -> int:
        return self.cleaned_data["share_done"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") == ReportState.DONE and data.get("share_done", 100) < 100:
            text = "«Исполнено» — это 100 %. Если сделано не всё, выберите «ход исполнения»."
            self.add_error("share_done", text)
        self._check_obstacle(data)
        return data

    def _check_obstacle(self, data: dict[str, Any]) -> None:
        kind, words = data.get("obstacle"), data.get("obstacle_text")
        if kind == ObstacleKind.NONE and words:
            self.add_error("obstacle", "Вы описали затруднение: выберите его вид.")
        if kind == ObstacleKind.OTHER and not words:
            self.add_error("obstacle_text", "Напишите, какое именно затруднение.")

    def validate_unique(self) -> None:
        """Versions are numbered by the service."""

    def typed(self) -> dict[str, Any]:
        """Clean values of the report's own columns: what a draft can keep even beside errors."""
        return {name: self.cleaned_data[name] for name in REPORT_FIELDS if name in self.cleaned_data}


def _layout() -> Layout:
    return Layout(
        Fieldset("1. Состояние", "state", "share_done", css_class="form-part"),
        Fieldset("2. Что сделано", "what_done", css_class="form-part"),
        Fieldset("3. Подтверждающие материалы", "materials", "link", css_class="form-part"),
        Fieldset("4. Затруднения и нужная помощь", "obstacle", "obstacle_text", css_class="form-part"),
        Fieldset("Кто заполнил", "filler_name", "filler_position", "filler_phone", css_class="form-part"),
    )
