"""Records the rows of a list, a batch at a time: doses of whoever is certain; the rest is kept apart, and nobody's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from psycopg.types.json import Jsonb

from antoan.domains.people.errors import (
    AlreadyRegistered,
    DocumentTaken,
    DocumentUnreadable,
    PersonUnreadable,
)
from antoan.domains.people.queries.placing import Placed, Standing
from antoan.domains.people.services import register_person
from antoan.domains.people.values import NewPerson
from antoan.domains.records.dose_lists import product_of
from antoan.domains.records.services import record_doses
from antoan.domains.records.values import DoseOf, RecordedDose
from antoan.domains.vaccination.importing.lines import key_of, line_of_held, line_of_record
from antoan.domains.vaccination.importing.rows import ReadDose
from antoan.domains.vaccination.importing.values import REGISTER_UNKNOWN, HeldState
from antoan.domains.vaccination.models import HeldDose, ImportedDose
from antoan.domains.vaccination.queries.checking import (
    doses_placed,
    held_marks,
    known_marks,
    placed_rows,
    source_of,
)
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.db.copying import copy_rows
from antoan.foundation.imports.values import Loaded, ReadRow, RunRef
from antoan.kit import clock

_LINK: Final = {
    "created_at": "timestamptz", "updated_at": "timestamptz", "run_id": "uuid", "number": "int4", "person_id": "int8",
    "record_id": "int8", "former": "jsonb",
}  # fmt: skip


class Linked(NamedTuple):
    """Which row of which file a record came with."""

    run_id: UUID
    number: int
    dose: DoseOf
    recorded: RecordedDose


def load_doses(run: RunRef, rows: Sequence[ReadRow], read: Sequence[ReadDose]) -> list[Loaded]:
    """Write good rows, in their order, within the caller's transaction."""
    placed = placed_rows(read)
    if run.has_chosen(REGISTER_UNKNOWN):
        placed |= dict(_registered(read, placed))
    lines = _record(run, doses_placed(read, placed)) | _hold(run, rows, read, placed)
    return [Loaded(row.number, lines.get(row.number)) for row in rows]


def acting_for(account_id: int | None) -> Actor:
    """Return who acts when a list is loaded: the right was checked when it was decided; records name the account."""
    return Actor(account_id=account_id, label=SYSTEM.label, is_system=True)


def link_doses(kept: Iterable[Linked]) -> None:
    """Keep which row of a file each record came with; of one that stood there already nothing is to be kept."""
    now = clock.now()
    rows = (
        (now, now, one.run_id, one.number, one.dose.person_id, one.recorded.record_id,
         None if one.recorded.former is None else Jsonb(dict(one.recorded.former)))
        for one in kept
        if one.recorded.is_new or one.recorded.former is not None
    )  # fmt: skip
    copy_rows(ImportedDose._meta.db_table, list(_LINK), rows, list(_LINK.values()))


def _record(run: RunRef, doses: Mapping[int, DoseOf]) -> dict[int, str]:
    """Record doses, and return the line of each that was not there."""
    done = record_doses(
        actor=acting_for(run.account_id), source=source_of(run.owner_id), doses=list(doses.values())
    )
    kept = {
        number: (one, recorded)
        for (number, one), recorded in zip(doses.items(), done, strict=True)
        if recorded is not None and (recorded.is_new or recorded.former is not None)
    }
    link_doses(Linked(run.id, number, one, recorded) for number, (one, recorded) in kept.items())
    return {
        number: line_of_record(
            number, one.person_id, product_of(one.dose.product), one.dose.given_on, recorded.dose_number,
            recorded.lot,
        )
        for number, (one, recorded) in kept.items()
    }  # fmt: skip


def _hold(
    run: RunRef, rows: Sequence[ReadRow], read: Sequence[ReadDose], placed: Mapping[int, Placed]
) -> dict[int, str]:
    """Keep rows apart of which nobody is certain, and return the line of each that was not there."""
    marks = held_marks(read, dict(placed))
    seen, lines, held = known_marks(run.owner_id, marks), {}, []
    for row, one in zip(rows, read, strict=True):
        mark = marks.get(one.number)
        if mark is None or mark in seen:
            continue
        seen.add(mark)
        assert one.dose is not None
        at, content = placed[one.number], msgspec.json.encode(dict(row.cells)).decode()
        held.append(
            HeldDose(
                run_id=run.id, number=one.number, owner_id=run.owner_id, brought_by=run.account_id, standing=at.standing,
                person_id=at.person_id, key=key_of(one), mark=mark, product=one.product, given_on=one.dose.given_on,
                content=content, state=HeldState.WAITING,
            )
        )  # fmt: skip
        lines[one.number] = line_of_held(one.number, at.standing, one.product, one.dose.given_on, content)
    HeldDose.objects.bulk_create(held)
    return lines


def _registered(read: Sequence[ReadDose], placed: Mapping[int, Placed]) -> Iterator[tuple[int, Placed]]:
    """Register those nobody knows and whose paper the row shows; whoever stands in two rows is one person."""
    new: dict[bytes, Placed] = {}
    for one in read:
        key = key_of(one)
        if one.number not in placed or placed[one.number].standing is not Standing.UNKNOWN or not one.paper:
            continue
        assert key is not None
        if key not in new:
            new[key] = _register(one)
        yield one.number, new[key]


def _register(one: ReadDose) -> Placed:
    assert one.sought is not None
    who, phone = one.sought.description, one.sought.phone
    person = NewPerson(
        who.full_name, who.birth, who.gender, documents=tuple(who.papers), phones=(phone,) if phone else ()
    )
    try:
        return Placed(Standing.PLACED, register_person(actor=SYSTEM, person=person).id)
    except (AlreadyRegistered, DocumentTaken):
        return Placed(Standing.CONFLICT)
    except (PersonUnreadable, DocumentUnreadable):
        return Placed(Standing.UNKNOWN)
