"""Decides what a description is: somebody who is there already, somebody new, or a case for a desk. Pure.

The answer given to whoever typed the description must not depend on it (lesson L9): a doubtful one is registered
like a new one, and only the desk knows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from antoan.domains.identity.limits import CANDIDATES_PER_CASE_MAX
from antoan.domains.identity.values import Standing
from antoan.domains.people.matching import Confidence, SamePerson

_SURE: Final = (Confidence.CERTAIN, Confidence.STRONG)
# Namesakes of one day of birth are frequent in a city, so less than this is left alone, except on one number.
_DOUBTFUL: Final = (*_SURE, Confidence.CONFLICT)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a description is, and of whom. `confidence` is that of the best fit."""

    standing: Standing
    person_id: int | None = None
    confidence: Confidence = Confidence.NONE
    resembling: tuple[SamePerson, ...] = ()


def judge(found: Sequence[SamePerson], *, proven: Collection[int]) -> Judgement:
    """Judge what was found, the best fit first. `proven`: who has the number that was proven just now.

    Knowing somebody's name, birth and papers is no proof of being them; having their telephone as well is.
    """
    known = [one for one in found if one.person_id in proven and one.match.confidence in _SURE]
    if known and not _is_tie(known):
        return Judgement(Standing.KNOWN, known[0].person_id, known[0].match.confidence)
    doubtful = [one for one in found if _is_doubtful(one, proven)]
    if not doubtful:
        return Judgement(Standing.NEW)
    return Judgement(
        Standing.DOUBTFUL,
        confidence=doubtful[0].match.confidence,
        resembling=tuple(doubtful[:CANDIDATES_PER_CASE_MAX]),
    )


def sure_one(found: Sequence[SamePerson]) -> SamePerson | None:
    """Return the only one whom a description fits surely."""
    sure = [one for one in found if one.match.confidence in _SURE]
    return sure[0] if sure and not _is_tie(sure) else None


def _is_tie(sure: Sequence[SamePerson]) -> bool:
    """Twins of one number: nobody guesses between them."""
    if len(sure) < 2:
        return False
    first, second = sure[0].match, sure[1].match
    return (first.same_document, first.score) == (second.same_document, second.score)


def _is_doubtful(one: SamePerson, proven: Collection[int]) -> bool:
    if one.match.confidence in _DOUBTFUL:
        return True
    return one.match.confidence is Confidence.LIKELY and one.person_id in proven
