"""Signing in by phone, registering, and the family."""
