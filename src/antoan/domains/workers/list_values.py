"""Closed sets and values of submitted lists: quota and conditions, what was found, how a list was decided."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from antoan.domains.places.values import PlaceKind


class ListState(StrEnum):
    """How far a submitted list has come."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # A later list of the unit was approved.
    EXPIRED = "expired"
    REVOKED = "revoked"


class StepKind(StrEnum):
    """What happened to a submitted list."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FAILS_NOW = "fails_now"  # Quota or conditions are met no more.
    HOLDS_AGAIN = "holds_again"
    REMINDED = "reminded"


class PlanKind(StrEnum):
    """How the unit wants to work (features row 110)."""

    ORDINARY = "ordinary"
    ON_SITE = "on_site"  # "3 tại chỗ": work, eat and stay at one site
    ONE_ROUTE = "one_route"  # "1 cung đường, 2 điểm đến"
    PILOT = "pilot"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an area's body asks of a list. None: not asked."""

    protected_percent_min: int | None = None  # Vaccinated, or recovered not too long ago.
    doses_min: int = 1
    dose_days_min: int = 14
    recovered_days_max: int = 180  # 0: a recovery does not count.
    tested_percent_min: int | None = None
    tested_days_max: int = 7


@dataclass(frozen=True, slots=True)
class NewQuota:
    """How many may work in one unit, or in each and all units of a sector, from a day on."""

    area_id: int
    valid_from: date
    unit_id: int | None = None
    sector: PlaceKind | None = None
    unit_workers_max: int | None = None
    total_workers_max: int | None = None
    conditions: Conditions = field(default_factory=Conditions)
    valid_until: date | None = None  # First day on which it holds no more.
    basis: str = ""


@dataclass(frozen=True, slots=True)
class QuotaView:
    """A quota as it stands in the register."""

    id: int
    area_id: int
    area_name: str
    unit_id: int | None
    unit_name: str
    sector: PlaceKind | None
    unit_workers_max: int | None
    total_workers_max: int | None
    conditions: Conditions
    valid_from: date
    valid_until: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """A list in numbers. Whoever is not joined to a person counts as neither protected nor tested."""

    workers: int
    linked: int
    protected: int
    tested: int
    red: int


class FindingKind(StrEnum):
    """What is compared."""

    UNIT_QUOTA = "unit_quota"
    TOTAL_QUOTA = "total_quota"
    PROTECTED = "protected"
    TESTED = "tested"
    STOPPED = "stopped"  # Somebody on the list is red.


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison with its numbers. `counted` of `of`; wanted at most (quotas) or at least (percent)."""

    kind: FindingKind
    is_met: bool
    counted: int
    of: int
    wanted: int


@dataclass(frozen=True, slots=True)
class ListStepView:
    """One step of a list's history. Staff are shown by office, not by name."""

    kind: StepKind
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A submitted list as unit and body see it."""

    id: int
    unit_id: int
    unit_name: str
    sector: PlaceKind
    number: int
    state: ListState
    area_id: int | None
    area_name: str
    plan_kind: PlanKind
    plan_note: str
    workers: int
    findings: tuple[Finding, ...]
    submitted_at: datetime
    due_at: datetime
    decided_at: datetime | None
    reason: str
    valid_until: date | None
    holds: bool
    steps: tuple[ListStepView, ...] = ()
