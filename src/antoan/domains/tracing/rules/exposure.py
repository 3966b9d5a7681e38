"""What a contact is. The one definition; every engine says the same in its own language and runs the same vectors.

All times are whole seconds since `values.EPOCH`, as in the sealed files.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Stay(NamedTuple):
    """A stay of a person at a spot, from entry to effective end."""

    person: int
    spot: int
    t_in: int
    t_eff: int


class Exposure(NamedTuple):
    """How long somebody was exposed, and from when on."""

    seconds: int
    first_at: int


@dataclass(frozen=True, slots=True)
class ContactRule:
    """How far the time of a case reaches beyond the stay."""

    before_s: int
    linger_s: int


def infectious_interval(stay: Stay, rule: ContactRule, *, since: int, until: int) -> tuple[int, int] | None:
    """Return [a, b) in which a case infects at the spot of a stay, within the days it is infectious at all."""
    a = max(stay.t_in - rule.before_s, since)
    b = min(stay.t_eff + rule.linger_s, until)
    return (a, b) if a < b else None


def exposure(interval: tuple[int, int], other: Stay) -> Exposure | None:
    """Return the exposure of another stay at the same spot; None when they did not meet.

    Somebody who came and left at one moment within the interval has met the case for no length of time.
    """
    a, b = interval
    if not (other.t_in < b and other.t_eff > a):
        return None
    first_at = max(other.t_in, a)
    return Exposure(min(other.t_eff, b) - first_at, first_at)
