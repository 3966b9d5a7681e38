"""Reads of samples."""

from antoan.domains.laboratory.queries.tubes import retests_of, tube_for, tube_in, tubes_of

__all__ = ["retests_of", "tube_for", "tube_in", "tubes_of"]
