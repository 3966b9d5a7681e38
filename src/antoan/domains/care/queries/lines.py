"""Which telephone is answered for a ward at a level: the nearest area's that has one. Public, as on a notice board."""

from dataclasses import dataclass

from antoan.domains.areas.queries import ancestors_of, areas_within
from antoan.domains.areas.reach import within_reach
from antoan.domains.care.models import DutyLine
from antoan.domains.care.permissions import SET_LINE
from antoan.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class LineView:
    """A duty line as its owners see it."""

    area_id: int
    area: str
    level: int
    number: str


def duty_number(ward_id: int | None, *, level: int) -> str:
    """Return the number of the smallest area around a ward that has a line of this level; "" when none has."""
    if ward_id is None:
        return ""
    lines = DutyLine.objects.filter(area__in=ancestors_of(ward_id), level=level)
    nearest = min(lines, key=lambda line: len(areas_within(line.area_id)), default=None)
    return "" if nearest is None else str(nearest.number)


def lines_of(actor: Actor) -> list[LineView]:
    """Return the lines of the areas over which the actor may set them."""
    rows = DutyLine.objects.filter(within_reach(actor, SET_LINE, field="area")).select_related("area")
    return [
        LineView(row.area_id, row.area.name, row.level, row.number)
        for row in rows.order_by("area_id", "level")
    ]
