"""Doses from files: template, upload, preview, errors, a decision, comparing, undoing; rows that are nobody's yet."""
