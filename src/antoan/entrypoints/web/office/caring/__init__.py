"""The ward's desk of people looked after at home."""
