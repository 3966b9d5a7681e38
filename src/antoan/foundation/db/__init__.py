"""The one store: PostgreSQL, embedded or elsewhere, and what our tables have in common."""
