"""A declaration from a gate on its way to the database: what arrived, what is to be written of it, what is told of it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from antoan.domains.declarations.questionnaires.answers import Read
from antoan.domains.declarations.questionnaires.risk import Assessment
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.rules import counts_at_once, is_minor
from antoan.domains.declarations.values import Sighting, Verification
from antoan.entrypoints.scan.claims import Claim, SignedClaim
from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.identities import Identity
from antoan.kit import clock
from antoan.kit.ids import random_crockford
from antoan.kit.sealing import KeyRing

TRIP_CODE_LETTERS: Final = 12
_WORDS: Final = "declarations_declaration.words"  # Where free text is sealed for.


class Declaring:
    """One declaration on its way, read and judged; whose code it is, is not known yet."""

    __slots__ = (
        "answers",
        "assessment",
        "at",
        "claim",
        "gate",
        "id",
        "moment",
        "questionnaire",
        "received_at",
        "waiter",
    )

    def __init__(
        self,
        *,
        declaration_id: UUID,
        claim: Claim,
        at: datetime,
        received_at: datetime,
        gate: GateContext,
        questionnaire: Questionnaire,
        answers: Read,
        assessment: Assessment,
        waiter: Any,
    ) -> None:
        self.id = declaration_id
        self.claim = claim
        self.at = at
        self.moment = at.astimezone(UTC)
        self.received_at = received_at
        self.gate = gate
        self.questionnaire = questionnaire
        self.answers = answers
        self.assessment = assessment
        self.waiter = waiter


class Entry:
    """A declaration about somebody we know, to be written."""

    __slots__ = ("declaring", "flag", "is_confirmed", "person")

    def __init__(self, declaring: Declaring, identity: Identity) -> None:
        self.declaring = declaring
        self.person = identity.person
        self.flag = ""
        shown_own_code = isinstance(declaring.claim, SignedClaim) and identity.note is None
        self.is_confirmed = counts_at_once(
            is_own=False,
            is_own_code_shown=shown_own_code,
            is_minor=is_minor(identity.person["birth_on"], clock.local_date(declaring.moment)),
            verified_by=Verification.GATE,
        )

    @property
    def person_id(self) -> int:
        """Whom it is about."""
        return int(self.person["person_id"])


def row_of(entry: Entry, now: datetime, ring: KeyRing) -> tuple[Any, ...]:
    """Return the columns of store.DECLARE."""
    one = entry.declaring
    words = json.dumps(one.answers.words, ensure_ascii=False) if one.answers.words else None
    return (
        one.id,
        entry.person_id,
        one.moment,
        one.questionnaire.key,
        one.questionnaire.version,
        json.dumps(one.answers.coded, ensure_ascii=False),
        None if words is None else ring.seal(words, place=_WORDS),
        one.assessment.is_risky,
        one.gate.device_id,
        one.gate.place_id,
        str(entry.flag),
        now if entry.is_confirmed else None,
        random_crockford(TRIP_CODE_LETTERS) if one.questionnaire.trip else None,
    )


def to_tell(entry: Entry) -> str | None:
    """Return what the worker hears of a declaration; None where nobody has to do anything."""
    needs_care = entry.declaring.assessment.is_risky or bool(entry.flag)
    if not needs_care and entry.is_confirmed:
        return None
    return json.dumps(
        {
            "declaration_id": str(entry.declaring.id),
            "person_id": entry.person_id,
            "needs_care": needs_care,
            "needs_consent": not entry.is_confirmed,
        }
    )


def sighting(row: Mapping[str, Any]) -> Sighting:
    """Return where an earlier declaration was made, from a row of store.SIGHTINGS."""
    is_placed = row["latitude"] is not None and row["longitude"] is not None
    position = (row["latitude"], row["longitude"]) if is_placed else None
    return Sighting(row["id"], row["declared_at"], row["ward_id"], position)


def sighting_of(entry: Entry) -> Sighting:
    """Return where this one is made: at its gate."""
    gate = entry.declaring.gate
    return Sighting(entry.declaring.id, entry.declaring.moment, gate.ward_id, gate.position)
