"""Closed sets of health records."""

from enum import StrEnum


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
