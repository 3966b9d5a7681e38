"""A citizen says what is wrong, follows it, and appeals against a colour."""
