"""Reads of health declarations."""
