"""The way to the provider of accounts and back; what it says is judged in the adapter."""

import logging

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from requests import RequestException

from organizations.adapter import refuse_provider

__all__ = ["finish", "start"]
logger = logging.getLogger(__name__)
finish = callback


@login_not_required
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider's page; when it does not even tell its addresses, say so."""
    try:
        return login(request, provider_id)
    except RequestException:
        logger.exception("The provider of accounts does not answer")
        return refuse_provider(request, "failed")
