"""What all services of health records share: who may write, how a row is kept, what is told afterwards."""

from typing import Final

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import may_over_person, require_over_person
from antoan.domains.people.queries.bulk import Identity, locked_identities
from antoan.domains.records.errors import ReasonMissing, RecordNotFound, RecordUnreadable
from antoan.domains.records.events import HealthRecordChanged
from antoan.domains.records.models import HealthRecord
from antoan.domains.records.permissions import SUBMIT, WRITE
from antoan.domains.records.queries.persons import record_row, view_of
from antoan.domains.records.rules import REASON_LETTERS_MIN, state_of
from antoan.domains.records.values import SELF_DECLARED, Doubt, Origin, RecordKind, RecordState, RecordView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.text import squeeze

SOURCE_LETTERS_MAX: Final = 60
REFERENCE_LETTERS_MAX: Final = 80
REASON_LETTERS_MAX: Final = 200


def check_origin(origin: Origin) -> None:
    """Refuse a record that does not say where it comes from."""
    if not origin.source.strip():
        raise RecordUnreadable('A record names its source, for example "clinic:123" or "self".')
    if len(origin.source) > SOURCE_LETTERS_MAX or len(origin.reference) > REFERENCE_LETTERS_MAX:
        raise RecordUnreadable(
            f"The source has at most {SOURCE_LETTERS_MAX} letters, its reference {REFERENCE_LETTERS_MAX}."
        )


def person_to_write(actor: Actor, person_id: int, origin: Origin) -> Identity:
    """Check the right to record for a person and hold the person's row, so that two records follow one another.

    Whoever may only submit says "self" for the source, and the record waits for its authority.
    """
    check_origin(origin)
    is_own_word = origin.source == SELF_DECLARED and may_over_person(actor, SUBMIT, person_id)
    # Staff may also enter what people tell them of themselves.
    require_over_person(actor, SUBMIT if is_own_word else WRITE, person_id)
    return held_person(person_id)


def held_person(person_id: int) -> Identity:
    """Return a person whose row is locked until commit; PersonNotFound."""
    identities = locked_identities([person_id])
    if not identities:
        raise PersonNotFound
    return identities[0]


def record_to_change(actor: Actor, permission: str, kind: RecordKind, record_id: int) -> HealthRecord:
    """Return a record whose person is locked. RecordNotFound when the person is out of the actor's reach."""
    row = record_row(kind, record_id)
    try:
        require_over_person(actor, permission, row.person_id)
    except PersonNotFound:
        raise RecordNotFound from None
    held_person(row.person_id)
    return record_row(kind, record_id)


def keep_new(row: HealthRecord, *, actor: Actor, origin: Origin, doubts: tuple[Doubt, ...]) -> RecordView:
    """Save a new record in the state it deserves and tell the domains above."""
    row.source, row.source_reference = origin.source, origin.reference
    row.state = state_of(origin.source, doubts)
    row.doubts = " ".join(doubts)
    row.recorded_by = actor.account_id
    row.verified_at = clock.now() if row.state == RecordState.VERIFIED else None
    row.save()
    announce(HealthRecordChanged(row.person_id))
    return view_of(row)


def keep_again(row: HealthRecord, *, actor: Actor, origin: Origin, doubts: tuple[Doubt, ...]) -> RecordView:
    """Take a record that came before: a better source verifies what waited, anything else changes nothing."""
    waits = row.state != RecordState.VERIFIED
    if waits and state_of(origin.source, doubts) is RecordState.VERIFIED:
        return keep_new(row, actor=actor, origin=origin, doubts=())
    return view_of(row)


def readable_reason(because: str) -> str:
    """Return a reason with single spaces; ReasonMissing when it says nothing."""
    reason = squeeze(because)
    if len(reason) < REASON_LETTERS_MIN:
        raise ReasonMissing
    return reason[:REASON_LETTERS_MAX]


def decided(actor: Actor, action: str, row: HealthRecord, detail: dict[str, object]) -> RecordView:
    """Save a decided record, keep the decision in the trail and tell the domains above."""
    row.save()
    view = view_of(row)
    record_decision(
        actor,
        action=f"records.{action}",
        object_kind=view.kind,
        object_id=row.pk,
        person_id=row.person_id,
        detail=detail,
    )
    announce(HealthRecordChanged(row.person_id))
    return view
