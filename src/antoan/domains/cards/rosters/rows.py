"""Reads one row of a list that somebody brings. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from antoan.domains.cards.rosters.columns import ADDRESS, BIRTH, COLUMNS, GENDER, NAME, PAPER, PHONE
from antoan.domains.people.cells import (
    birth_from_cell,
    gender_from_cell,
    name_from_cell,
    paper_from_cell,
    phone_from_cell,
)
from antoan.domains.people.matching import Description
from antoan.domains.people.rules import ADDRESS_LETTERS_MAX
from antoan.domains.people.values import Birth, Gender, NewPerson, Paper
from antoan.foundation.imports.cells import TOO_LONG, cell_faults, row_faults
from antoan.foundation.imports.values import Fault, ReadRow
from antoan.kit.text import squeeze

_NOTES: Final = ("month_first", "maybe_swapped")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a row says. `person` is None when something keeps it out; the parts then help to find it again."""

    number: int
    person: NewPerson | None
    faults: tuple[Fault, ...]
    name: str
    birth: Birth | None
    paper: Paper | None

    @property
    def description(self) -> Description:
        """Return the person as people are matched; of good rows only."""
        assert self.person is not None
        return Description(
            self.person.full_name, self.person.birth, self.person.gender, self.person.documents
        )


def read_line(row: ReadRow, *, today: date, ward_id: int | None, notes: dict[str, Any]) -> ReadLine:
    """Read a row of people who live in this ward; `notes` are what the reader found of the whole file."""
    faults = [*row_faults(row), *cell_faults(row, COLUMNS)]
    broken = {fault.column for fault in faults if not fault.is_warning}
    name, said = ("", ()) if NAME in broken else name_from_cell(row, NAME)
    faults += said
    hints = {key: notes.get(key, ()) for key in _NOTES}
    birth, said = (None, ()) if BIRTH in broken else birth_from_cell(row, BIRTH, today=today, **hints)
    faults += said
    gender, said = gender_from_cell(row, GENDER)
    faults += said
    paper, said = _paper(row, birth, gender, is_broken=PAPER in broken)
    faults += said
    phone, said = phone_from_cell(row, PHONE)
    faults += said
    address = squeeze(row.text(ADDRESS))
    if len(address) > ADDRESS_LETTERS_MAX:
        faults.append(Fault(ADDRESS, TOO_LONG))
    if birth is None or any(not fault.is_warning for fault in faults):
        return ReadLine(row.number, None, tuple(faults), name, birth, paper)
    person = NewPerson(
        full_name=name, birth=birth, gender=gender, documents=(paper,) if paper else (),
        phones=(phone,) if phone else (), ward_id=ward_id, address=address,
    )  # fmt: skip
    return ReadLine(row.number, person, tuple(faults), name, birth, paper)


def line_of(number: int, person_id: int, *known: str) -> str:
    """Return a row as one line: the same before it is written and after it was read back (lesson L4)."""
    return "\x1f".join((str(number), str(person_id), *known))


def _paper(
    row: ReadRow, birth: Birth | None, gender: Gender, *, is_broken: bool
) -> tuple[Paper | None, tuple[Fault, ...]]:
    """Return the paper; children and old people may have none."""
    if is_broken or not row.text(PAPER):
        return None, ()
    return paper_from_cell(row, PAPER, birth=birth, gender=gender)
