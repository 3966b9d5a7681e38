"""Closed sets and values of field forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from antoan.domains.people.values import NewPerson


class FormState(StrEnum):
    """What became of a form."""

    REGISTERED = "registered"
    KNOWN = "known"  # The person was registered already, and the form says nothing else of them.
    WAITING = "waiting"  # An officer decides; until then nothing of it counts.
    SETTLED = "settled"
    DROPPED = "dropped"


class Clash(StrEnum):
    """Why an officer has to look."""

    DIFFERS = "differs"  # Registered meanwhile, and the form says something else of them.
    ALIKE = "alike"  # Somebody of the ward is very alike.
    PAPER_TAKEN = "paper_taken"
    LIVES_ELSEWHERE = "lives_elsewhere"
    UNREADABLE = "unreadable"


class Verdict(StrEnum):
    """What an officer decides of a form that waits."""

    SAME = "same"  # The person of the record; the record stays as it is.
    TAKE = "take"  # The person of the record, with address and telephone of the form.
    NEW = "new"  # Somebody else: to be registered.
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class NewForm:
    """A form as the phone sent it: sealed to this installation. The phone makes the id."""

    id: UUID
    made_at: datetime
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says. `person` is None when it cannot be read; `said` then helps the officer."""

    said: Mapping[str, str]
    person: NewPerson | None
    is_unwell: bool | None = None  # None: nothing was declared.
    unwell_note: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as those see it who decide; what it says is gone once it is decided."""

    id: UUID
    ward_id: int
    state: FormState
    clash: Clash | None
    person_id: int | None
    made_at: datetime
    received_at: datetime
    filled: Filled | None
