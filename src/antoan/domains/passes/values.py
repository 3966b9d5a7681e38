"""The flat facts of one person, as policies read them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from antoan.domains.declarations.values import Declared
from antoan.domains.records.values import Case, Dose, Isolation, LabTest


@dataclass(frozen=True, slots=True)
class History:
    """All that is recorded of one person, in any state and order."""

    doses: Sequence[Dose] = ()
    tests: Sequence[LabTest] = ()
    cases: Sequence[Case] = ()
    isolations: Sequence[Isolation] = ()
    declarations: Sequence[Declared] = ()


class Evidence(NamedTuple):
    """The records that count, each behind the facts it gives."""

    doses: Sequence[Dose]  # In order of time, one a day.
    last_test: LabTest | None
    last_negative: LabTest | None
    open_case: Case | None
    recovery: Case | None
    isolation: Isolation | None
    declaration: Declared | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy may know of one person. None is not known; days are the city's."""

    birth_on: date
    doses_valid: int
    course_doses: int | None
    first_dose_on: date | None
    last_dose_on: date | None
    recovered_on: date | None
    case_active: bool
    isolation_until: date | None
    last_test_kind: str | None
    last_test_outcome: str | None
    last_test_at: datetime | None
    last_negative_at: datetime | None
    last_negative_kind: str | None
    declared_at: datetime | None
    declaration_risk: bool | None
    has_records: bool

    def as_mapping(self) -> dict[str, Any]:
        """Return the facts by name, as policy.verdict.decide takes them."""
        return asdict(self)
