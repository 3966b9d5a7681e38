"""Codes people carry and places post: made, read, verified, revoked."""
