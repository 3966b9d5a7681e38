"""Bar charts drawn on the server: plain SVG, no script, no inline style. The table beside each has the same numbers."""

from collections.abc import Sequence
from typing import Final, Protocol

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_WIDTH: Final = 640
_HEIGHT: Final = 230
_FLOOR: Final = 190
_TOP: Final = 34
_LABELS_MAX: Final = 5  # They must be read on a phone, where the chart is half as wide.
_LABEL_LETTERS_MAX: Final = 12
_LETTER: Final = 12  # How wide a letter of a label is, about.


class Pair(Protocol):
    """How many came and left."""

    @property
    def came(self) -> int: ...
    @property
    def left(self) -> int: ...


def bars(rows: Sequence[tuple[str, Pair]], *, title: str) -> SafeString:
    """Return came (filled) and left (outlined) of each row, side by side; the words are in `title`."""
    return _drawn([(label, count.came, count.left) for label, count in rows], title)


def single_bars(rows: Sequence[tuple[str, int]], *, title: str) -> SafeString:
    """Return one bar a row; the words are in `title`."""
    return _drawn([(label, amount, None) for label, amount in rows], title)


def part_bars(rows: Sequence[tuple[str, int, int]], *, title: str) -> SafeString:
    """Return two numbers of each row side by side: a whole (filled) and a part of it (outlined)."""
    return _drawn(rows, title)


def _drawn(rows: Sequence[tuple[str, int, int | None]], title: str) -> SafeString:
    most = max((max(first, second or 0) for _, first, second in rows), default=0) or 1
    step = _WIDTH / max(len(rows), 1)
    every = -(-len(rows) // _LABELS_MAX) or 1
    drawn = [
        _pair(at * step, step, (first, second), most)
        + (_label(at * step + step / 2, every * step, label) if at % every == 0 else "")
        for at, (label, first, second) in enumerate(rows)
    ]
    return mark_safe(  # noqa: S308 - numbers and escaped words only.
        f'<svg class="at-chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f'<path class="at-chart__axis" d="M0 {_FLOOR}h{_WIDTH}"/>'
        f'<text class="at-chart__most" x="0" y="22">{number_format(most, force_grouping=True)}</text>{"".join(drawn)}</svg>'
    )


def _pair(x: float, step: float, amounts: tuple[int, int | None], most: int) -> str:
    wide = min(step * 0.4, 40)
    middle = x + step / 2
    first, second = amounts
    if second is None:
        return _bar("at-chart__in", middle - wide / 2, wide, first, most)
    return _bar("at-chart__in", middle - wide, wide, first, most) + _bar(
        "at-chart__out", middle, wide, second, most
    )


def _bar(kind: str, x: float, wide: float, amount: int, most: int) -> str:
    high = (_FLOOR - _TOP) * max(amount, 0) / most
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{_FLOOR - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
    )


def _label(x: float, room: float, text: str) -> str:
    """Return a label that neither touches the next one nor leaves the picture."""
    letters = min(_LABEL_LETTERS_MAX, max(int(room / _LETTER) - 1, 3))  # One of space.
    short = text if len(text) <= letters else text[: letters - 1] + "…"
    half = len(short) * _LETTER / 2
    middle = min(max(x, half), _WIDTH - half)
    return f'<text class="at-chart__label" x="{middle:.1f}" y="{_FLOOR + 30}">{escape(short)}</text>'
