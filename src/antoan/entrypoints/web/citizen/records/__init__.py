"""What is recorded of a citizen, each thing with its source, its time and a way to contest it."""
