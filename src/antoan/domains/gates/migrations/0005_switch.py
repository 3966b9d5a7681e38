"""The switch over gates, told to the scan processes as soon as it is thrown."""

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = """
CREATE TRIGGER gates_switch_told AFTER INSERT OR UPDATE OR DELETE ON gates_gateswitch
    FOR EACH STATEMENT EXECUTE FUNCTION gates_tell_scan();
"""
BACKWARDS = "DROP TRIGGER gates_switch_told ON gates_gateswitch"


class Migration(migrations.Migration):
    """One row for the city, one for each unit that has a switch of its own."""

    dependencies = [("gates", "0004_visitor_requests"), ("units", "0005_zones")]
    operations = [
        migrations.CreateModel(
            name="GateSwitch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minimum_version", models.PositiveSmallIntegerField(default=0)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_until", models.DateTimeField(null=True)),
                ("text_vi", models.CharField(blank=True, max_length=200)),
                ("text_en", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit",), name="one_switch_a_unit", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at__isnull", True), ("stopped_until__isnull", True)),
                            ("stopped_until__gte", models.F("stopped_at")),
                            _connector="OR",
                        ),
                        name="gate_stop_ends",
                    ),
                ]
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
