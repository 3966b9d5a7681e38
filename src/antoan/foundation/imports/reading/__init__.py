"""Reads a table from the bytes of a file nobody trusts. No Django and no database: it runs in a process of its own."""
