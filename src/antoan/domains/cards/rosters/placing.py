"""Decides who a row of a list is: somebody known, somebody new, or a case for a person to look at. Pure.

A ward's list may register people, as its desk may. What speaks for somebody of the ward who is there already keeps
the row out until an officer has looked: nobody is registered twice by a file. Of people who live elsewhere a file
tells nothing but what the desk's own form tells of a paper that is taken.
"""

from dataclasses import dataclass
from typing import Final

from antoan.domains.people.matching import Confidence
from antoan.foundation.imports.values import Fault

PAPER: Final = "paper"
PAPER_TAKEN: Final = "paper_taken"
LIVES_ELSEWHERE: Final = "lives_elsewhere"
ALIKE: Final = "alike"
BY_NAME: Final = "by_name"
NOT_ON_LIST: Final = "not_on_list"
NAME_DIFFERS: Final = "name_differs"
PAST_BOUND: Final = "past_bound"


@dataclass(frozen=True, slots=True)
class Placed:
    """Who a row is. With neither a person nor a fault it is somebody new; `is_doubtful` has a desk compare them."""

    person_id: int | None = None
    faults: tuple[Fault, ...] = ()
    is_doubtful: bool = False


def placed_in_ward(
    confidence: Confidence, person_id: int | None, *, lives_here: bool, has_paper: bool
) -> Placed:
    """Return who a row of a ward's list is, by its surest match."""
    match confidence:
        case Confidence.CERTAIN if lives_here:
            return Placed(person_id)
        case Confidence.CERTAIN:
            return Placed(faults=(Fault(PAPER, LIVES_ELSEWHERE),))
        case Confidence.CONFLICT:
            return Placed(faults=(Fault(PAPER, PAPER_TAKEN),))
        case Confidence.STRONG if lives_here and not has_paper:
            return Placed(person_id, (Fault("", BY_NAME, is_warning=True),))
        case Confidence.STRONG | Confidence.LIKELY if lives_here:
            return Placed(faults=(Fault("", ALIKE),))
        case Confidence.STRONG:
            return Placed(is_doubtful=True)
    return Placed()


def placed_in_unit(person_id: int | None, *, has_paper: bool, same_name: bool) -> Placed:
    """Return who a row of a unit's list is: only people on its staff list, by their paper. It registers nobody."""
    if not has_paper:
        return Placed(faults=(Fault(PAPER, "missing"),))
    if person_id is None:
        return Placed(faults=(Fault(PAPER, NOT_ON_LIST),))
    return Placed(person_id) if same_name else Placed(faults=(Fault("name", NAME_DIFFERS),))
