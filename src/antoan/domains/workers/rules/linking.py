"""Decides whether a row of a unit's list is somebody we know. Pure.

An employer's word joins a row to a person only when paper, name and birth agree. It never makes a person: a wrong
digit would take a stranger's number, and keep that stranger from registering (docs/decisions).
"""

from antoan.domains.people.matching import Confidence
from antoan.domains.workers.values import Link

_TO_CHECK = frozenset({Confidence.CONFLICT, Confidence.STRONG, Confidence.LIKELY})


def link_of(confidence: Confidence, *, was_contested: bool) -> Link:
    """Return how a row is joined. Whoever once said "I never worked there" is joined by a ward desk only."""
    if confidence is Confidence.CERTAIN and not was_contested:
        return Link.LINKED
    if was_contested or confidence in _TO_CHECK:
        return Link.CHECK
    return Link.PENDING


def may_be_joined(confidence: Confidence) -> bool:
    """Tell whether a ward desk may join a row to somebody: anybody but a person of quite another name and birth."""
    return confidence in _TO_CHECK | {Confidence.CERTAIN, Confidence.POSSIBLE}
