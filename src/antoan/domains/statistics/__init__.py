"""Counts for everybody: how many cases where, so that nobody can be found in them."""
