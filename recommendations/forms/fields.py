"""Fields and widgets of the portal."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator

from recommendations.evidence_types import ACCEPTED

TEXT_LIMIT = 10_000


def limit_texts(form: forms.BaseForm) -> None:
    """A report is read by people: a text of more than TEXT_LIMIT characters is asked to be a file."""
    message = f"Текст длиннее {TEXT_LIMIT} знаков. Сократите его или приложите файлом."
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
            field.validators.append(MaxLengthValidator(TEXT_LIMIT, message))
            field.widget.attrs["maxlength"] = TEXT_LIMIT


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked by the service that keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        accept = ",".join(f".{extension}" for extension in ACCEPTED)
        super().__init__(widget=FilesInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]
