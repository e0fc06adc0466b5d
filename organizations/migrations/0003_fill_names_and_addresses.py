"""Municipalities get their open names; addresses of the journal move to the erasable side table."""

import secrets

from django.db import migrations

from organizations.services.audit import personal_digest

BATCH = 1000


def fill(apps, schema_editor):
    municipalities = apps.get_model("organizations", "Municipality").objects.all()
    names = apps.get_model("organizations", "MunicipalityName").objects
    names.bulk_create(
        names.model(region_id=row.region_id, municipality=row, name=row.name, kind=row.kind, oktmo=row.oktmo)
        for row in municipalities
    )
    events = apps.get_model("organizations", "AuditEvent")._base_manager
    waiting = list(events.exclude(address="").values_list("pk", "address"))
    for start in range(0, len(waiting), BATCH):
        move_addresses(apps, events, dict(waiting[start : start + BATCH]))


def move_addresses(apps, events, addresses):
    personal = apps.get_model("organizations", "AuditPersonal").objects
    rows = list(events.filter(pk__in=addresses))
    kept = []
    for row in rows:
        salt, values = secrets.token_hex(16), {"address": addresses[row.pk]}
        if login := row.details.pop("login", ""):
            values["login"] = login
        row.personal_digest = personal_digest(salt, values)
        kept.append(personal.model(event_id=row.pk, salt=salt, values=values))
    personal.bulk_create(kept)
    events.bulk_update(rows, ["personal_digest", "details"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_life_people_seals")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
