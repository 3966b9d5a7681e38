"""How the switch over gates stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, Q

from antoan.domains.gates.models import GateSwitch
from antoan.domains.gates.permissions import SWITCH
from antoan.domains.gates.switch_rules import Stop
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.kit.words import Words

SWITCHES_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class SwitchView:
    """One switch that is thrown: the city's, without a unit, or a unit's."""

    unit_id: int | None
    unit_name: str
    minimum_version: int
    stop: Stop | None  # The one that holds now.


def switches_thrown(actor: Actor, at: datetime) -> list[SwitchView]:
    """Return the switches that change anything at a moment, the city's first, at most SWITCHES_MAX."""
    require(actor, SWITCH, CITY)
    is_stopped = Q(stopped_at__lte=at, stopped_until__gt=at)
    rows = GateSwitch.objects.select_related("unit").filter(Q(minimum_version__gt=0) | is_stopped)
    return [_view(row, at) for row in rows.order_by(F("unit_id").asc(nulls_first=True))[:SWITCHES_MAX]]


def _view(row: GateSwitch, at: datetime) -> SwitchView:
    stop = None
    if row.stopped_at is not None and row.stopped_until is not None:
        stop = Stop(row.stopped_at, row.stopped_until, Words(row.text_vi, row.text_en))
    name = row.unit.name if row.unit is not None else ""
    return SwitchView(
        row.unit_id, name, row.minimum_version, stop if stop is not None and stop.holds_at(at) else None
    )
