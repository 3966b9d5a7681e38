"""Announces events upwards. Domains below never import those above; they announce, and those above subscribe."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from antoan.foundation.events.models import OutboxEvent
from antoan.kit import clock

Event = TypeVar("Event")

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[Event], handler: Callable[[Event], None]) -> None:
    """Have a handler called in the transaction of every such event. Subscribing twice is subscribing once."""
    if handler not in _subscribers[event_type]:
        _subscribers[event_type].append(handler)


def announce(event: Any) -> None:
    """Tell subscribers now, in the caller's transaction, and keep the event in the outbox for later hearers.

    Events are frozen dataclasses named in the past tense, whose fields JSON can hold.
    """
    for handler in _subscribers[type(event)]:
        handler(event)
    OutboxEvent.objects.create(name=type(event).__name__, payload=asdict(event), at=clock.now())
