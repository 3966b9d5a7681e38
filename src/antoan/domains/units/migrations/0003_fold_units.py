"""Gives the units that were registered before their folded form, so that duplicates are found among them."""

from django.db import migrations

from antoan.domains.units.rules import folded


def fold(apps, schema_editor):
    Unit = apps.get_model("units", "Unit")
    for unit in Unit.objects.filter(folded="").exclude(address="").iterator():
        unit.folded = folded(unit.name, unit.address)
        unit.save(update_fields=["folded"])


class Migration(migrations.Migration):

    dependencies = [("units", "0002_registrations")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
