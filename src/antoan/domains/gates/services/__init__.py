"""What is done at gates: one function, one use case, one transaction."""
