"""Sealed days: immutable files of a closed day's stays, a manifest that says which are in force, and their reader."""
