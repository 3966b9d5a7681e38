"""The desk of an area's body: lists that wait, quotas; and of a ward: rows to be looked at."""
