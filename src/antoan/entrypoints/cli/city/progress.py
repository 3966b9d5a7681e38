"""Tells how far the making of a city is: a moving line on a terminal, nothing in a pipe."""

import sys
import time
from dataclasses import dataclass, field
from typing import Final, TextIO

_SECONDS_BETWEEN: Final = 0.2


@dataclass
class Progress:
    """Counts rows by table, and the seconds that writing them took."""

    rows_expected: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    _shown_at: float = 0.0

    def wrote(self, table: str, rows: int, seconds: float) -> None:
        """Count rows of a table that were just written."""
        self.rows[table] = self.rows.get(table, 0) + rows
        self.seconds[table] = self.seconds.get(table, 0.0) + seconds
        if self.out.isatty() and time.monotonic() - self._shown_at > _SECONDS_BETWEEN:
            self._shown_at = time.monotonic()
            self._show(table)

    def say(self, what: str) -> None:
        """Name the step that begins."""
        if self.out.isatty():
            self.out.write(f"\r\x1b[K{what}")
            self.out.flush()

    def end(self) -> None:
        """Leave the line clean."""
        if self.out.isatty():
            self.out.write("\r\x1b[K")
            self.out.flush()

    def _show(self, table: str) -> None:
        done = sum(self.rows.values())
        share = min(1.0, done / max(1, self.rows_expected))
        bar = "█" * int(share * 30)
        self.out.write(f"\r\x1b[K{bar:░<30} {share:4.0%}  {done:,} rows, {table}")
        self.out.flush()
