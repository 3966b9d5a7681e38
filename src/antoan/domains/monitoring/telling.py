"""Tells people and units by SMS that a task was opened. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.messaging.services import queue_message
from antoan.domains.monitoring.events import TaskOpened, UnitAlerted
from antoan.domains.monitoring.models import Alert, AlertContact, Task
from antoan.domains.monitoring.values import UNDONE
from antoan.domains.people.queries import phone_for
from antoan.foundation.events.bus import subscribe_later
from antoan.kit import clock


def subscribe_all() -> None:
    """Hear of new tasks and alerts."""
    subscribe_later(TaskOpened, _tell_person)
    subscribe_later(UnitAlerted, _tell_unit)


def _tell_person(event: Mapping[str, Any]) -> None:
    task = Task.objects.filter(pk=event["task_id"], state__in=sorted(UNDONE)).first()
    number = phone_for(event["person_id"]) if task is not None else None
    if task is None or number is None:
        return  # The person's own page tells it too.
    queue_message(
        number=number,
        template="monitoring.opened",
        values={"due": f"{clock.local(task.due_at):%H:%M %d/%m}"},
        key=f"monitoring:{task.pk}:opened",
        person_id=task.person_id,
        expires_at=task.due_at,
    )


def _tell_unit(event: Mapping[str, Any]) -> None:
    alert = Alert.objects.filter(pk=event["alert_id"]).select_related("place").first()
    contact = None if alert is None else AlertContact.objects.filter(unit=alert.unit_id).first()
    if alert is None or contact is None:
        return
    queue_message(
        number=contact.number,
        template="monitoring.alert",
        values={"place": alert.place.name[:40], "at": f"{clock.local(alert.at):%H:%M %d/%m}"},
        key=f"monitoring:alert:{alert.pk}",
    )
