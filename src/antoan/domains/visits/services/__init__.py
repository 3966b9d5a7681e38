"""Writes of visits: people check themselves in and out, days open, the merged and the erased are followed."""

from antoan.domains.visits.services.checking import check_in, check_out
from antoan.domains.visits.services.days import DAYS_BACK, open_days_around
from antoan.domains.visits.services.forgetting import forget_visits
from antoan.domains.visits.services.leaving import tell_left
from antoan.domains.visits.services.longest import measure_longest_stays, raise_longest_stay
from antoan.domains.visits.services.merging import hand_over_visits
from antoan.domains.visits.services.receiving import record_visit
from antoan.domains.visits.services.reminding import remind_due
from antoan.domains.visits.services.removing import remove_visit
from antoan.domains.visits.services.seating import name_seat

__all__ = [
    "DAYS_BACK",
    "check_in",
    "check_out",
    "forget_visits",
    "hand_over_visits",
    "measure_longest_stays",
    "name_seat",
    "open_days_around",
    "raise_longest_stay",
    "record_visit",
    "remind_due",
    "remove_visit",
    "tell_left",
]
