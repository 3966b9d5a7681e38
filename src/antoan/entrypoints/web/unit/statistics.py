"""How many came when and where: charts, the tables beside them, and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.places.queries import gates_by_id, spots_of_place
from antoan.domains.places.values import PlaceView
from antoan.domains.policy.values import Colour
from antoan.domains.units.queries import places_of_unit, unit_for
from antoan.domains.units.values import UnitView
from antoan.domains.visits.counts_values import By, Counted
from antoan.domains.visits.queries import counted, counted_in_detail
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.bars import bars
from antoan.entrypoints.web.shared.colours import WORDS as COLOURS
from antoan.entrypoints.web.shared.figure_files import FigureFile, figure_file
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

DAYS_MAX: Final = 92
_USUAL_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """Which places and days somebody looks at."""

    actor: Actor
    unit: UnitView
    all_places: list[PlaceView]
    places: list[PlaceView]
    first: date
    last: date

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The moments between which is counted."""
        return clock.day_start(self.first), clock.day_end(self.last)


@dataclass(frozen=True, slots=True)
class Table:
    """A chart and the table beside it."""

    title: str
    column: str
    rows: list[tuple[str, Counted]]
    chart: SafeString


@login_required
@require_safe
@never_cache
def statistics(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the counts of a period by day, time of day, place, gate and colour."""
    asked = _asked(request, unit_id)
    context = {
        "unit": asked.unit,
        "asked": asked,
        "places": asked.all_places,
        "chosen": asked.places[0].id if len(asked.places) == 1 and len(asked.all_places) > 1 else None,
        "today": clock.today(),
        "tables": _tables(asked),
        "came": sum(row.came for row in _counted(asked, By.DAY)),
    }
    return render(request, "unit/statistics.html", context)


@login_required
@require_POST
@never_cache
def export(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Hand out the counts as a file of text cells, with who took it and when (lessons L3, L4, L10). It is recorded."""
    asked = _asked(request, unit_id)
    header, rows = _lines(asked)
    file = FigureFile(
        name=f"luot-ra-vao-{unit_id}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}",
        sheet=_("Lượt ra vào"),
        about=(
            (_("Đơn vị"), asked.unit.name),
            (_("Từ ngày, đến ngày"), f"{asked.first:%d/%m/%Y} – {asked.last:%d/%m/%Y}"),
        ),
        header=header,
        rows=rows,
    )
    record_decision(
        asked.actor,
        action="visits:counts:exported",
        object_kind="unit",
        object_id=unit_id,
        detail={"rows": len(rows), "sha256": file.digest},
    )
    return figure_file(file, who=str(request.user), is_csv=request.POST.get("format") == "csv")


def _asked(request: HttpRequest, unit_id: int) -> Asked:
    actor, fields = actor_of(request), request.POST if request.method == "POST" else request.GET
    unit, places = unit_for(actor, unit_id), places_of_unit(actor, unit_id, with_closed=True)
    today = clock.today()
    last = min(_day(fields.get("to", "")) or today, today)
    first = min(_day(fields.get("from", "")) or last - timedelta(days=_USUAL_DAYS - 1), last)
    chosen = [place for place in places if str(place.id) == fields.get("place")] or places
    return Asked(actor, unit, places, chosen, max(first, last - timedelta(days=DAYS_MAX - 1)), last)


def _tables(asked: Asked) -> list[Table]:
    days = [(f"{row.key:%d/%m}", row) for row in _counted(asked, By.DAY)]
    colours = [(str(COLOURS[Colour.of_number(row.number).value]), row) for row in _counted(asked, By.COLOUR)]
    by_place = _by_place(asked)
    tables = [
        (_("Theo ngày"), _("Ngày"), days),
        (_("Theo giờ trong ngày"), _("Giờ"), _by_time_of_day(asked)),
        (_("Theo địa điểm và khu vực"), _("Khu vực"), by_place),
        (_("Theo cổng"), _("Cổng"), _by_gate(asked)),
        (_("Theo màu lúc vào"), _("Màu"), colours),
    ]
    return [Table(title, column, rows, bars(rows, title=title)) for title, column, rows in tables if rows]


def _by_time_of_day(asked: Asked) -> list[tuple[str, Counted]]:
    sums: dict[str, list[int]] = {}
    for row in _counted(asked, By.HALF_HOUR):
        assert isinstance(row.key, datetime)
        held = sums.setdefault(f"{clock.local(row.key):%H:%M}", [0, 0])
        held[0] += row.came
        held[1] += row.left
    return [(time, Counted(time, *sums[time])) for time in sorted(sums)]


def _by_place(asked: Asked) -> list[tuple[str, Counted]]:
    names = _spot_names(asked.places)
    return [(names.get(row.number, ""), row) for row in _counted(asked, By.SPOT)]


def _by_gate(asked: Asked) -> list[tuple[str, Counted]]:
    rows = _counted(asked, By.GATE)
    gates = gates_by_id(row.number for row in rows)
    by_oneself = _("Tự quét, không qua cổng")
    return [
        (f"{gate.place_name} · {gate.name}" if (gate := gates.get(row.number)) else by_oneself, row)
        for row in rows
    ]


def _counted(asked: Asked, by: By) -> list[Counted]:
    since, until = asked.period
    return counted(asked.actor, [place.id for place in asked.places], since=since, until=until, by=by)


def _spot_names(places: Sequence[PlaceView]) -> dict[int, str]:
    return {
        spot.id: " · ".join(part for part in (place.name, spot.name) if part)
        for place in places
        for spot in spots_of_place(SYSTEM, place.id)
    }


def _lines(asked: Asked) -> tuple[list[str], list[list[str]]]:
    since, until = asked.period
    counts = counted_in_detail(asked.actor, [place.id for place in asked.places], since=since, until=until)
    names, gates = _spot_names(asked.places), gates_by_id(count.gate_id for count in counts)
    header = [_("Ngày"), _("Giờ"), _("Khu vực"), _("Cổng"), _("Chiều"), _("Màu"), _("Số lượt")]
    lines = []
    for count in counts:
        at, gate = clock.local(count.half_hour), gates.get(count.gate_id)
        lines.append(
            [
                f"{at:%d/%m/%Y}", f"{at:%H:%M}", names.get(count.spot_id, ""), gate.name if gate else "",
                _("Ra") if count.direction else _("Vào"), str(COLOURS[Colour.of_number(count.colour).value]), str(count.people),
            ]
        )  # fmt: skip
    return header, lines


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
