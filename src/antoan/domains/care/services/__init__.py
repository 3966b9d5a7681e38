"""Writes of care at home, one function per use case."""

from antoan.domains.care.services.areas import unwatch_area, watch_area
from antoan.domains.care.services.calling import record_ward_call, report_by_telephone
from antoan.domains.care.services.closing import call_mistaken, refer, release
from antoan.domains.care.services.household import add_housemate, remove_housemate
from antoan.domains.care.services.lines import levels, set_duty_line
from antoan.domains.care.services.missing import note_missed_days
from antoan.domains.care.services.opening import open_case_care, open_order_care
from antoan.domains.care.services.teams import assign_team

__all__ = [
    "add_housemate",
    "assign_team",
    "call_mistaken",
    "levels",
    "note_missed_days",
    "open_case_care",
    "open_order_care",
    "record_ward_call",
    "refer",
    "release",
    "remove_housemate",
    "report_by_telephone",
    "set_duty_line",
    "unwatch_area",
    "watch_area",
]
