"""Closed sets of a gate's day, and what others see of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class VisitorKind(StrEnum):
    """Why somebody comes who does not belong to the place."""

    GUEST = "guest"
    DELIVERY = "delivery"
    CONTRACTOR = "contractor"
    OFFICIAL = "official"
    OTHER = "other"


class Because(StrEnum):
    """Why a supervisor let somebody in against the colour."""

    EMERGENCY = "emergency"  # Life or health at stake.
    PAPERS = "papers"  # Papers show what the data do not.
    DATA_FAULT = "data_fault"  # The data are known to be wrong; a correction was asked for.
    DUTY = "duty"  # Called to work against the epidemic.


@dataclass(frozen=True, slots=True)
class Copy:
    """One code at two gates too soon."""

    person_id: int
    first_gate_id: int
    first_at: datetime
    gate_id: int
    at: datetime
    kilometres: float


@dataclass(frozen=True, slots=True)
class DeviceStanding:
    """How a device is doing, for those who look after it."""

    device_id: int
    name: str
    gate_id: int
    gate_name: str
    contact_at: datetime | None
    page_version: int
    queue_rows: int
    wipe_asked_at: datetime | None
    wiped_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitorView:
    """A visitor as the unit's list shows them."""

    at: datetime
    gate_name: str
    person_label: str
    kind: VisitorKind
    purpose: str
    host: str


@dataclass(frozen=True, slots=True)
class OverrideView:
    """An override as the unit's list shows it."""

    at: datetime
    gate_name: str
    person_label: str
    colour: str
    because: Because
    supervisor: str


@dataclass(frozen=True, slots=True)
class SpecimenView:
    """A code that tests gates was shown."""

    at: datetime
    gate_name: str
    is_drill: bool


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One code at two gates too soon."""

    person_label: str
    first_place: str
    first_at: datetime
    place: str
    at: datetime
    kilometres: float


@dataclass(frozen=True, slots=True)
class GateScans:
    """What came of one gate's scans of a day."""

    gate_name: str
    scans: int
    late: int
    longest_wait_minutes: int


@dataclass(frozen=True, slots=True)
class DoubleScan:
    """One person who entered the same spot twice without leaving."""

    person_label: str
    first_at: datetime
    first_gate: str
    again_at: datetime
    again_gate: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What became of a day's scans: what came late, what came twice."""

    gates: list[GateScans]
    doubles: list[DoubleScan]
    has_more_doubles: bool
