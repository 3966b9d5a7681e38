"""The rules of one gate: hours, what to do when full, how soon the same person may enter again. Pure.

They never change a verdict: a rule that is broken is said beside the colour, and staff decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from antoan.kit.clock import local

SPANS_MAX: Final = 4
REPEAT_MINUTES_MAX: Final = 24 * 60


class WhenFull(StrEnum):
    """What a gate says when as many are inside as may be."""

    SILENT = "silent"
    WARN = "warn"
    REFUSE = "refuse"


class Broken(StrEnum):
    """Which rule a scan breaks."""

    CLOSED = "gate_closed"
    FULL = "place_full"
    FULL_REFUSED = "place_full_refused"
    AGAIN = "entered_again"


@dataclass(frozen=True, slots=True)
class GateRules:
    """The rules in force. No hours: open all day."""

    hours: tuple[tuple[time, time], ...] = ()
    when_full: WhenFull = WhenFull.WARN
    repeat: timedelta = timedelta()

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "GateRules":
        """Read {"hours": [["07:00", "21:00"]], "whenFull": "warn", "repeatMinutes": 0}; ValueError says what is wrong."""
        spans = document.get("hours", [])
        if not isinstance(spans, list) or len(spans) > SPANS_MAX:
            raise ValueError(f"a gate has at most {SPANS_MAX} spans of hours")
        minutes = document.get("repeatMinutes", 0)
        if type(minutes) is not int or not 0 <= minutes <= REPEAT_MINUTES_MAX:
            raise ValueError("the minutes before the same person may enter again lie within a day")
        return cls(
            tuple(_span(span) for span in spans),
            WhenFull(document.get("whenFull", WhenFull.WARN)),
            timedelta(minutes=minutes),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the document again."""
        return {
            "hours": [[f"{first:%H:%M}", f"{last:%H:%M}"] for first, last in self.hours],
            "whenFull": self.when_full.value,
            "repeatMinutes": int(self.repeat / timedelta(minutes=1)),
        }

    def is_open(self, at: datetime) -> bool:
        """Tell whether a moment lies within the hours; a span may go over midnight. The last minute is outside."""
        now = local(at).time()
        return not self.hours or any(
            first <= now < last if first < last else now >= first or now < last for first, last in self.hours
        )

    def broken_by(
        self, at: datetime, *, inside: int, capacity: int | None, entered_at: datetime | None
    ) -> list[Broken]:
        """Return which rules an entry breaks; `inside` counts the one who enters, `entered_at` is their last entry."""
        broken = []
        if not self.is_open(at):
            broken.append(Broken.CLOSED)
        if capacity is not None and inside > capacity and self.when_full is not WhenFull.SILENT:
            broken.append(Broken.FULL_REFUSED if self.when_full is WhenFull.REFUSE else Broken.FULL)
        if entered_at is not None and timedelta() < at - entered_at < self.repeat:
            broken.append(Broken.AGAIN)
        return broken


USUAL: Final = GateRules()


def _span(span: Any) -> tuple[time, time]:
    if not isinstance(span, list) or len(span) != 2:
        raise ValueError("a span of hours has a beginning and an end")
    first, last = (time.fromisoformat(str(one)) for one in span)
    if first == last:
        raise ValueError("a span of hours does not begin when it ends")
    return first, last
