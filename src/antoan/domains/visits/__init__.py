"""Stays of people at spots."""
