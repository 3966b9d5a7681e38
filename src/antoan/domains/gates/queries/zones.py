"""What the board of a zone reads of the units that joined it: who scans, how full they are. Numbers, never people."""

from dataclasses import dataclass
from datetime import date, datetime

from antoan.domains.gates.models import Silence
from antoan.domains.gates.silence_rules import LOOK_BACK
from antoan.domains.places.queries import spots_with_places
from antoan.domains.places.queries.watching import devices_at_places, posted_places, spots_of_places
from antoan.domains.units.queries.owning import places_of_units
from antoan.domains.units.queries.zones import zone_members
from antoan.domains.units.zone_values import ZoneUnit
from antoan.domains.visits.queries.crowding import people_inside
from antoan.domains.visits.queries.last import last_counted_at
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """How one unit of a zone is doing."""

    member: ZoneUnit
    people: int
    capacity: int | None  # None: unknown for at least one of its places.
    last_scan_on: date | None
    is_silent: bool
    has_poster: bool  # At every place a code is in force.
    has_device: bool  # At every place a device scans.
    has_place: bool

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return self.has_place and self.has_poster and self.has_device and not self.is_silent

    @property
    def is_full(self) -> bool:
        """Whether as many are inside as may be."""
        return self.capacity is not None and self.people >= self.capacity


def zone_lines(actor: Actor, zone_id: int, now: datetime, *, after_id: int = 0) -> list[ZoneLine]:
    """Return a page of the units that joined a zone, each as it is now; UnitNotFound, Forbidden."""
    members = zone_members(actor, zone_id, after_id=after_id)
    places_of = places_of_units([member.unit.id for member in members])
    ids = [place_id for places in places_of.values() for place_id in places]
    place_of_spot = spots_of_places(ids)
    known = spots_with_places(place_of_spot)
    inside = people_inside([spot for spot, _place in known.values()], now)
    capacities = {place.id: place.capacity for _spot, place in known.values()}
    scans = last_counted_at(place_of_spot, now - LOOK_BACK)
    silent = set(
        Silence.objects.filter(place__in=ids, ended_on__isnull=True).values_list("place_id", flat=True)
    )
    posted, equipped = posted_places(ids), devices_at_places(ids)
    lines = []
    for member in members:
        places = set(places_of.get(member.unit.id, ()))
        spots = [spot for spot, place in place_of_spot.items() if place in places]
        limits = [capacities[place] for place in places if place in capacities]
        lasts = [local_date(scans[spot]) for spot in spots if spot in scans]
        lines.append(
            ZoneLine(
                member=member,
                people=sum(inside.get(spot, 0) for spot in spots),
                capacity=sum(filter(None, limits)) if limits and None not in limits else None,
                last_scan_on=max(lasts, default=None),
                is_silent=bool(places & silent),
                has_poster=places <= posted,
                has_device=places <= equipped,
                has_place=bool(places),
            )
        )
    return lines
