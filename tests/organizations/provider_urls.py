"""Addresses of a portal that has a provider of accounts."""

from resolution_portal.urls import handler403, handler404, provider_patterns
from resolution_portal.urls import urlpatterns as usual

__all__ = ["handler403", "handler404", "urlpatterns"]
urlpatterns = [*usual, *provider_patterns]
