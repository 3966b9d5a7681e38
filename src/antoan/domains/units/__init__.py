"""Units (shops, factories, hospitals, schools) that answer for places."""
