"""Settles rows that were kept apart: somebody has looked at the paper, or the person has become known since.

One row or a thousand take the same statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from django.db import transaction

from antoan.domains.people.queries.placing import Standing
from antoan.domains.records.dose_lists import product_of
from antoan.domains.records.errors import OwnRecord
from antoan.domains.records.services import record_doses
from antoan.domains.records.services.keeping import readable_reason
from antoan.domains.records.values import DoseOf, RecordedDose
from antoan.domains.vaccination.errors import HeldNotFound
from antoan.domains.vaccination.importing.rows import ReadDose, read_dose
from antoan.domains.vaccination.importing.values import HeldState
from antoan.domains.vaccination.models import HeldDose
from antoan.domains.vaccination.queries.checking import placed_rows, source_of
from antoan.domains.vaccination.queries.files import require_held
from antoan.domains.vaccination.services.loading import Linked, link_doses
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import Decision, record_decisions
from antoan.foundation.imports.values import ReadRow
from antoan.kit import clock

LOOKED_AT_ONCE_MAX: Final = 1_000


class _Found(NamedTuple):
    """A row that waits, and whose dose it is."""

    row: HeldDose
    dose: DoseOf


@dataclass(frozen=True, slots=True)
class Looked:
    """How many rows were placed, and the last that was looked at; 0 when there was none."""

    placed: int
    last_id: int


@transaction.atomic
def place_held(*, actor: Actor, owner_id: str, held_id: int, because: str) -> None:
    """Say that a row is of the person it may be of, with the paper that was seen; the dose is recorded.

    HeldNotFound, also when nobody is like it; OwnRecord for who brought the file: a doubt needs a second pair of eyes.
    """
    require_held(actor, owner_id)
    reason, row = readable_reason(because), _waiting(owner_id, held_id)
    if row.person_id is None:
        raise HeldNotFound
    if actor.account_id is not None and row.brought_by == actor.account_id:
        raise OwnRecord
    if not _place(actor, owner_id, [_found(row, _read(row), row.person_id)], reason):
        raise HeldNotFound


@transaction.atomic
def dismiss_held(*, actor: Actor, owner_id: str, held_id: int, because: str) -> None:
    """Say that a row is nobody's dose; what it said is forgotten. HeldNotFound."""
    require_held(actor, owner_id)
    reason, row = readable_reason(because), _waiting(owner_id, held_id)
    _settle(actor, {row.pk: None}, HeldState.DISMISSED, {row.pk: {"because": reason}})


@transaction.atomic
def look_again(*, actor: Actor, owner_id: str, after: int = 0) -> Looked:
    """Place rows whose person has become known since the file came: the next LOOKED_AT_ONCE_MAX after an id."""
    require_held(actor, owner_id)
    rows = HeldDose.objects.select_for_update().filter(owner_id=owner_id, state=HeldState.WAITING)
    waiting = {row.pk: row for row in rows.filter(pk__gt=after).order_by("pk")[:LOOKED_AT_ONCE_MAX]}
    # Rows of several files: the row's own id is its number here.
    read = [_read(row, number=row.pk) for row in waiting.values()]
    by_id = {one.number: one for one in read}
    found = [
        _found(waiting[held_id], by_id[held_id], placed.person_id)
        for held_id, placed in placed_rows(read).items()
        if placed.standing is Standing.PLACED and placed.person_id is not None
    ]
    return Looked(_place(actor, owner_id, found, ""), max(waiting, default=0))


def _found(row: HeldDose, read: ReadDose, person_id: int) -> _Found:
    assert read.dose is not None
    return _Found(row, DoseOf(person_id, read.dose, read.reference))


def _place(actor: Actor, owner_id: str, found: Sequence[_Found], reason: str) -> int:
    """Record these doses and settle their rows; return how many. The row of somebody who is gone waits on."""
    if not found:
        return 0
    done = record_doses(
        actor=already_allowed(actor), source=source_of(owner_id), doses=[one.dose for one in found]
    )
    kept: list[tuple[_Found, RecordedDose]] = [
        (one, recorded) for one, recorded in zip(found, done, strict=True) if recorded is not None
    ]
    link_doses(Linked(one.row.run_id, one.row.number, one.dose, recorded) for one, recorded in kept)
    _settle(
        actor,
        {one.row.pk: one.dose.person_id for one, _ in kept},
        HeldState.PLACED,
        {one.row.pk: {"because": reason, "record": number} for one, number in _numbered(kept)},
    )
    return len(kept)


def _numbered(kept: Sequence[tuple[_Found, RecordedDose]]) -> Iterator[tuple[_Found, int]]:
    """Return the record of each row; of two rows that tell of one dose it is the same."""
    numbers: dict[tuple[int, str, date], int] = {}
    for one, recorded in kept:
        dose = one.dose.dose
        key = (one.dose.person_id, product_of(dose.product), dose.given_on)
        # A dose that an earlier row has just brought has no number of its own yet.
        yield one, numbers.setdefault(key, recorded.record_id)


def _settle(
    actor: Actor,
    people: Mapping[int, int | None],
    state: HeldState,
    details: Mapping[int, Mapping[str, Any]],
) -> None:
    """Settle rows by number: `people` are those they are placed with. Each is a decision of its own in the trail."""
    now = clock.now()
    if state is HeldState.PLACED:
        HeldDose.objects.bulk_update(
            [HeldDose(pk=held_id, person_id=person_id) for held_id, person_id in people.items()], ["person"]
        )
    HeldDose.objects.filter(pk__in=people).update(
        state=state, settled_by=actor.account_id, settled_at=now, content="", updated_at=now
    )
    record_decisions(
        actor,
        action=f"vaccination.held.{state}",
        object_kind="held",
        decisions=[Decision(held_id, people[held_id], detail) for held_id, detail in details.items()],
    )


def _waiting(owner_id: str, held_id: int) -> HeldDose:
    rows = HeldDose.objects.select_for_update().filter(pk=held_id, owner_id=owner_id)
    row = rows.filter(state=HeldState.WAITING).first()
    if row is None:
        raise HeldNotFound
    return row


def _read(row: HeldDose, *, number: int | None = None) -> ReadDose:
    cells = msgspec.json.decode(row.content, type=dict[str, str])
    read = ReadRow(row.number if number is None else number, cells)
    return read_dose(read, today=clock.today(), notes={})
