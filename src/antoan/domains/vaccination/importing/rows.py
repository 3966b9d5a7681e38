"""Reads one row of a list of doses. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from antoan.domains.people.cells import (
    UNREADABLE,
    birth_from_cell,
    day_from_cell,
    gender_from_cell,
    insurance_from_cell,
    name_from_cell,
    paper_from_cell,
    phone_from_cell,
)
from antoan.domains.people.matching import Description
from antoan.domains.people.queries.placing import Sought
from antoan.domains.people.values import Birth, Gender, Paper
from antoan.domains.records.dose_lists import product_of
from antoan.domains.records.values import NewDose
from antoan.domains.vaccination.importing.columns import (
    BIRTH,
    COLUMNS,
    DOSE_NUMBER,
    GENDER,
    GIVEN_ON,
    GIVEN_TIME,
    INSURANCE,
    LOT,
    NAME,
    PAPER,
    PHONE,
    PRODUCT,
    QID,
    REFERENCE,
    SITE,
)
from antoan.foundation.imports.cells import TOO_LONG, cell_faults, row_faults
from antoan.foundation.imports.values import Fault, ReadRow
from antoan.kit.text import fold, squeeze

TIME_IGNORED: Final = "time_ignored"
_LETTERS_MAX: Final = {PRODUCT: 40, LOT: 40, SITE: 150, REFERENCE: 80, QID: 32}
_NUMBER: Final = re.compile(r"(?:mui|dose|lan)?\s*(?:thu|so)?\s*([1-9])", re.ASCII)
_NUMBER_WORDS: Final = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_TIME: Final = re.compile(r"([01]?\d|2[0-3])\s*[:hg]\s*([0-5]\d)(?::[0-5]\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReadDose:
    """What a row says. `sought` and `dose` are None when something keeps the row out."""

    number: int
    faults: tuple[Fault, ...]
    name: str = ""
    birth: Birth | None = None
    paper: Paper | None = None  # The first it shows: by it the row is found when its person is erased.
    sought: Sought | None = None
    dose: NewDose | None = None
    reference: str = ""

    @property
    def product(self) -> str:
        """The vaccine's key, or what the row calls it; "" for a row that cannot be read."""
        return product_of(self.dose.product) if self.dose is not None else ""


def read_dose(row: ReadRow, *, today: date, notes: Mapping[str, Any]) -> ReadDose:
    """Read a row. `notes` are what the reader found of the whole file."""
    faults = [*row_faults(row), *cell_faults(row, COLUMNS)]
    broken = {fault.column for fault in faults if not fault.is_warning}
    hints: dict[str, Iterable[str]] = {
        "month_first": notes.get("month_first", ()),
        "maybe_swapped": notes.get("maybe_swapped", ()),
    }
    name, said = ("", ()) if NAME in broken else name_from_cell(row, NAME)
    faults += said
    birth, said = (None, ()) if BIRTH in broken else birth_from_cell(row, BIRTH, today=today, **hints)
    faults += said
    gender, said = gender_from_cell(row, GENDER)
    faults += said
    papers, said = _papers(row, birth, gender)
    faults += said
    phone, said = phone_from_cell(row, PHONE)
    faults += said
    day, said = (None, ()) if GIVEN_ON in broken else day_from_cell(row, GIVEN_ON, **hints)
    faults += said
    number, said = (None, ()) if DOSE_NUMBER in broken else _dose_number(row)
    faults += said
    moment, said = _time(row)
    faults += [*said, *_long(row)]
    paper = papers[0] if papers else None
    if birth is None or day is None or number is None or any(not fault.is_warning for fault in faults):
        return ReadDose(row.number, tuple(faults), name, birth, paper)
    who = Description(name, birth, gender, papers)
    dose = NewDose(
        squeeze(row.text(PRODUCT)), day, number, lot=squeeze(row.text(LOT)), given_at=squeeze(row.text(SITE)),
        given_time=moment, holder=Description(name, birth, gender),
    )  # fmt: skip
    sought = Sought(who, squeeze(row.text(QID)), phone)
    return ReadDose(row.number, tuple(faults), name, birth, paper, sought, dose, squeeze(row.text(REFERENCE)))


def _papers(row: ReadRow, birth: Birth | None, gender: Gender) -> tuple[list[Paper], tuple[Fault, ...]]:
    """Return the papers a row shows. An identity number that cannot be read keeps the row out: it was meant to tell whose."""
    paper, said = paper_from_cell(row, PAPER, birth=birth, gender=gender) if row.text(PAPER) else (None, ())
    card, more = insurance_from_cell(row, INSURANCE)
    return [one for one in (paper, card) if one is not None], (*said, *more)


def _dose_number(row: ReadRow) -> tuple[int | None, tuple[Fault, ...]]:
    text = fold(row.text(DOSE_NUMBER))
    if found := _NUMBER.fullmatch(text):
        return int(found[1]), ()
    word = text.rpartition(" ")[2]
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word], ()
    return None, (Fault(DOSE_NUMBER, UNREADABLE),)


def _time(row: ReadRow) -> tuple[time | None, tuple[Fault, ...]]:
    text = fold(row.text(GIVEN_TIME))
    if not text:
        return None, ()
    found = _TIME.fullmatch(text)
    if found is None:
        return None, (Fault(GIVEN_TIME, TIME_IGNORED, is_warning=True),)
    return time(int(found[1]), int(found[2])), ()


def _long(row: ReadRow) -> list[Fault]:
    return [
        Fault(key, TOO_LONG)
        for key, most in _LETTERS_MAX.items()
        if (text := row.text(key)) and len(squeeze(text)) > most
    ]
