"""A unit and its places, gates and visitors."""
