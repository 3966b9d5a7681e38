"""Reads of health records."""

from antoan.domains.records.queries.persons import own_record, records_of_person
from antoan.domains.records.queries.quarantine import (
    Kept,
    quality_of_sites,
    quarantine_lane,
    quarantined,
)
from antoan.domains.records.queries.slips import has_slip, judge_slip, slip_of
from antoan.domains.records.queries.sources import result_of_source

__all__ = [
    "Kept",
    "has_slip",
    "judge_slip",
    "own_record",
    "quality_of_sites",
    "quarantine_lane",
    "quarantined",
    "records_of_person",
    "result_of_source",
    "slip_of",
]
