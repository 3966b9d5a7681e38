"""Decides through which door somebody goes. Pure."""

from datetime import datetime

from antoan.domains.declarations.validity import Validity, is_valid
from antoan.domains.policy.values import Colour
from antoan.domains.reception.values import Flow, Why


def flow_of(colour: Colour, *, is_risky: bool) -> tuple[Flow, Why]:
    """Return which way somebody goes, and why."""
    if colour is Colour.RED:
        return Flow.APART, Why.RED
    if is_risky:
        return Flow.APART, Why.RISKY_DECLARATION
    return Flow.USUAL, Why.NOTHING


def has_declared(declared_at: datetime | None, validity: Validity, now: datetime) -> bool:
    """Tell whether a declaration is still good here."""
    return declared_at is not None and is_valid(declared_at, validity, now)
