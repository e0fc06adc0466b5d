"""Addresses of the registry, people and settings of the session; read as noun, number, verb."""

from django.urls import path

from organizations.views import journal, people, session

registry_urls = []  # organizations/…: the registry itself, files brought in
people_urls = [  # people/…
    path("people/", people.people_list, name="people-list"),
]
settings_urls = []  # settings/…: the region, its calendar, roles
journal_urls = [  # journal/…
    path("journal/", journal.audit_list, name="audit-list"),
]
session_urls = [
    path("membership/switch/", session.switch_membership, name="membership-switch"),
    path("sessions/", session.session_list, name="session-list"),
    path("sessions/end/", session.end_other_sessions, name="session-end-others"),
    path("sessions/<int:pk>/end/", session.end_one_session, name="session-end"),
    path("appearance/", session.change_appearance, name="appearance"),
]
urlpatterns = [*registry_urls, *people_urls, *settings_urls, *journal_urls, *session_urls]
