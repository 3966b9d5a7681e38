"""Reads of cases and outbreaks."""
