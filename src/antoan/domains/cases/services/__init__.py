"""Writes of cases and outbreaks."""
