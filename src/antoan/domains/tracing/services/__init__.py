"""Writes of tracing."""
