"""A citizen declares their health, for themselves or somebody else, reads what follows, agrees or contests."""
