"""Pages of django-allauth on one's own ways in that owe more than they give: rows in the journal."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.http import HttpRequest, HttpResponse

from organizations.models import User
from organizations.services.signins import record_own_act


def _journalled(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def showing(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if response.status_code == 200:
            record_own_act(request=request, user=cast(User, request.user), act="show_recovery_codes")
        return response

    return showing


show_recovery_codes = _journalled(view_recovery_codes)
save_recovery_codes = _journalled(download_recovery_codes)
