"""The risk map of the wards: drawn here, as a picture and as a table."""
