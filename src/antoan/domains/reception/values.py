"""Closed sets and values of a reception."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Flow(StrEnum):
    """The two ways through a house that must not cross."""

    USUAL = "usual"
    APART = "apart"  # A risky declaration, or a red verdict: another row, another room.


class TicketState(StrEnum):
    """How far somebody has come."""

    WAITING = "waiting"
    CALLED = "called"
    DONE = "done"
    ABSENT = "absent"


class Why(StrEnum):
    """Why somebody goes apart. Shown to staff only, never on the board or the slip."""

    NOTHING = "nothing"
    RISKY_DECLARATION = "risky_declaration"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """What is asked to set up a reception."""

    unit_id: int
    gate_id: int
    name: str
    room: str
    room_apart: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """A reception with today's rows."""

    id: int
    unit_id: int
    name: str
    room: str
    room_apart: str
    waiting: int = 0
    waiting_apart: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class TicketView:
    """A number as the desk sees it; `called` is what the board shows of it."""

    id: UUID
    desk_id: int
    flow: Flow
    number: int
    state: TicketState
    why: Why
    room: str
    person_id: int
    label: str
    came_at: datetime
    called_at: datetime | None

    @property
    def spoken(self) -> str:
        """The number as it is printed and called: A of the usual row, B of the other."""
        return f"{'B' if self.flow is Flow.APART else 'A'}{self.number:03}"
