"""Tells scan processes of every change that concerns a device, on the channel antoan_devices (payload: device id)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION places_tell_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'places_device' THEN
        PERFORM pg_notify('antoan_devices', COALESCE(NEW.id, OLD.id)::text);
    ELSE
        PERFORM pg_notify('antoan_devices', device.id::text)
        FROM places_device device
        JOIN places_gate gate ON gate.id = device.gate_id
        JOIN places_spot spot ON spot.id = gate.spot_id
        WHERE CASE TG_TABLE_NAME
            WHEN 'places_gate' THEN gate.id
            WHEN 'places_spot' THEN spot.id
            ELSE spot.place_id
        END = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER places_device_told AFTER INSERT OR UPDATE OR DELETE ON places_device
    FOR EACH ROW EXECUTE FUNCTION places_tell_scan();
CREATE TRIGGER places_gate_told AFTER UPDATE ON places_gate
    FOR EACH ROW EXECUTE FUNCTION places_tell_scan();
CREATE TRIGGER places_spot_told AFTER UPDATE ON places_spot
    FOR EACH ROW EXECUTE FUNCTION places_tell_scan();
CREATE TRIGGER places_place_told AFTER UPDATE ON places_place
    FOR EACH ROW EXECUTE FUNCTION places_tell_scan();
"""
BACKWARDS = "DROP FUNCTION places_tell_scan() CASCADE"


class Migration(migrations.Migration):
    """A change by whatever door reaches the gates."""

    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
