"""The address leaves the journal itself; the registry gets an index for search by parts of words."""

from django.db import DatabaseError, migrations, transaction

INDEX = "organization_search"


def add_search_index(apps, schema_editor):
    """On PostgreSQL with pg_trgm; where the extension may not be created, search reads the whole table."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    schema_editor.execute(
        f"CREATE INDEX IF NOT EXISTS {INDEX} ON organizations_organization USING gin (search_text gin_trgm_ops)"
    )


def drop_search_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_fill_names_and_addresses")]
    operations = [
        migrations.RemoveField(model_name="auditevent", name="address"),
        migrations.RunPython(add_search_index, drop_search_index),
    ]
