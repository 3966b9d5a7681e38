"""The desk at which a short code is said or shown."""
