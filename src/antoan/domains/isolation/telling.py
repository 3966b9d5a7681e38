"""Tells people by SMS that they have to stay apart, and when that is over. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.isolation.events import OrderEnded, OrderGiven
from antoan.domains.isolation.models import Order
from antoan.domains.isolation.values import OrderState
from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.foundation.events.bus import subscribe_later


def subscribe_all() -> None:
    """Hear of orders."""
    subscribe_later(OrderGiven, _tell_given)
    subscribe_later(OrderEnded, _tell_ended)


def _tell_given(event: Mapping[str, Any]) -> None:
    _tell(event, OrderState.GIVEN, "given")


def _tell_ended(event: Mapping[str, Any]) -> None:
    _tell(event, OrderState.ENDED, "ended")


def _tell(event: Mapping[str, Any], state: OrderState, template: str) -> None:
    row = Order.objects.filter(pk=event["order_id"], state=state).first()
    number = phone_for(row.person_id) if row is not None else None
    if row is None or number is None:
        return  # The person's own page tells it too.
    queue_message(
        number=number,
        template=f"isolation.{template}",
        values={"until": f"{row.ends_on:%d/%m}"} if template == "given" else {},
        key=f"isolation:{row.pk}:{template}",
        person_id=row.person_id,
    )
