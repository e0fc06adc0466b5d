"""Who: regions, organizations, people, access."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from organizations.sqlite_search import register_cyrillic_like


class OrganizationsConfig(AppConfig):
    """Registers the Cyrillic LIKE on every SQLite connection."""

    name = "organizations"
    verbose_name = "Организации и доступ"

    def ready(self) -> None:
        connection_created.connect(register_cyrillic_like, dispatch_uid="cyrillic-like")
