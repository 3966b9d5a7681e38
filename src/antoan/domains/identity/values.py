"""Closed sets and values of the identity domain."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antoan.domains.people.matching import Confidence, Match
from antoan.domains.people.values import PersonView


class Refusal(StrEnum):
    """Why no code is sent."""

    TOO_SOON = "too_soon"
    NUMBER_FULL = "number_full"
    ADDRESS_FULL = "address_full"
    LOCKED = "locked"


class Question(StrEnum):
    """What a person must know of themselves where a number alone does not tell people apart."""

    NOTHING = "nothing"
    DAY_AND_MONTH = "day_and_month"
    PAPER_TAIL = "paper_tail"  # Of whom only the year of birth is known.
    IMPOSSIBLE = "impossible"  # Neither is known: at a desk only.


class Standing(StrEnum):
    """What a description turns out to be."""

    KNOWN = "known"  # Somebody who is there already, with proof.
    DOUBTFUL = "doubtful"
    NEW = "new"


class CaseState(StrEnum):
    """How far the comparison of a registration with everybody else has come."""

    CHECKING = "checking"
    ASKED = "asked"  # An office wants to see the paper.
    SAME = "same"
    DIFFERENT = "different"
    LAPSED = "lapsed"  # The paper was never brought.
    SETTLED = "settled"  # Nobody resembled this person.


UNDECIDED = frozenset({CaseState.CHECKING, CaseState.ASKED})


class InvitationState(StrEnum):
    """Whether somebody agreed that another person acts for them."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Kinship(StrEnum):
    """What the person acted for is to the one who acts."""

    CHILD = "child"
    FATHER = "father"
    MOTHER = "mother"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    OTHER = "other"


# As people.Dependant keeps them; the generator of cities and the desks write the same words.
KINSHIP_WORDS = {
    Kinship.CHILD: "con",
    Kinship.FATHER: "cha",
    Kinship.MOTHER: "mẹ",
    Kinship.GRANDPARENT: "ông bà",
    Kinship.GRANDCHILD: "cháu",
    Kinship.SPOUSE: "vợ chồng",
    Kinship.SIBLING: "anh chị em",
    Kinship.OTHER: "người thân",
}


@dataclass(frozen=True, slots=True)
class VerifiedPhone:
    """A number whose holder entered the code that was sent to it."""

    number: str  # +84…
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class CheckView:
    """How far one sign-in by phone has come, as its page shows it."""

    number: str
    sent_at: datetime
    resend_at: datetime | None  # None when no more codes are sent for this check.
    tries_left: int
    is_verified: bool


@dataclass(frozen=True, slots=True)
class OnPhone:
    """Somebody who shares the number: initials and year, nothing more, until they prove who they are."""

    person_id: int
    initials: str
    birth_year: int
    question: Question


@dataclass(frozen=True, slots=True)
class Registered:
    """The outcome of a registration. `is_known`: the person was there already."""

    person_id: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """The state of a registration, as its person sees it: the same whether or not anybody resembled them."""

    number: str
    state: CaseState
    registered_at: datetime
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One registration in an office's list."""

    number: str
    label: str
    birth_year: int
    confidence: Confidence
    state: CaseState
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Resembling:
    """Somebody who was there before and may be the one who registered."""

    person: PersonView
    match: Match


@dataclass(frozen=True, slots=True)
class CaseView:
    """A registration beside those it may be of."""

    number: str
    state: CaseState
    person: PersonView
    resembling: tuple[Resembling, ...]
    confidence: Confidence
    registered_at: datetime
    due_at: datetime
    is_late: bool
    is_by_guardian: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """An activation code, shown once."""

    code: str
    initials: str
    birth_year: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked who shall be acted for."""

    number: str
    guardian_label: str
    guardian_birth_year: int
    kinship: Kinship
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody one acts for, or who acts for one."""

    person_id: int
    full_name: str
    birth_year: int
    kinship: str
    is_adult: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who was asked and has not answered; called as the asker called them."""

    number: str
    called: str
    kinship: Kinship
    expires_at: datetime
    state: InvitationState


@dataclass(frozen=True, slots=True)
class Family:
    """Whom one acts for, who was asked, and who acts for one."""

    ties: tuple[Tie, ...]
    waiting: tuple[Waiting, ...]
    guardians: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome of adding somebody to the family: at once, or after they agreed."""

    person_id: int | None  # None while they have not agreed.
    invitation_number: str
