"""Tells how far long work is: a moving line on a terminal, nothing in a pipe."""

import sys
import time
from dataclasses import dataclass, field
from typing import Final, TextIO

_SECONDS_BETWEEN: Final = 0.2
_WIDTH: Final = 30


@dataclass
class Bar:
    """One line that is written over and over; with no whole to compare with it shows the count alone."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    _shown_at: float = 0.0
    _step: str = ""
    _began_at: float = 0.0

    def show(self, step: str, done: int, whole: int = 0) -> None:
        """Show how much of a step is done, and how fast."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._began_at, self._shown_at = step, now, 0.0
        if not self.out.isatty() or now - self._shown_at < _SECONDS_BETWEEN:
            return
        self._shown_at = now
        rate = done / max(now - self._began_at, 0.001)
        share = f"{_bar(done / whole)} {done / whole:4.0%}  " if whole else ""
        self.out.write(f"\r\x1b[K{share}{step}: {done:,} rows, {rate:,.0f}/s")
        self.out.flush()

    def end(self) -> None:
        """Leave the line clean."""
        if self.out.isatty():
            self.out.write("\r\x1b[K")
            self.out.flush()


def _bar(share: float) -> str:
    return f"{'█' * int(min(1.0, share) * _WIDTH):░<{_WIDTH}}"
