"""Who: regions, organizations, people, access."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from organizations.checks import register_checks
from organizations.sqlite_search import register_cyrillic_like


class OrganizationsConfig(AppConfig):
    """Registers the system checks, what follows from acts on the ways in, and the Cyrillic LIKE of SQLite."""

    name = "organizations"
    verbose_name = "Организации и доступ"

    def ready(self) -> None:
        register_checks()
        autodiscover_modules("sign_in_signals")  # Its models are there only now.
        connection_created.connect(register_cyrillic_like, dispatch_uid="cyrillic-like")
