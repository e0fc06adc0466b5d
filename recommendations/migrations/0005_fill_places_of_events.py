"""Acts that were there before happened where their task is counted."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    places = apps.get_model("recommendations", "Task").objects.filter(pk=OuterRef("task")).values("municipality")
    apps.get_model("recommendations", "TaskEvent").objects.update(municipality=Subquery(places))


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0004_transferred_tasks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
