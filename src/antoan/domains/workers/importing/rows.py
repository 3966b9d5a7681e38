"""Reads one row of a staff list. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from antoan.domains.people.cells import (
    birth_from_cell,
    gender_from_cell,
    name_from_cell,
    paper_from_cell,
    phone_from_cell,
)
from antoan.domains.people.values import Birth, Gender, Paper
from antoan.domains.workers.importing.columns import (
    BIRTH,
    COHORT,
    COLUMNS,
    GENDER,
    JOB,
    NAME,
    PAPER,
    PHONE,
    STAFF_CODE,
    WARD,
)
from antoan.domains.workers.rules.groups import NAME_LETTERS_MAX
from antoan.domains.workers.values import NewWorker
from antoan.foundation.imports.cells import TOO_LONG, cell_faults, row_faults
from antoan.foundation.imports.values import Fault, ReadRow
from antoan.kit.text import fold, squeeze

WARD_UNKNOWN: Final = "ward_unknown"
_LETTERS_MAX: Final = {STAFF_CODE: 30, JOB: 100, COHORT: NAME_LETTERS_MAX}


@dataclass(frozen=True, slots=True)
class ReadWorker:
    """What a row says. `worker` is None when something keeps it out; the parts then help to find it again."""

    worker: NewWorker | None
    faults: tuple[Fault, ...]
    name: str
    birth: Birth | None
    paper: Paper | None


def read_worker(
    row: ReadRow, *, today: date, wards: Mapping[str, int], notes: Mapping[str, Any]
) -> ReadWorker:
    """Read a row. `wards` are areas by folded name; `notes` what the reader found of the whole file."""
    faults = [*row_faults(row), *cell_faults(row, COLUMNS)]
    broken = {fault.column for fault in faults if not fault.is_warning}
    name, said = ("", ()) if NAME in broken else name_from_cell(row, NAME)
    faults += said
    birth, said = (None, ()) if BIRTH in broken else _birth(row, today, notes)
    faults += said
    gender, said = gender_from_cell(row, GENDER)
    faults += said
    paper, said = (None, ()) if PAPER in broken else paper_from_cell(row, PAPER, birth=birth, gender=gender)
    faults += said
    phone, said = phone_from_cell(row, PHONE)
    faults += said
    ward_id, said = _ward(row, wards)
    faults += [*said, *_long(row)]
    if birth is None or paper is None or any(not fault.is_warning for fault in faults):
        return ReadWorker(None, tuple(faults), name, birth, paper)
    worker = _worker(row, name, birth, gender, paper, phone, ward_id)
    return ReadWorker(worker, tuple(faults), name, birth, paper)


def line_of(number: int, worker: NewWorker) -> str:
    """Return a row as one line: the same before it is written and after it was read back (lesson L4)."""
    birth = worker.birth.on.isoformat() if worker.birth.is_day_known else str(worker.birth.on.year)
    parts = (
        number, worker.full_name, birth, worker.gender.value, worker.paper.kind.value, worker.paper.number,
        worker.phone, worker.staff_code, worker.job, fold(worker.cohort),
    )  # fmt: skip
    return "\x1f".join(map(str, parts))


def _worker(
    row: ReadRow, name: str, birth: Birth, gender: Gender, paper: Paper, phone: str, ward_id: int | None
) -> NewWorker:
    return NewWorker(
        full_name=name,
        birth=birth,
        gender=gender,
        paper=paper,
        phone=phone,
        staff_code=squeeze(row.text(STAFF_CODE)),
        job=squeeze(row.text(JOB)),
        cohort=squeeze(row.text(COHORT)),
        ward_id=ward_id,
    )


def _birth(row: ReadRow, today: date, notes: Mapping[str, Any]) -> tuple[Birth | None, tuple[Fault, ...]]:
    month_first: Collection[str] = notes.get("month_first", ())
    maybe_swapped: Collection[str] = notes.get("maybe_swapped", ())
    return birth_from_cell(row, BIRTH, today=today, month_first=month_first, maybe_swapped=maybe_swapped)


def _ward(row: ReadRow, wards: Mapping[str, int]) -> tuple[int | None, tuple[Fault, ...]]:
    text = fold(row.text(WARD))
    if not text:
        return None, ()
    found = wards.get(text)
    return found, () if found is not None else (Fault(WARD, WARD_UNKNOWN, is_warning=True),)


def _long(row: ReadRow) -> list[Fault]:
    return [Fault(key, TOO_LONG) for key, most in _LETTERS_MAX.items() if len(squeeze(row.text(key))) > most]
