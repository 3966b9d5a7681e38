"""Health records: doses, tests, infections, isolation orders."""
