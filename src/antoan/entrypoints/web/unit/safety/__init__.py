"""A unit assesses its places, and plans what it mends."""
