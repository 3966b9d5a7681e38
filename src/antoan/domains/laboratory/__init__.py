"""Samples: tubes with one person or many, sent to a laboratory, and what it answers. Results are health records."""
