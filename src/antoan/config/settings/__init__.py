"""Settings, read from ANTOAN_* variables."""
