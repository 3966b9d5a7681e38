"""Desks at which offices decide."""
