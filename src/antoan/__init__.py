"""An Toàn: a city moves safely through an epidemic."""

__version__ = "0.1.0"
