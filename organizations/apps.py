"""Who: regions, organizations, people, access."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from organizations.checks import register_checks
from organizations.sqlite_search import register_cyrillic_like


class OrganizationsConfig(AppConfig):
    """Registers the system checks, and the Cyrillic LIKE on every SQLite connection."""

    name = "organizations"
    verbose_name = "Организации и доступ"

    def ready(self) -> None:
        register_checks()
        connection_created.connect(register_cyrillic_like, dispatch_uid="cyrillic-like")
