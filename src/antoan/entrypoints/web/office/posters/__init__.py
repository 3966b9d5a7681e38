"""A ward looks at posters that people reported."""
