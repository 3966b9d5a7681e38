"""Units as values."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.places.values import PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What is asked to register a unit."""

    name: str
    kind: PlaceKind
    tax_number: str = ""
    address: str = ""
    ward_id: int | None = None
    zone: str = ""  # Key of data/zones.json.


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as pages and other domains see it."""

    id: int
    name: str
    kind: PlaceKind
    tax_number: str
    address: str
    ward_id: int | None
    closed_at: datetime | None
