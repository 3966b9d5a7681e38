"""Where a right holds: the whole city, an area, a unit, a place, or oneself."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """The kinds of scope a grant may have."""

    CITY = "city"
    AREA = "area"
    UNIT = "unit"
    PLACE = "place"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Scope:
    """All that an object lies in; a grant reaches it when the grant's own scope is among these.

    `areas` holds the object's ward and every area above it, so that a district's right covers its wards.
    `person_id` is the person an object is about: a `self` grant reaches only its own account's person.
    """

    areas: frozenset[int] = frozenset()
    unit_id: int | None = None
    place_id: int | None = None
    person_id: int | None = None


CITY = Scope()
