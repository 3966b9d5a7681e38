"""Closed sets and values of health records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final, NamedTuple

from antoan.domains.codes.result_slip import CheckedSlip
from antoan.domains.people.matching import Description


class RecordState(StrEnum):
    """How far a record is trusted. Only verified records reach a pass."""

    UNVERIFIED = "unverified"  # self-declared, waits for its authority
    VERIFIED = "verified"
    QUARANTINED = "quarantined"  # failed a data-quality check
    ANNULLED = "annulled"


class TestKind(StrEnum):
    """How a sample was tested (domain.md §9.3)."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    RAPID = "rapid"
    PCR = "pcr"
    SEROLOGY = "serology"


class TestOutcome(StrEnum):
    """What the test said."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    POSITIVE = "positive"
    NEGATIVE = "negative"
    DOUBTFUL = "doubtful"
    PENDING = "pending"


class IsolationKind(StrEnum):
    """Why someone stays apart."""

    CASE = "case"  # F0
    CONTACT = "contact"  # F1
    ARRIVAL = "arrival"


class RecordKind(StrEnum):
    """The kinds of health records."""

    VACCINATION = "vaccination"
    TEST_RESULT = "test_result"
    INFECTION = "infection"
    ISOLATION_ORDER = "isolation_order"


class RecoveryProof(StrEnum):
    """What HCMC took for proof of recovery (domain.md §4.1)."""

    DISCHARGE = "discharge"  # hospital discharge paper
    ISOLATION_COMPLETED = "isolation_completed"  # certificate of the ward's steering committee
    HOME_CARE_CONFIRMED = (
        "home_care_confirmed"  # head of the neighbourhood or a home-care team, for home treatment
    )


class SlipStanding(StrEnum):
    """What became of the record behind a slip since it was signed."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"  # Annulled, or the result is another one now.
    GONE = "gone"  # Its person was erased, or it was kept no longer.


class Doubt(StrEnum):
    """Why a record is kept apart and not counted (lesson L27)."""

    FUTURE = "future"
    BEFORE_BIRTH = "before_birth"
    BEFORE_LICENCE = "before_licence"
    UNKNOWN_PRODUCT = "unknown_product"
    INTERVAL_TOO_SHORT = "interval_too_short"
    DOUBLE_DOSE = "double_dose"
    RESULT_BEFORE_SAMPLE = "result_before_sample"
    BEFORE_EPIDEMIC = "before_epidemic"
    PERIOD_TOO_LONG = "period_too_long"
    WRONG_AGE = "wrong_age"
    MIX_NOT_ALLOWED = "mix_not_allowed"
    LOT_UNKNOWN = "lot_unknown"
    LOT_EXPIRED = "lot_expired"
    AFTER_HOURS = "after_hours"
    OTHER_PERSON = "other_person"


# What cannot be, whoever vouches for it.
IMPOSSIBLE: Final = frozenset(
    {Doubt.FUTURE, Doubt.BEFORE_BIRTH, Doubt.UNKNOWN_PRODUCT, Doubt.RESULT_BEFORE_SAMPLE}
)


SELF_DECLARED: Final = "self"  # Source of what a person says of himself.
CLINIC: Final = "clinic:"  # Begins the source of what a unit recorded: "clinic:123".
AUTHORITY: Final = (
    "authority:"  # Begins the source of what a health authority confirms: "authority:ward-26740".
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from, and under which number it is found there."""

    source: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class NewDose:
    """A dose to be recorded. `product` is a key of vaccines.json, or what people call the vaccine."""

    product: str
    given_on: date
    dose_number: int
    lot: str = ""
    given_at: str = ""
    given_time: time | None = None  # On the city's clock, where the source tells it.
    holder: Description | None = None  # Whose dose the source says it is.


@dataclass(frozen=True, slots=True)
class DoseOf:
    """One dose of a list, whose it is, and what its source calls it."""

    person_id: int
    dose: NewDose
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of a vaccine that came into the city."""

    product: str
    number: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Hours:
    """When a site vaccinates, both ends included. One that closes before it opens works past midnight."""

    opens: time
    closes: time

    def hold(self, moment: time) -> bool:
        """Tell whether a site is open at a moment of the day."""
        if self.opens <= self.closes:
            return self.opens <= moment <= self.closes
        return moment >= self.opens or moment <= self.closes


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a dose is judged against besides its vaccine and the person's other doses."""

    lots: tuple[Lot, ...] = ()  # All known of its product; none: the city keeps no register of it.
    hours: Hours | None = None  # None: those of data/doubts.json.
    holder: Description | None = None  # Who the person is that the dose is recorded for.
    is_of_another: bool = False  # The same entry of the same source stands with somebody else.


@dataclass(frozen=True, slots=True)
class NewTestResult:
    """A test to be recorded."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    kind: TestKind
    outcome: TestOutcome
    sampled_at: datetime
    resulted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewIsolation:
    """An order to stay apart, both days included."""

    kind: IsolationKind
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class RecordView:
    """A health record as those see it who may. `details` holds what only its kind has."""

    kind: RecordKind
    id: int
    person_id: int
    on: date  # The day it is about: of the dose, the sample, the confirmation, the first day apart.
    state: RecordState
    source: str
    reference: str
    doubts: tuple[Doubt, ...]
    details: Mapping[str, Any]
    recorded_at: datetime
    annulled_because: str = ""


@dataclass(frozen=True, slots=True)
class SlipAnswer:
    """What a slip says and whether it may be believed. `standing` is asked only behind a right signature."""

    checked: CheckedSlip
    standing: SlipStanding | None


class Dose(NamedTuple):
    """One dose, as passes weigh it."""

    person_id: int
    record_id: int
    state: str
    source: str
    product: str
    given_on: date


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of one dose of a list. `known` is the same dose where it stands already."""

    product: str
    doubts: tuple[Doubt, ...]
    state: RecordState
    known: Dose | None = None

    @property
    def vouches(self) -> bool:
        """Whether the list says with right what somebody else's word waited for."""
        waits = self.known is not None and self.known.record_id and self.known.state != RecordState.VERIFIED
        return bool(waits) and self.state is RecordState.VERIFIED


@dataclass(frozen=True, slots=True)
class RecordedDose:
    """What became of one dose of a list. `former` is how a record stood that was there and is vouched for now."""

    record_id: int
    state: RecordState
    dose_number: int  # As it stands: a record that is vouched for keeps its own.
    lot: str
    is_new: bool = False
    former: Mapping[str, Any] | None = None


class LabTest(NamedTuple):
    """One test, as passes weigh it."""

    person_id: int
    record_id: int
    state: str
    source: str
    kind: str
    outcome: str
    sampled_at: datetime


class Case(NamedTuple):
    """One infection, as passes weigh it."""

    person_id: int
    record_id: int
    state: str
    source: str
    confirmed_on: date
    recovered_on: date | None
    recovery_proof: str


class Isolation(NamedTuple):
    """One isolation order, as passes weigh it. Both days are included."""

    person_id: int
    record_id: int
    state: str
    source: str
    starts_on: date
    ends_on: date
    lifted_at: datetime | None
