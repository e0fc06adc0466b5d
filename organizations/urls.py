"""Addresses of the registry, people and settings of the session."""

from django.urls import path

from organizations.views import registry

urlpatterns = [
    path("people/", registry.people_list, name="people-list"),
    path("journal/", registry.audit_list, name="audit-list"),
    path("membership/switch/", registry.switch_membership, name="membership-switch"),
    path("appearance/", registry.change_appearance, name="appearance"),
]
