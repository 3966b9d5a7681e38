"""Reads of health records."""
