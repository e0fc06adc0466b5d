"""How django-allauth behaves in the portal: accounts are made by administrators, sign-ins are in the journal."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from organizations.models import User
from organizations.services.signins import record_failed_sign_in, record_sign_in, record_sign_out

DEMO_DOMAIN = "@demo.example"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Known passwords of the demo open nothing once the portal is not a demo."""
        super().pre_authenticate(request, **credentials)
        if not settings.DEMO and str(credentials.get("email", "")).casefold().endswith(DEMO_DOMAIN):
            raise ValidationError("Учебные учётные записи работают только в учебном портале.")

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        record_sign_in(request=request, user=user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            record_sign_out(request=request, user=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        record_failed_sign_in(request=request, login=str(credentials.get("email") or credentials.get("username") or ""))
