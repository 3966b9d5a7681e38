"""Lets the nightly comparison of a day find its counts without reading those of all other days."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0005_seats'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='visitcount',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['half_hour'], name='visit_count_time', pages_per_range=32),
        ),
    ]
