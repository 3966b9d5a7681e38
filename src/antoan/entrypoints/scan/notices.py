"""What a gate says beside a verdict: its own rules, and a code that is at two places too soon. Verdicts stay as they are.

All from memory. Each process remembers where it last saw whom; what two processes saw between them, and what came
late, the worker finds in the store (gates/queries/copies.py).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from antoan.domains.gates.day import CopiedCode
from antoan.domains.gates.gate_rules import Broken
from antoan.domains.visits.values import Direction
from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.verdicts import Judged
from antoan.kit.distances import kilometres_between

PEOPLE_MAX: Final = (
    300_000  # Remembered; beyond, the half that was remembered first is forgotten. About 60 MB.
)


class Notice(msgspec.Struct, frozen=True):
    """One of them, in both languages."""

    code: str
    vi: str
    en: str


NOTICES: Final = {
    "code_copied": Notice(
        "code_copied",
        "Mã này vừa được dùng ở nơi khác quá xa: đối chiếu giấy tờ của người này",
        "This code was just used too far away: compare an identity document",
    ),
    Broken.CLOSED: Notice("gate_closed", "Cổng đang ngoài giờ mở cửa", "The gate is outside its hours"),
    Broken.FULL: Notice("place_full", "Bên trong đã đủ người", "As many are inside as may be"),
    Broken.FULL_REFUSED: Notice(
        "place_full_refused",
        "Bên trong đã đủ người: chưa cho vào thêm, mời chờ bên ngoài",
        "Full: let nobody in until somebody leaves",
    ),
    Broken.AGAIN: Notice("entered_again", "Người này vừa vào cổng này", "This person entered here just now"),
}


class Copied:
    """A code at two places too soon, to be told of."""

    __slots__ = ("first_at", "first_gate_id", "kilometres", "one")

    def __init__(self, one: Judged, first_gate_id: int, first_at: datetime, kilometres: float) -> None:
        self.one = one
        self.first_gate_id = first_gate_id
        self.first_at = first_at
        self.kilometres = kilometres

    def as_json(self) -> str:
        """Return the event of the outbox (gates.events.CodeCopied)."""
        assert self.one.identity is not None
        told = {
            "person_id": self.one.identity.person["person_id"],
            "first_gate_id": self.first_gate_id,
            "first_at": self.first_at,
            "gate_id": self.one.scan.gate.gate_id,
            "at": self.one.scan.moment,
            "kilometres": self.kilometres,
        }
        return msgspec.json.encode(told).decode()


class Whereabouts:
    """Where one process last saw whom."""

    def __init__(self, rule: CopiedCode) -> None:
        self._rule = rule
        self._last: dict[int, tuple[GateContext, datetime]] = {}

    def look_at(self, judged: Iterable[Judged]) -> list[Copied]:
        """Give each scan its notices but for the number inside; return the copies."""
        copied = []
        for one in judged:
            if one.identity is None or not one.was_recorded:
                continue
            person_id, scan = one.identity.person["person_id"], one.scan
            before = self._last.get(person_id)
            self._last[person_id] = (scan.gate, scan.moment)
            if before is None:
                continue
            gate, at = before
            if gate.place_id == scan.gate.place_id:
                one.entered_at = at if gate.spot_id == scan.gate.spot_id else None
            elif (kilometres := self._too_far(gate, scan.gate, at, scan.moment)) is not None:
                copied.append(Copied(one, gate.gate_id, at, kilometres))
                one.notices.append(NOTICES["code_copied"])
        if len(self._last) > PEOPLE_MAX:
            self._forget_half()
        return copied

    def _too_far(self, here: GateContext, there: GateContext, at: datetime, moment: datetime) -> float | None:
        if here.position is None or there.position is None or moment - at > self._rule.look_back:
            return None
        kilometres = kilometres_between(here.position, there.position)
        return kilometres if self._rule.is_too_soon(kilometres, moment - at) else None

    def _forget_half(self) -> None:
        for person_id in list(self._last)[: len(self._last) // 2]:
            del self._last[person_id]


def add_rules(one: Judged, inside: int) -> None:
    """Add what the gate's own rules say of an entry."""
    gate = one.scan.gate
    if one.identity is None or one.direction == Direction.OUT:
        return
    for broken in gate.rules.broken_by(
        one.scan.moment, inside=inside, capacity=gate.capacity, entered_at=one.entered_at
    ):
        one.notices.append(NOTICES[broken])
