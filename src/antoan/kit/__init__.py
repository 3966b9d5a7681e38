"""Pure helpers: no domain word, no Django, no SQL."""
