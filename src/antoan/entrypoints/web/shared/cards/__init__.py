"""Pages of printed cards that wards and units share."""
