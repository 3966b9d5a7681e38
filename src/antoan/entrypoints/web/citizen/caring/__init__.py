"""A person's own page of care at home."""
