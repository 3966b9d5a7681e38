"""Reads of places: each narrowed by what the actor's grants reach."""

from antoan.domains.places.queries.access import place_in, scope_of_place
from antoan.domains.places.queries.codes import (
    address_of_serial,
    place_behind,
    place_of_serial,
    posted_code,
    poster_behind,
)
from antoan.domains.places.queries.gates import (
    device_for,
    devices_of_gate,
    gate_for,
    gates_by_id,
    gates_of_place,
    spot_for,
    spots_by_id,
    spots_of_place,
    spots_with_places,
)
from antoan.domains.places.queries.places import place_for, places_for
from antoan.domains.places.queries.positions import (
    WherePlaceIs,
    kind_and_name,
    names_of_places,
    positions_of_places,
)
from antoan.domains.places.queries.posters import (
    own_poster_reports,
    photo_of_report,
    photos_of_report,
    poster_report,
    poster_reports,
    reports_at_place,
    seen_on_poster,
)
from antoan.domains.places.queries.tokens import DeviceAtGate, device_with_token

__all__ = [
    "DeviceAtGate",
    "WherePlaceIs",
    "address_of_serial",
    "device_for",
    "device_with_token",
    "devices_of_gate",
    "gate_for",
    "gates_by_id",
    "gates_of_place",
    "kind_and_name",
    "names_of_places",
    "own_poster_reports",
    "photo_of_report",
    "photos_of_report",
    "place_behind",
    "place_for",
    "place_in",
    "place_of_serial",
    "places_for",
    "positions_of_places",
    "posted_code",
    "poster_behind",
    "poster_report",
    "poster_reports",
    "reports_at_place",
    "scope_of_place",
    "seen_on_poster",
    "spot_for",
    "spots_by_id",
    "spots_of_place",
    "spots_with_places",
]
