"""Template tags of a citizen's pages."""
