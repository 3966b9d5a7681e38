"""Seats in vehicles, beside the visits: a row only where somebody named one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of visits itself stays as narrow as it is."""

    dependencies = [("visits", "0004_longest_stay")]
    operations = [
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("scan_id", models.UUIDField(primary_key=True, serialize=False)),
                ("person_id", models.BigIntegerField()),
                ("spot_id", models.IntegerField()),
                ("t_in", models.DateTimeField()),
                ("seat", models.CharField(max_length=4)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person_id", "t_in"], name="seat_of_person"),
                    models.Index(fields=["t_in"], name="seat_by_day"),
                ]
            },
        )
    ]
