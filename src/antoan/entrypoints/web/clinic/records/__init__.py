"""The desk of records that were kept apart, and how good each source is."""
