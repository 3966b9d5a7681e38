"""The ward's list of places where nobody is scanned any more."""
