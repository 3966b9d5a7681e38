"""Makes the copy of a person's data: pieces, then one ZIP with its manifest."""
