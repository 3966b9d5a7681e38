"""Tells scan processes of new rules of a gate, on the channel antoan_devices."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION gates_tell_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('antoan_devices', '');
    RETURN NULL;
END $$;
CREATE TRIGGER gates_rules_told AFTER INSERT OR UPDATE OR DELETE ON gates_gaterules
    FOR EACH STATEMENT EXECUTE FUNCTION gates_tell_scan();
"""
BACKWARDS = "DROP FUNCTION gates_tell_scan() CASCADE"


class Migration(migrations.Migration):
    """A change by whatever door reaches the gates."""

    dependencies = [("gates", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
