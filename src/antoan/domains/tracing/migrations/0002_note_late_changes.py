"""Notes what happens to the stays of a sealed day. The trigger itself is put on a day's partition when it is sealed."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION tracing_note_late_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.person_id, OLD.spot_id, OLD.t_in, OLD.t_eff, OLD.t_out)
       IS NOT DISTINCT FROM (NEW.person_id, NEW.spot_id, NEW.t_in, NEW.t_eff, NEW.t_out) THEN
        RETURN NULL;
    END IF;
    -- Who has no number is in no sealed file: erased, or never there.
    IF (TG_OP = 'DELETE' AND EXISTS (SELECT FROM tracing_personnumber WHERE person_id = OLD.person_id))
       OR (TG_OP = 'UPDATE' AND (OLD.person_id, OLD.spot_id, OLD.t_in) <> (NEW.person_id, NEW.spot_id, NEW.t_in)) THEN
        INSERT INTO tracing_latechange (person_id, spot_id, t_in, noted_in)
        VALUES (OLD.person_id, OLD.spot_id, OLD.t_in, pg_current_xact_id()::text::bigint);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO tracing_latechange (person_id, spot_id, t_in, noted_in)
        VALUES (NEW.person_id, NEW.spot_id, NEW.t_in, pg_current_xact_id()::text::bigint);
    END IF;
    RETURN NULL;
END $$;
"""
BACKWARDS = "DROP FUNCTION tracing_note_late_change() CASCADE"


class Migration(migrations.Migration):
    """Whichever door a late change comes through, it is noted in its own transaction."""

    dependencies = [("tracing", "0001_sealing"), ("visits", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
