"""Printed cards: one at a desk, many for a ward or a unit, lost ones replaced, wrong batches taken back."""
