"""Reads of units, narrowed by what the actor's grants reach."""

from antoan.domains.units.queries.registrations import (
    decides_registrations,
    registration_for,
    registration_queue,
    registration_state,
)
from antoan.domains.units.queries.staff import invitation_behind, staff_of_unit
from antoan.domains.units.queries.units import (
    places_of_unit,
    scope_holding_unit,
    scope_of_unit,
    unit_for,
    unit_in,
    unit_of_place,
    units_of,
    view_of,
)

__all__ = [
    "decides_registrations",
    "invitation_behind",
    "places_of_unit",
    "registration_for",
    "registration_queue",
    "registration_state",
    "scope_holding_unit",
    "scope_of_unit",
    "staff_of_unit",
    "unit_for",
    "unit_in",
    "unit_of_place",
    "units_of",
    "view_of",
]
