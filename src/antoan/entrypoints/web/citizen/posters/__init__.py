"""A citizen reports a false poster and follows the report."""
