"""Pages of django-allauth on one's own ways in, with what it leaves out: rows in the journal, 422 for faults."""

from collections.abc import Callable
from typing import cast

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView, PasswordSetView
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.generic.edit import FormMixin

from organizations.models import User
from organizations.services.signins import record_own_act


class _Faults(FormMixin):
    """A form with faults comes back with the status that the other forms of the portal have."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class ChangePassword(_Faults, PasswordChangeView):
    """A new password of who knows the present one."""


class SetPassword(_Faults, PasswordSetView):
    """A first password of who came through the provider of the authority."""


class ResetPassword(_Faults, PasswordResetFromKeyView):
    """A new password by the link of a letter."""


def _journalled(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def showing(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if response.status_code == 200:
            record_own_act(request=request, user=cast(User, request.user), act="show_recovery_codes")
        return response

    return showing


show_recovery_codes = _journalled(view_recovery_codes)
save_recovery_codes = _journalled(download_recovery_codes)
