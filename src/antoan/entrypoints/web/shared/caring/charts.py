"""Draws what was measured over days: one chart for each measure, in whole units of the drawing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format

from antoan.domains.declarations.queries.readings import Reading, harmless_range
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import Item, ItemKind, Questionnaire
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.kit.clock import day_start, local, local_date

WIDTH: Final = 600
HEIGHT: Final = 210
LEFT: Final = 56
RIGHT: Final = 16
TOP: Final = 20
BOTTOM: Final = 38
MEASURES: Final = ("temperature", "spo2", "pulse")
_DAYS_LABELLED_MAX: Final = 8
_MARGIN: Final = 2  # Values above and below, so that no point lies on the edge.


@dataclass(frozen=True, slots=True)
class Point:
    """One value as drawn. Outside the harmless range it is a square, not a circle: never colour alone."""

    x: int
    y: int
    is_outside: bool
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line with its label."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure over days; the band is what is harmless."""

    key: str
    title: str
    points: tuple[Point, ...]
    path: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    band_top: int
    band_height: int
    is_in_words: bool  # Then the lines bear words, which stand above them inside the chart.
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    band_width: int = WIDTH - RIGHT - LEFT
    floor: int = HEIGHT - BOTTOM


def charts_of(
    form: Questionnaire, readings: Sequence[Reading], *, since: datetime, until: datetime
) -> list[Chart]:
    """Return the charts of what was measured at all; readings come newest first."""
    items = {item.link_id: item for item in form.asked()}
    found = (_chart(form, items[name], readings, since, until) for name in MEASURES if name in items)
    return [chart for chart in found if chart is not None]


def _chart(
    form: Questionnaire, item: Item, readings: Sequence[Reading], since: datetime, until: datetime
) -> Chart | None:
    measured = [
        (one.at, one.answers[item.link_id]) for one in reversed(readings) if item.link_id in one.answers
    ]
    if not measured:
        return None
    scale = _scale(form, item, [value for _, value in measured])
    span = max(until - since, timedelta(days=1))
    points = tuple(
        Point(
            _across((at - since) / span),
            scale.height(value),
            scale.is_outside(value),
            f"{date_format(local(at), 'H:i d/m')}: {scale.text(value)}",
        )
        for at, value in measured
    )
    low, high = scale.harmless
    top, bottom = max(TOP, scale.at(high + 0.5)), min(HEIGHT - BOTTOM, scale.at(low - 0.5))
    path = "M" + "L".join(f"{point.x} {point.y}" for point in points)
    return Chart(
        key=item.link_id,
        title=in_our_language(item.text),
        points=points,
        path=path,
        rows=scale.ticks(),
        columns=_days(since, span),
        band_top=top,
        band_height=bottom - top,
        is_in_words=bool(scale.words),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where values lie. A measure asked in steps has a word for each."""

    low: int
    high: int
    harmless: tuple[int, int]
    words: tuple[tuple[str, str], ...]

    def place(self, value: object) -> int:
        """Return a value as a number."""
        codes = [code for code, _ in self.words]
        return codes.index(str(value)) if codes else int(str(value))

    def at(self, number: float) -> int:
        """Return how far down a number lies."""
        share = (number - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))

    def height(self, value: object) -> int:
        """Return how far down a value lies."""
        return self.at(self.place(value))

    def is_outside(self, value: object) -> bool:
        """Tell whether a value is a warning sign."""
        return not self.harmless[0] <= self.place(value) <= self.harmless[1]

    def text(self, value: object) -> str:
        """Return a value in words."""
        return dict(self.words).get(str(value), str(value))

    def ticks(self) -> tuple[Tick, ...]:
        """Return the lines across: every step, or the bounds and what is harmless between them."""
        if self.words:
            return tuple(Tick(self.at(place), word) for place, (_, word) in enumerate(self.words))
        shown = {self.harmless[0], self.harmless[1], self.low + _MARGIN}
        inside = sorted(number for number in shown if self.low <= number <= self.high)
        return tuple(Tick(self.at(number), str(number)) for number in inside)


def _scale(form: Questionnaire, item: Item, values: Sequence[object]) -> _Scale:
    if item.kind is ItemKind.CHOICE:
        words = tuple((option.code, in_our_language(option.text)) for option in item.options)
        calm = [
            place for place, (code, _) in enumerate(words) if not assess(form, {item.link_id: code}).is_risky
        ]
        return _Scale(-1, len(words), (min(calm, default=0), max(calm, default=0)), words)
    numbers = [int(str(value)) for value in values]
    calm_low, calm_high = harmless_range(form, item.link_id)
    low = min([*numbers, calm_low]) - _MARGIN
    high = max([*numbers, calm_high]) + _MARGIN
    return _Scale(low, high, (calm_low, calm_high), ())


def _across(share: float) -> int:
    return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT))


def _days(since: datetime, span: timedelta) -> tuple[Tick, ...]:
    """Return midnights with their days, no more than can be read."""
    first, last = local_date(since), local_date(since + span)
    count = (last - first).days
    step = max(1, -(-count // _DAYS_LABELLED_MAX))
    days = (first + timedelta(days=number) for number in range(1, count + 1, step))
    return tuple(Tick(_across((day_start(day) - since) / span), date_format(day, "d/m")) for day in days)
