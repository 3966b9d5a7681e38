"""The pack of a gate: whom it expects and how they stand, for the time without network (lesson L22)."""
