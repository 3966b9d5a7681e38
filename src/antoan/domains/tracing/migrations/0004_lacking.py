"""How much of a contact's score rests on meetings of which nothing says how long they lasted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Earlier traces say nothing of it until they are made anew."""

    dependencies = [("tracing", "0003_desk")]
    operations = [
        migrations.AddField(
            model_name="tracedcontact",
            name="lacking",
            field=models.FloatField(default=0.0),
        )
    ]
