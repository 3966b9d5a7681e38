"""Leaves room in every page of passes, so that a changed pass stays on its page (HOT update)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("passes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE passes_pass SET (fillfactor = 85)", "ALTER TABLE passes_pass RESET (fillfactor)"
        )
    ]
