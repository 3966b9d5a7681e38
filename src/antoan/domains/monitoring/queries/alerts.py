"""What a unit reads of declarations that name a place of it: that there was one, never whose or why."""

from datetime import datetime, timedelta
from typing import Final

from antoan.domains.monitoring.models import Alert, AlertContact
from antoan.domains.monitoring.permissions import READ_ALERT
from antoan.domains.monitoring.values import AlertView, TaskState
from antoan.domains.units.permissions import CHANGE
from antoan.domains.units.queries import scope_of_unit, unit_in
from antoan.foundation.accounts.actor import Actor

ALERTS_MAX: Final = 20
ALERTS_FOR: Final = timedelta(days=14)  # As far back as the forms ask.


def alerts_of_unit(actor: Actor, unit_id: int, now: datetime) -> list[AlertView]:
    """Return the newest alerts of a unit; none for whoever may see the unit but not its alerts."""
    if not actor.may(READ_ALERT, scope_of_unit(unit_id)):
        return []
    rows = Alert.objects.filter(unit=unit_id, at__gt=now - ALERTS_FOR).select_related("task", "place")
    return [
        AlertView(row.place_id, row.place.name, row.at, row.task.state == TaskState.CLOSED)
        for row in rows.order_by("-at")[:ALERTS_MAX]
    ]


def alert_number(actor: Actor, unit_id: int) -> str:
    """Return the number on which a unit hears of alerts, to whoever may change it; "" when there is none."""
    unit_in(actor, unit_id, CHANGE)
    row = AlertContact.objects.filter(unit=unit_id).first()
    return row.number if row else ""
