"""Areas beside each other, for their people: the wards of an area, or the districts of 2021."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Sum

from antoan.domains.areas.queries import areas_within, default_successions, districts_of_2021, wards_on
from antoan.domains.areas.values import AreaView
from antoan.domains.statistics.looked import Asked, Compared, Line
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import WardPlaces
from antoan.domains.statistics.queries.cells import cells_of
from antoan.domains.statistics.queries.figures import people_by_ward
from antoan.domains.statistics.queries.reach import looked_again
from antoan.domains.statistics.rules import counted_on
from antoan.domains.statistics.totals import Cell, totals_of
from antoan.foundation.accounts.actor import Actor


def compared_areas(actor: Actor, asked: Asked, *, by_district: bool = False) -> Compared:
    """Return the wards of an area beside each other, or the districts of 2021; Forbidden, AreaNotFound.

    What was counted in wards of another era stands with those they became. A ward made of two districts counts in both.
    """
    asked = looked_again(actor, asked)
    every, successions = wards_on(asked.last), default_successions()
    in_force = [ward.id for ward in every]
    wards = [ward for ward in every if asked.looked.wards is None or ward.id in asked.looked.wards]
    cells = _cells_by_ward(asked, in_force, successions)
    people = counted_on(people_by_ward(asked.looked), in_force, successions)
    places, used, day = _places(asked, in_force, successions)
    lines = [
        Line(
            area=area,
            totals=totals_of(cell for ward_id in inside for cell in cells[ward_id]),
            people=sum(people[ward_id] for ward_id in inside),
            places=sum(places[ward_id] for ward_id in inside),
            used=sum(used[ward_id] for ward_id in inside),
        )
        for area, inside in _groups(wards, by_district=by_district)
    ]
    return Compared(tuple(lines), day)


def _groups(wards: list[AreaView], *, by_district: bool) -> list[tuple[AreaView, set[int]]]:
    if not by_district:
        return [(ward, {ward.id}) for ward in wards]
    here = {ward.id for ward in wards}
    within = [(district, here & areas_within(district.id)) for district in districts_of_2021()]
    return [(district, inside) for district, inside in within if inside]


def _cells_by_ward(
    asked: Asked, in_force: list[int], successions: list[tuple[int, int]]
) -> defaultdict[int, list[Cell]]:
    grouped: dict[tuple[Measure, int], dict[int | None, int]] = defaultdict(dict)
    for cell in cells_of(asked, "ward_id", "detail"):
        grouped[cell.measure, cell.detail][cell.ward_id] = cell.amount
    cells: defaultdict[int, list[Cell]] = defaultdict(list)
    for (measure, detail), counts in grouped.items():
        for ward_id, amount in counted_on(counts, in_force, successions).items():
            cells[ward_id].append(Cell(measure, amount, ward_id=ward_id, detail=detail))
    return cells


def _places(
    asked: Asked, in_force: list[int], successions: list[tuple[int, int]]
) -> tuple[Any, Any, date | None]:
    """Return places and used places of each ward on the last counted day of the period, and that day."""
    rows = WardPlaces.objects.filter(day__range=(asked.first, asked.last))
    newest = rows.order_by("-day").first()
    day = newest.day if newest else None
    rows = rows.filter(day=day or asked.last, **({"kind": asked.kind} if asked.kind else {}))
    summed: Any = rows.order_by().values_list("ward_id").annotate(all=Sum("places"), scanned=Sum("used"))
    found = list(summed)
    places, used = (
        counted_on({row[0]: row[column] for row in found}, in_force, successions) for column in (1, 2)
    )
    return places, used, day
