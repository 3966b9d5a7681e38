"""What somebody says would be right, in fields by subject. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from antoan.domains.corrections.errors import TicketUnreadable
from antoan.domains.corrections.values import FAULTS_OF, Fault, Subject
from antoan.domains.records.values import IsolationKind, RecoveryProof, TestKind, TestOutcome

_Name = Annotated[str, Meta(min_length=1, max_length=150)]
_Note = Annotated[str, Meta(max_length=150)]


class DoseClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """A dose as the paper says."""

    product: Annotated[str, Meta(min_length=1, max_length=40)]
    given_on: date
    dose_number: Annotated[int, Meta(ge=1, le=9)]
    lot: Annotated[str, Meta(max_length=40)] = ""
    given_at: _Note = ""


class TestClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """A test as the paper says."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    kind: TestKind
    outcome: TestOutcome
    sampled_at: Annotated[datetime, Meta(tz=True)]
    place: _Note = ""


class RecoveryClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """A recovery as the paper says."""

    confirmed_on: date
    recovered_on: date
    proof: RecoveryProof
    reference: Annotated[str, Meta(max_length=40)] = ""


class IsolationClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """An isolation order as the paper says."""

    kind: IsolationKind
    starts_on: date
    ends_on: date


class IdentityClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """What of an identity would be right; an empty field stays as it is."""

    full_name: Annotated[str, Meta(max_length=150)] = ""
    birth: Annotated[str, Meta(max_length=10)] = ""  # As people.rules.read_birth reads it.
    gender: Annotated[str, Meta(pattern="^(|male|female)$")] = ""
    address: Annotated[str, Meta(max_length=200)] = ""


Claim = DoseClaim | TestClaim | RecoveryClaim | IsolationClaim | IdentityClaim

_CLAIMS: Final[Mapping[Subject, type[Claim]]] = {
    Subject.VACCINATION: DoseClaim,
    Subject.TEST: TestClaim,
    Subject.RECOVERY: RecoveryClaim,
    Subject.ISOLATION: IsolationClaim,
    Subject.IDENTITY: IdentityClaim,
}


def needs_claim(subject: Subject, fault: Fault) -> bool:
    """Tell whether somebody has to say what would be right; what is not theirs just goes."""
    return fault is not Fault.NOT_MINE and subject in _CLAIMS


def read_claim(subject: Subject, fault: Fault, given: Mapping[str, Any] | None) -> Claim | None:
    """Return what is claimed; TicketUnreadable when the fields do not fit the subject and the fault."""
    if fault not in FAULTS_OF[subject]:
        raise TicketUnreadable(f"A {subject} cannot be {fault}.")
    if not needs_claim(subject, fault):
        return None
    try:
        claim = msgspec.convert(dict(given or {}), _CLAIMS[subject])
    except msgspec.ValidationError as error:
        raise TicketUnreadable(f"What would be right is not readable: {error}.") from None
    _check(claim)
    return claim


def written_claim(claim: Claim | None) -> dict[str, Any]:
    """Return a claim as JSON holds it."""
    if claim is None:
        return {}
    written: dict[str, Any] = msgspec.to_builtins(claim)
    return written


def _check(claim: Claim) -> None:
    match claim:
        case RecoveryClaim() if claim.recovered_on < claim.confirmed_on:
            raise TicketUnreadable("Nobody recovers before being ill.")
        case IsolationClaim() if claim.ends_on < claim.starts_on:
            raise TicketUnreadable("An isolation ends on or after its first day.")
        case IdentityClaim() if claim == IdentityClaim():
            raise TicketUnreadable("Say at least one thing that would be right.")
