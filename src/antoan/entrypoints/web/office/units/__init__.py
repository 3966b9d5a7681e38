"""The desk at which units that register are approved or refused."""
