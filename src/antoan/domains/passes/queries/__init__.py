"""Reads of passes."""
