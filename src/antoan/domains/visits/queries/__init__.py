"""Reads of visits: who came to a place, how many are there now, where somebody was, how many came when."""

from antoan.domains.visits.queries.board import board_of, people_inside
from antoan.domains.visits.queries.counts import counted, counted_in_detail
from antoan.domains.visits.queries.crowding import is_full
from antoan.domains.visits.queries.lists import (
    VISITS_MAX,
    inside_now,
    stays_of_people,
    visits_at,
    visits_of_person,
)
from antoan.domains.visits.queries.own import family_of, own_visits, visits_of_check
from antoan.domains.visits.queries.seats import seats_of, seats_of_person
from antoan.domains.visits.queries.standing import open_stays, open_visit_of, standings_at
from antoan.domains.visits.queries.with_person import visits_with_person

__all__ = [
    "VISITS_MAX",
    "board_of",
    "counted",
    "counted_in_detail",
    "family_of",
    "inside_now",
    "is_full",
    "open_stays",
    "open_visit_of",
    "own_visits",
    "people_inside",
    "seats_of",
    "seats_of_person",
    "standings_at",
    "stays_of_people",
    "visits_at",
    "visits_of_check",
    "visits_of_person",
    "visits_with_person",
]
