"""Photographs of two entries before and after a merge, and what has to be put back to undo it."""
