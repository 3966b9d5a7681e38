"""Slow and retryable work."""
