"""Decisions of the identity domain. Pure."""
