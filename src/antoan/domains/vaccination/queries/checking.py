"""Judges rows of a list of doses without writing. For the importer: no actor is asked, and nothing of a person is told."""

from collections.abc import Sequence

from antoan.domains.people.queries.bulk import identities_of
from antoan.domains.people.queries.placing import Placed, Standing, place_many
from antoan.domains.records.dose_lists import judge_list
from antoan.domains.records.queries.lists import known_beside
from antoan.domains.records.values import AUTHORITY, CLINIC, DoseOf, Judged, RecordState
from antoan.domains.vaccination.importing.lines import key_of, mark_of, tally_of
from antoan.domains.vaccination.importing.rows import ReadDose
from antoan.domains.vaccination.importing.values import CITY, CONFLICT, DOUBT, DOUBTFUL, UNKNOWN
from antoan.domains.vaccination.models import HeldDose
from antoan.foundation.imports.values import Checked, Fault, RunRef
from antoan.kit import clock

_WARNINGS = {Standing.DOUBTFUL: DOUBTFUL, Standing.CONFLICT: CONFLICT, Standing.UNKNOWN: UNKNOWN}


def source_of(owner_id: str) -> str:
    """Return the source of the records of a list: the unit that brought it, or the city."""
    return f"{AUTHORITY}{CITY}" if owner_id == CITY else f"{CLINIC}{owner_id}"


def placed_rows(read: Sequence[ReadDose]) -> dict[int, Placed]:
    """Return by row number whom the rows that can be read are about."""
    sought = [(one.number, one.sought) for one in read if one.sought is not None]
    placed = place_many([who for _, who in sought])
    return {number: one for (number, _), one in zip(sought, placed, strict=True)}


def doses_placed(read: Sequence[ReadDose], placed: dict[int, Placed]) -> dict[int, DoseOf]:
    """Return by row number the doses of those who are certain."""
    found = {}
    for one in read:
        at = placed.get(one.number)
        if at is not None and at.standing is Standing.PLACED and at.person_id is not None:
            assert one.dose is not None
            found[one.number] = DoseOf(at.person_id, one.dose, one.reference)
    return found


def held_marks(read: Sequence[ReadDose], placed: dict[int, Placed]) -> dict[int, bytes]:
    """Return by row number the marks of rows of which nobody is certain."""
    return {
        one.number: mark_of(one)
        for one in read
        if one.number in placed and placed[one.number].standing is not Standing.PLACED
    }


def known_marks(owner_id: str, marks: dict[int, bytes]) -> set[bytes]:
    """Return which of these rows were kept apart already."""
    rows = HeldDose.objects.filter(owner_id=owner_id, mark__in=list(marks.values()))
    return {bytes(mark) for mark in rows.values_list("mark", flat=True)}


def checked_doses(run: RunRef, read: Sequence[ReadDose]) -> list[Checked]:
    """Return what is to be said of each row, in order."""
    placed = placed_rows(read)
    doses = doses_placed(read, placed)
    source, listed = source_of(run.owner_id), list(doses.values())
    people = identities_of({one.person_id for one in listed})
    judged = judge_list(
        listed, known_beside(listed, people, source=source), source=source, today=clock.today()
    )
    by_number = dict(zip(doses, judged, strict=True))
    marks = held_marks(read, placed)
    known, seen = known_marks(run.owner_id, marks), set[bytes]()
    checked = []
    for one in read:
        mark = marks.get(one.number)
        is_held_already = mark is not None and (mark in known or mark in seen)
        seen |= {mark} if mark is not None else set()
        judgement = by_number.get(one.number)
        checked.append(
            Checked(
                (*one.faults, *_warnings(placed.get(one.number), judgement)),
                key_of(one),
                is_known=is_held_already or _stands(judgement),
                tally=tally_of(one),
            )
        )
    return checked


def _stands(judged: Judged | None) -> bool:
    """Tell whether a dose is there already and the row adds nothing to it."""
    return judged is not None and judged.known is not None and not judged.vouches


def _warnings(placed: Placed | None, judged: Judged | None) -> list[Fault]:
    if placed is not None and placed.standing in _WARNINGS:
        return [Fault("", _WARNINGS[placed.standing], is_warning=True)]
    if judged is None or judged.state is not RecordState.QUARANTINED or judged.known is not None:
        return []
    return [Fault("", f"{DOUBT}{doubt}", is_warning=True) for doubt in judged.doubts]
