"""The antoan command."""
