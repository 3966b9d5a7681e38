"""Decisions about staff lists. Pure."""
