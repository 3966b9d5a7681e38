"""With the person: what a citizen does on a phone, done by staff while the citizen stands there or is on the line."""
