"""Reads of receptions."""

from antoan.domains.reception.queries.desks import board_of, called_at, desk_for, desk_in, desks_of, row_of

__all__ = ["board_of", "called_at", "desk_for", "desk_in", "desks_of", "row_of"]
