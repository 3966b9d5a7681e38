"""Reads of what gates do all day."""
