"""Tables that people bring in files: read, checked row by row, loaded whole or undone. Knows no domain."""
