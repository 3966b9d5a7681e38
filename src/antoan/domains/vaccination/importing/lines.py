"""What a row is as one line, the same before it is written and after it was read back (lesson L4), and its marks. Pure."""

from datetime import date

from antoan.domains.people.queries.linking import identity_key
from antoan.domains.vaccination.importing.rows import ReadDose
from antoan.foundation.db.sealed import blind_index

_BETWEEN = "\x1f"


def line_of_record(
    number: int, person_id: int, product: str, given_on: date, dose_number: int, lot: str
) -> str:
    """Return the line of a dose that was recorded."""
    return _BETWEEN.join(map(str, (number, person_id, product, given_on, dose_number, lot)))


def line_of_held(number: int, standing: str, product: str, given_on: date, content: str) -> str:
    """Return the line of a row that was kept apart."""
    return _BETWEEN.join(map(str, (number, standing, product, given_on, content)))


def tally_of(read: ReadDose) -> str:
    """Return under what a row is counted: day and vaccine. "" for a row that cannot be read."""
    return "" if read.dose is None else f"{read.dose.given_on}|{read.product}"


def key_of(read: ReadDose) -> bytes | None:
    """Return the key by which a row is found when its person is erased."""
    return identity_key(read.paper, read.name, read.birth)


def mark_of(read: ReadDose) -> bytes:
    """Return by what the same row of another file is recognised."""
    assert read.dose is not None
    assert read.sought is not None
    who = read.sought.description
    papers = sorted(f"{paper.kind}:{paper.number}" for paper in who.papers)
    parts = (who.full_name, who.birth.on, papers, read.sought.qid, read.sought.phone, read.product,
             read.dose.given_on, read.dose.dose_number, read.dose.lot, read.dose.given_at)  # fmt: skip
    return blind_index("doses:row", _BETWEEN.join(map(str, parts)))
