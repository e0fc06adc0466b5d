"""Clauses that were there before get the key of their wording and their acts in the register."""

from django.db import migrations

from organizations.text import search_text
from recommendations.documents.wording import wording_key
from recommendations.statuses import ActKind


def fill(apps, schema_editor):
    texts = apps.get_model("recommendations", "ResolutionText").objects.select_related("resolution")
    for text in texts.only("resolution__stage", "stage").iterator():
        text.stage = text.resolution.stage
        text.save(update_fields=["stage"])
    for clause in apps.get_model("recommendations", "Recommendation").objects.iterator():
        clause.wording = wording_key(clause.text)
        clause.save(update_fields=["wording"])
        for found in clause.legal_acts:
            cite(apps, clause, found)


def cite(apps, clause, found):
    act = known(apps, clause, found)
    citation = apps.get_model("recommendations", "Citation")
    citation.objects.get_or_create(
        region=clause.region, recommendation=clause, act=act, defaults={"text": found["text"]}
    )


def known(apps, clause, found):
    name, number, kind = found["text"][:1000], found["number"] or "", found["kind"]
    same = {"region": clause.region, "kind": kind, "number": number, "adopted_on": found["date"]}
    words = search_text(f"{ActKind(kind).label} № {number}", name)
    made = {"name": name, "created_at": clause.resolution.created_at, "search_text": words}
    if not number:
        same, made = same | {"name": name}, {key: made[key] for key in ("created_at", "search_text")}
    act = apps.get_model("recommendations", "LegalAct")
    return act.objects.filter(**same).first() or act.objects.create(**same, **made)


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0002_versions_acts_reviews")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
