"""A citizen and their own data."""
