"""Receptions: a scan gives a number, a form is filled in for whoever has not declared, numbers are called."""
