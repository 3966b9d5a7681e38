"""Looks up who the good rows of a list are, many at once."""

from collections.abc import Sequence

from antoan.domains.areas.queries import areas_within
from antoan.domains.cards.limits import BATCH_CARDS_MAX
from antoan.domains.cards.rosters.placing import PAST_BOUND, Placed, placed_in_unit, placed_in_ward
from antoan.domains.cards.rosters.rows import ReadLine
from antoan.domains.cards.values import RosterOwner
from antoan.domains.people.names import NameLikeness, name_likeness
from antoan.domains.people.queries.bulk import wards_of
from antoan.domains.people.queries.linking import link_many
from antoan.domains.people.queries.persons import paper_index
from antoan.domains.workers.queries.rows import known_by_paper
from antoan.foundation.imports.limits import HEADER_ROWS_MAX
from antoan.foundation.imports.values import Fault


def place_all(owner: RosterOwner, lines: Sequence[ReadLine]) -> list[Placed]:
    """Return who each line is, in order; of lines with faults of their own nobody."""
    good = [line for line in lines if line.person is not None]
    found = _of_ward(owner.ward_id, good) if owner.ward_id is not None else _of_unit(owner, good)
    by_number = {line.number: placed for line, placed in zip(good, found, strict=True)}
    return [_bounded(line, by_number.get(line.number, Placed())) for line in lines]


def _of_ward(ward_id: int, lines: Sequence[ReadLine]) -> list[Placed]:
    matches = link_many([line.description for line in lines])
    homes = wards_of({one.person_id for one in matches if one.person_id is not None})
    here = areas_within(ward_id)
    return [
        placed_in_ward(
            one.confidence, one.person_id, lives_here=homes.get(one.person_id or 0) in here, has_paper=line.paper is not None,
        )
        for line, one in zip(lines, matches, strict=True)
    ]  # fmt: skip


def _of_unit(owner: RosterOwner, lines: Sequence[ReadLine]) -> list[Placed]:
    assert owner.unit_id is not None
    indexes = [paper_index(line.paper) if line.paper else b"" for line in lines]
    known = known_by_paper(owner.unit_id, indexes)
    placed = []
    for line, index in zip(lines, indexes, strict=True):
        person_id, name = known.get(index, (None, ""))
        same = name_likeness(line.name, name) is not NameLikeness.DIFFERENT
        placed.append(placed_in_unit(person_id, has_paper=bool(index), same_name=same))
    return placed


def _bounded(line: ReadLine, placed: Placed) -> Placed:
    """A batch has BATCH_CARDS_MAX cards; a longer list is to be divided, and says so row by row."""
    if line.number <= BATCH_CARDS_MAX + HEADER_ROWS_MAX:
        return placed
    return Placed(faults=(Fault("", PAST_BOUND, detail=str(BATCH_CARDS_MAX)),))
