"""Addresses of the registry, people and settings of the session; read as noun, number, verb."""

from django.urls import path

from organizations.views import (
    acceptance,
    accounts,
    imports,
    invitations,
    journal,
    municipalities,
    organizations,
    people,
    privacy,
    seats,
    session,
)

registry_urls = [  # organizations/…: the registry itself, files brought in
    path("organizations/new/", organizations.new, name="organization-new"),
    path("organizations/suggest/", organizations.suggest, name="organization-suggest"),
    path("organizations/<int:pk>/change/", organizations.change, name="organization-change"),
    path("organizations/<int:pk>/rename/", organizations.rename, name="organization-rename"),
    path("municipalities/", municipalities.municipality_list, name="municipality-list"),
    path("municipalities/new/", municipalities.new, name="municipality-new"),
    path("municipalities/<int:pk>/change/", municipalities.change, name="municipality-change"),
    path("municipalities/<int:pk>/transform/", municipalities.transform, name="municipality-transform"),
    path("municipalities/<int:pk>/close/", municipalities.close, name="municipality-close"),
    path("organizations/import/", imports.import_registry, name="registry-import"),
    path("organizations/import/sample/", imports.download_sample, name="registry-import-sample"),
    path("organizations/import/discard/", imports.discard_waiting, name="registry-import-discard-waiting"),
    path("organizations/import/<int:pk>/", imports.import_detail, name="registry-import-detail"),
    path("organizations/import/<int:pk>/decide/", imports.decide, name="registry-import-decide"),
    path("organizations/import/<int:pk>/load/", imports.load, name="registry-import-load"),
    path("organizations/import/<int:pk>/errors/", imports.download_errors, name="registry-import-errors"),
    path("organizations/import/<int:pk>/reopen/", imports.reopen, name="registry-import-reopen"),
    path("organizations/import/<int:pk>/discard/", imports.discard, name="registry-import-discard"),
    path("organizations/import/<int:pk>/undo/", imports.undo, name="registry-import-undo"),
]
people_urls = [  # people/…, seats/…, invitations/…
    path("people/", people.people_list, name="people-list"),
    path("people/export/", people.people_export, name="people-export"),
    path("people/vacant/", people.people_vacant, name="people-vacant"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/change/", accounts.change, name="person-change"),
    path("people/<int:pk>/switch/", accounts.switch, name="person-switch"),
    path("people/<int:pk>/sessions/end/", accounts.end_all_sessions, name="person-end-sessions"),
    path("people/<int:pk>/second-factor/reset/", accounts.reset_factor, name="person-reset-second-factor"),
    path("people/<int:pk>/seat/", seats.give, name="seat-give"),
    path("seats/<int:pk>/change/", seats.change, name="seat-change"),
    path("seats/<int:pk>/end/", seats.end, name="seat-end"),
    path("seats/<int:pk>/deputy/", seats.name_deputy, name="seat-deputy"),
    path("invitations/", invitations.invitation_list, name="invitation-list"),
    path("invitations/new/", invitations.new, name="invitation-new"),
    path("invitations/many/", invitations.many, name="invitation-many"),
    path("invitations/sheet/", invitations.sheet, name="invitation-sheet"),
    path("invitations/export/", invitations.export, name="invitation-export"),
    path("invitations/<int:pk>/", invitations.invitation_detail, name="invitation-detail"),
    path("invitations/<int:pk>/reissue/", invitations.reissue, name="invitation-reissue"),
    path("invitations/<int:pk>/revoke/", invitations.revoke, name="invitation-revoke"),
    path("i/<str:token>/", acceptance.accept, name="invitation-accept"),
]
journal_urls = [  # journal/…
    path("journal/", journal.audit_list, name="audit-list"),
    path("journal/export/", journal.export_journal, name="audit-export"),
    path("privacy/", privacy.privacy, name="privacy"),
]
session_urls = [
    path("membership/switch/", session.switch_membership, name="membership-switch"),
    path("sessions/", session.session_list, name="session-list"),
    path("sessions/end/", session.end_other_sessions, name="session-end-others"),
    path("sessions/<int:pk>/end/", session.end_one_session, name="session-end"),
    path("appearance/", session.change_appearance, name="appearance"),
]
urlpatterns = [*registry_urls, *people_urls, *journal_urls, *session_urls]
