"""Visits as rows: arrivals with a time, a stay, a check-out or none, and what the gate showed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.visits.values import EntrySource
from antoan.entrypoints.cli.city.chance import Draw, stream, uuids
from antoan.entrypoints.cli.city.rhythm import LOYAL
from antoan.entrypoints.cli.city.rows import Rows, days_of, microseconds_of
from antoan.entrypoints.cli.city.sites import KINDS, Sites
from antoan.entrypoints.cli.city.traffic import HALF_HOUR, Arrivals, Traffic
from antoan.kit.clock import day_start

Array = npt.NDArray[Any]

_NO_CHECK_OUT: Final = 0.15
_QUEUED: Final = 0.02
_SECOND: Final = 1_000_000  # microseconds
_MINUTE: Final = 60 * _SECOND
_STAY_MAX: Final = 16 * 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class Stays:
    """One value a visit, in order of time."""

    person: Array
    spot: Array
    gate: Array
    t_in: Array
    t_out: Array
    t_usual: Array  # When the usual stay ends.
    is_left: Array  # Whether the check-out was scanned.
    is_queued: Array
    received_at: Array
    scan_ids: Array
    out_scan_ids: Array


class VisitMaker:
    """Makes the visits of a city's days."""

    def __init__(self, traffic: Traffic, sites: Sites, policy_id: int | None) -> None:
        """Look up once what every visit needs of spots."""
        self.traffic, self.policy_id = traffic, policy_id
        self._usual = sites.usual_stay * _MINUTE
        self._first_gate = sites.first_gate
        self._gates = np.bincount(sites.gate_spot, minlength=len(sites.spot_place))
        self._loyal = np.isin(sites.spot_kind, [KINDS.index(kind) for kind in LOYAL])

    def rows_of(self, day: date, chunk: int) -> list[Rows]:
        """Return a chunk of a day: the visits with a check-out, then those without."""
        plan = self.traffic.plan
        draw = stream(plan.seed, f"visits {day.isoformat()}", chunk)
        arrivals = self.traffic.arrivals(draw, day, chunk)
        stays = self._stays(draw, day, arrivals)
        return [
            self._rows(stays, np.flatnonzero(stays.is_left), is_left=True),
            self._rows(stays, np.flatnonzero(~stays.is_left), is_left=False),
        ]

    def _stays(self, draw: Draw, day: date, arrivals: Arrivals) -> Stays:
        person, spot, t_in = self._entries(draw, day, arrivals)
        count = len(person)
        usual, loyal = self._usual[spot], self._loyal[spot]
        length = (
            usual
            * np.where(loyal, 0.97, 0.85)
            * np.exp(draw.normal(0, 1, count) * np.where(loyal, 0.12, 0.55))
        )
        t_out = t_in + np.clip(length, _MINUTE // 2, _STAY_MAX).astype(np.int64)
        forgotten = draw.random(count) < _NO_CHECK_OUT
        queued = draw.random(count) < _QUEUED
        delay = np.where(
            queued, draw.integers(3, 180, count) * _MINUTE, draw.integers(20_000, 900_000, count)
        )
        return Stays(
            person=person,
            spot=spot,
            gate=self._first_gate[spot] + draw.integers(0, 1 << 16, count) % self._gates[spot],
            t_in=t_in,
            t_out=t_out,
            t_usual=t_in + usual,
            # Who is still inside when the city is looked at has not left yet.
            is_left=~forgotten & (t_out < microseconds_of(day_start(self.traffic.plan.until))),
            is_queued=queued,
            received_at=t_in + delay,
            scan_ids=uuids(draw, count),
            out_scan_ids=uuids(draw, count),
        )

    def _entries(self, draw: Draw, day: date, arrivals: Arrivals) -> tuple[Array, Array, Array]:
        """Return who enters where and when, in order of time, without those who must stay home."""
        count = len(arrivals.person)
        seconds = draw.integers(0, HALF_HOUR // _SECOND, count)
        # The microsecond is the row: nobody enters one spot twice at one moment.
        t_in = arrivals.half_hour * HALF_HOUR + seconds * _SECOND + np.arange(count) % _SECOND
        may_go = self.traffic.walkers.home_from[arrivals.person] > days_of(day)
        order = np.argsort(t_in, kind="stable")
        order = order[may_go[order]]
        return arrivals.person[order], arrivals.spot[order], microseconds_of(day_start(day)) + t_in[order]

    def _rows(self, stays: Stays, chosen: Array, *, is_left: bool) -> Rows:
        """Return rows that all have a check-out or all have none: then every column has one width."""
        who, walkers = stays.person[chosen], self.traffic.walkers
        rows = Rows("visits_visit", len(chosen))
        rows.number("person_id", who + 1, size=8)
        rows.moment("t_in", stays.t_in[chosen])
        rows.moment("t_eff", (stays.t_out if is_left else stays.t_usual)[chosen])
        rows.moment("received_at", stays.received_at[chosen])
        rows.number("spot_id", stays.spot[chosen] + 1, size=4)
        rows.number("gate_id", stays.gate[chosen] + 1, size=4)
        rows.number("rule", walkers.rule[who], size=2)
        rows.number("colour", walkers.colour[who], size=2)
        rows.number("source", np.where(stays.is_queued[chosen], EntrySource.QUEUED, EntrySource.SCAN), size=2)
        rows.block("scan_id", stays.scan_ids[chosen])
        if self.policy_id is not None:
            rows.number("policy_id", self.policy_id, size=4)
        if is_left:
            rows.moment("t_out", stays.t_out[chosen])
            rows.block("out_scan_id", stays.out_scan_ids[chosen])
        return rows
