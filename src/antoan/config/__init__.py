"""The composition root: settings, roles, URLs, logging."""
