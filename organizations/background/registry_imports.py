"""Work of the worker on registry files: reading and loading of what is too large for a page to wait for."""

import logging

from django.utils import timezone
from django_tasks import task

from organizations.access import Actor
from organizations.models import Membership, RegistryImport
from organizations.services.registry_import import apply_registry
from organizations.services.registry_import_reading import read_registry_import

logger = logging.getLogger(__name__)


@task()
def read_import(pk: int) -> None:
    """Read the rows of a registry file; a file thrown away meanwhile is passed by."""
    found = RegistryImport.objects.filter(pk=pk, stage=RegistryImport.Stage.READING).first()
    if found:
        read_registry_import(registry_import=found)


@task()
def apply_import(pk: int, membership: int) -> None:
    """Load a registry file for the person who asked for it; a file loaded or thrown away meanwhile is passed by."""
    found = RegistryImport.objects.filter(pk=pk, stage=RegistryImport.Stage.APPLYING).defer("content").first()
    if found:
        seat = Membership.objects.select_related("user", "region", "organization").get(pk=membership)
        outcome = apply_registry(actor=Actor(seat.user, seat, timezone.now()), registry_import=found)
        logger.info("Реестр: файл %s загружен, %s", pk, outcome)
