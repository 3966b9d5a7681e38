"""Writes of a person's rights over their data, one function per use case."""
