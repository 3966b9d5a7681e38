"""The longest stay of each spot, measured once of the visits that are there already."""

from django.db import migrations, models

_MEASURE = """
INSERT INTO visits_longeststay (spot_id, seconds)
SELECT spot_id, ceil(extract(epoch FROM max(t_eff - t_in)))::int4 FROM visits_visit GROUP BY spot_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0003_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='LongestStay',
            fields=[
                ('spot_id', models.IntegerField(primary_key=True, serialize=False)),
                ('seconds', models.IntegerField()),
            ],
        ),
        migrations.RunSQL(_MEASURE, migrations.RunSQL.noop),
    ]
