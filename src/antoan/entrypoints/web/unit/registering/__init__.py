"""A unit registers: a proven phone, one form, a reference number; later the link that opens its account."""
