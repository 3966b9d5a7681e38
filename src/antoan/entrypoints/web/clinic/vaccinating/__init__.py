"""Campaigns and sessions: planned, and worked through with two scans a person."""
