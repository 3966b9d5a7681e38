"""Answers foundation.imports for lists that a ward or a unit brings."""

from collections.abc import Iterator, Sequence
from itertools import islice

from antoan.domains.cards.errors import RosterInUse
from antoan.domains.cards.limits import ROSTER_UNDO_STEP
from antoan.domains.cards.models import Batch, RosterLine
from antoan.domains.cards.rosters.columns import COLUMNS
from antoan.domains.cards.rosters.looking import place_all
from antoan.domains.cards.rosters.rows import ReadLine, line_of, read_line
from antoan.domains.cards.rosters.settling import is_in_use, register_line, take_back
from antoan.domains.cards.values import ROSTER, BatchState, RosterOwner
from antoan.domains.people.queries.cards import cards_of
from antoan.domains.people.queries.linking import identity_key
from antoan.foundation.imports.limits import BATCH_ROWS
from antoan.foundation.imports.values import Checked, Column, Loaded, ReadRow, RunRef
from antoan.kit import clock

_READ_AT_ONCE = 1_000


class RosterImporter:
    """Reads, checks, loads and takes back rows of a list."""

    kind: str = ROSTER
    columns: tuple[Column, ...] = COLUMNS
    batch_rows: int = BATCH_ROWS
    is_one_row_each: bool = True

    def check(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Checked]:
        """Judge rows. Whoever is known gets a card like whoever is new: nothing is "there already"."""
        lines = _read(run, rows)
        return [
            Checked((*line.faults, *placed.faults), identity_key(line.paper, line.name, line.birth))
            for line, placed in zip(lines, place_all(RosterOwner.of(run.owner_id), lines), strict=True)
        ]

    def load(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Loaded]:
        """Register who is new, and keep the order. Whom somebody registered since is looked at again: left out."""
        lines = _read(run, rows)
        loaded: list[Loaded] = []
        new: list[RosterLine] = []
        for line, placed in zip(lines, place_all(RosterOwner.of(run.owner_id), lines), strict=True):
            if any(not fault.is_warning for fault in placed.faults):
                loaded.append(Loaded(line.number, None))
                continue
            is_new = placed.person_id is None
            person_id = placed.person_id or register_line(run, line, is_doubtful=placed.is_doubtful)
            new.append(RosterLine(run_id=run.id, number=line.number, person_id=person_id, is_new=is_new))
            loaded.append(
                Loaded(line.number, _sent(line, person_id) if is_new else line_of(line.number, person_id))
            )
        RosterLine.objects.bulk_create(new)
        return loaded

    def read_back(self, run: RunRef) -> Iterator[str]:
        """Yield the lines of what stands in the tables."""
        rows = RosterLine.objects.filter(run_id=run.id).order_by("number").iterator(chunk_size=_READ_AT_ONCE)
        while some := list(islice(rows, _READ_AT_ONCE)):
            cards = cards_of(row.person_id for row in some if row.is_new)
            for row in some:
                card = cards.get(row.person_id)
                known = (
                    ()
                    if card is None
                    else (card.full_name, card.birth.on.isoformat(), card.address, *card.phones)
                )
                yield line_of(row.number, row.person_id, *known)

    def refuse_undo(self, run: RunRef) -> None:
        """Raise RosterInUse while cards that were made from the list are good."""
        if Batch.objects.filter(roster_id=run.id).exclude(state=BatchState.REVOKED).exists():
            raise RosterInUse

    def undo(self, run: RunRef, rows_max: int) -> int:
        """Take back who was registered by the list alone; whoever is known by more since stays, and is counted."""
        rows = RosterLine.objects.filter(run_id=run.id, is_kept=False).order_by("-number")
        some = list(rows[: min(rows_max, ROSTER_UNDO_STEP)])
        for row in some:
            if row.is_new and is_in_use(row.person_id):
                row.is_kept = True
                row.save(update_fields=["is_kept", "updated_at"])
            elif row.is_new:
                take_back(run, row.person_id)  # The line goes with its person.
            else:
                row.delete()
        return len(some)


def _sent(line: ReadLine, person_id: int) -> str:
    assert line.person is not None
    person = line.person
    return line_of(
        line.number, person_id, person.full_name, person.birth.on.isoformat(), person.address, *person.phones
    )


def _read(run: RunRef, rows: Sequence[ReadRow]) -> list[ReadLine]:
    today, owner = clock.today(), RosterOwner.of(run.owner_id)
    return [read_line(row, today=today, ward_id=owner.ward_id, notes=dict(run.notes)) for row in rows]
