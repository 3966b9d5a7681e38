"""Lists that a ward or a unit brings to have cards made in their order: columns, rows, who each row is."""
