"""English, as written in this city."""
