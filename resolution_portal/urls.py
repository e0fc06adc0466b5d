"""Addresses of the portal."""
urlpatterns: list = []
