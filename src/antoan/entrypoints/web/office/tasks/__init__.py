"""The desk of a health station: whom to call by when, and what came of it."""
