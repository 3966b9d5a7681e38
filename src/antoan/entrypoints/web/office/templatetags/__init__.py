"""Tags of the offices' pages."""
