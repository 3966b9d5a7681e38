"""Engines that find who met whom. Each says rules/exposure.py in its own language; all give the same answer."""
