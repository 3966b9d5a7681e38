"""Tells people by SMS how their tickets and appeals go. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.corrections.events import (
    AppealAnswered,
    CorrectionChanged,
    CorrectionDecided,
    CorrectionOpened,
)
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.values import TicketState
from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.foundation.events.bus import subscribe_later
from antoan.kit import clock


def subscribe_all() -> None:
    """Hear of what happens to tickets and appeals."""
    subscribe_later(CorrectionOpened, _opened)
    subscribe_later(CorrectionChanged, _changed)
    subscribe_later(CorrectionDecided, _decided)
    subscribe_later(AppealAnswered, _answered)


def _opened(event: Mapping[str, Any]) -> None:
    ticket = Ticket.objects.filter(number=event["number"]).first()
    if ticket is not None:
        _tell(event, "opened", "opened", due=f"{clock.local_date(ticket.due_at):%d/%m/%Y}")


def _changed(event: Mapping[str, Any]) -> None:
    """Tell of a question or of a delay; an end that the person's own silence brought is not news."""
    ticket = Ticket.objects.filter(number=event["number"]).first()
    if ticket is None:
        return
    if ticket.state == TicketState.NEEDS_MORE:
        _tell(event, "asked", f"asked:{event['step']}")
    elif ticket.escalated_at is not None and ticket.decided_at is None:
        _tell(event, "late", "late")


def _decided(event: Mapping[str, Any]) -> None:
    _tell(event, "granted" if event["is_granted"] else "refused", "decided")


def _answered(event: Mapping[str, Any]) -> None:
    _tell(event, "answered", "answered")


def _tell(event: Mapping[str, Any], template: str, occasion: str, **values: str) -> None:
    number = phone_for(event["person_id"])
    if number is None:
        return  # Told at the ward; the page shows it too.
    queue_message(
        number=number,
        template=f"corrections.{template}",
        values={"number": event["number"], **values},
        key=f"corrections:{event['number']}:{occasion}",
        person_id=event["person_id"],
    )
