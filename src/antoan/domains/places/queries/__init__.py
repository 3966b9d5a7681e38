"""Reads of places: each narrowed by what the actor's grants reach."""

from antoan.domains.places.queries.access import place_in, scope_of_place
from antoan.domains.places.queries.codes import place_behind, posted_code
from antoan.domains.places.queries.gates import (
    device_for,
    devices_of_gate,
    gate_for,
    gates_by_id,
    gates_of_place,
    spots_of_place,
)
from antoan.domains.places.queries.places import place_for, places_for

__all__ = [
    "device_for",
    "devices_of_gate",
    "gate_for",
    "gates_by_id",
    "gates_of_place",
    "place_behind",
    "place_for",
    "place_in",
    "places_for",
    "posted_code",
    "scope_of_place",
    "spots_of_place",
]
