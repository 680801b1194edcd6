"""Until now a line stood in one round for life, so every step was taken in the round it stands in."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Give each step the round of its line."""
    steps, lines = apps.get_model("dossiers", "StepTaken"), apps.get_model("dossiers", "Nomination")
    of_line = lines.objects.filter(pk=OuterRef("nomination")).values("round")[:1]
    steps.objects.filter(round__isnull=True).update(round=Subquery(of_line))


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_the_way_up")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
