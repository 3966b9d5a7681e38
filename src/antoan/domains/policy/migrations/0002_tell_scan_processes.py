"""Tells scan processes of every change of what governs where, on the channel antoan_policy (payload: policy id)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION policy_tell_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('antoan_policy', COALESCE(NEW.policy_id, OLD.policy_id)::text);
    RETURN NULL;
END $$;
CREATE TRIGGER policy_activation_told AFTER INSERT OR UPDATE OR DELETE ON policy_policyactivation
    FOR EACH ROW EXECUTE FUNCTION policy_tell_scan();
"""
BACKWARDS = "DROP FUNCTION policy_tell_scan() CASCADE"


class Migration(migrations.Migration):
    """A change by whatever door reaches the gates."""

    dependencies = [("policy", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
