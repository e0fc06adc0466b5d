"""The form of the hand-over: the last day, and who takes over."""

from typing import Any

from django import forms

from organizations.forms.fields import DateField
from organizations.models import Membership
from organizations.querysets import MembershipQuerySet


class HandOverForm(forms.Form):
    """Takes `successors`, the colleagues to choose from; an ended place of work asks for no last day."""

    last_day = DateField(label="Последний день работы", help_text="Чтобы закрыть доступ сразу, укажите вчерашний день.")
    successor = forms.ModelChoiceField(
        label="Кто принимает дела",
        queryset=Membership.objects.none(),
        required=False,
        empty_label="пока никто",
        help_text="Если пока никто, дела остаются за организацией; передать их можно позже с этой же страницы.",
    )
    invite = forms.BooleanField(label="Пригласить нового сотрудника на это место", required=False)
    email = forms.EmailField(
        label="Почта нового сотрудника", required=False, help_text="Можно не указывать: ссылку передадите сами."
    )
    reason = forms.CharField(
        label="Основание",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": "Укажите основание, например приказ об увольнении."},
    )

    def __init__(self, *args: Any, successors: MembershipQuerySet, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors
        self.fields["successor"].label_from_instance = lambda seat: f"{seat.user}, {seat.get_role_display()}"
        if is_over:
            del self.fields["last_day"]
