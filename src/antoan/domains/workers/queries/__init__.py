"""Reads of staff lists."""
