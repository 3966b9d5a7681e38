"""Reads of health records."""

from antoan.domains.records.queries.persons import records_of_person

__all__ = ["records_of_person"]
