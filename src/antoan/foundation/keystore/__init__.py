"""The installation's own secrets: made once at install, kept in its data folder, never in the code."""
