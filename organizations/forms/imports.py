"""The file of a registry, and decisions about its doubtful rows."""

from collections.abc import Mapping

from django import forms

PREFIX = "row-"


class RegistryFileForm(forms.Form):
    """The file of a registry."""

    file = forms.FileField(
        label="Файл реестра",
        help_text="Таблица XLSX, XLS или CSV. Названия столбцов портал узнаёт сам, порядок столбцов не важен.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": "Выберите файл реестра.", "empty": "Файл пуст. Выберите другой файл."},
    )


def read_decisions(data: Mapping[str, str]) -> dict[int, str]:
    """Id of a row → what was chosen for it, from the fields «row-ID» of the posted page; other fields are passed by."""
    numbers = {name: name.removeprefix(PREFIX) for name in data if name.startswith(PREFIX)}
    return {int(number): data[name] for name, number in numbers.items() if number.isascii() and number.isdecimal()}
