"""The city's districts and wards, then and now."""
