"""A person takes part in what staff type for them: how they are there, and what each way allows. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from antoan.domains.people.errors import PersonAbsent


class Presence(StrEnum):
    """How the person takes part."""

    DESK = "desk"  # Stands before the clerk, who has seen a paper.
    PHONE = "phone"  # Was called back on a number of their entry: whoever calls in may be anybody.


@dataclass(frozen=True, slots=True)
class Assistance:
    """Why staff act with a person, and how the person is there. Stands in the trail with all that is done."""

    reason: str
    presence: Presence


def ways_to_assist(phones: Collection[str]) -> tuple[Presence, ...]:
    """Return the ways open to a person: nobody is called back who left no number."""
    return tuple(Presence) if phones else (Presence.DESK,)


def check_at_desk(assistance: Assistance) -> None:
    """Let go on only what is done with the person before the clerk; PersonAbsent."""
    if assistance.presence is not Presence.DESK:
        raise PersonAbsent
