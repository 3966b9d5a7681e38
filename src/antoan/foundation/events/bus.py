"""Announces events upwards. Domains below never import those above; they announce, and those above subscribe."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final, TypeVar

from django.db import transaction

from antoan.foundation.events.models import OutboxEvent
from antoan.kit import clock

Event = TypeVar("Event")
Hearer = Callable[[Mapping[str, Any]], None]

_subscribers: Final[dict[type, list[Callable[[Any], None]]]] = defaultdict(list)
_hearers: Final[dict[str, list[Hearer]]] = defaultdict(list)


def subscribe(event_type: type[Event], handler: Callable[[Event], None]) -> None:
    """Have a handler called in the transaction of every such event. Subscribing twice is subscribing once."""
    if handler not in _subscribers[event_type]:
        _subscribers[event_type].append(handler)


def subscribe_later(event_type: type, hearer: Hearer) -> None:
    """Have a hearer called by the worker after the transaction, with the event's fields.

    A hearer may be called twice for one event (the worker may die in between): it must be idempotent.
    """
    if hearer not in _hearers[event_type.__name__]:
        _hearers[event_type.__name__].append(hearer)


def announce(event: Any) -> None:
    """Tell subscribers now, in the caller's transaction; keep the event for those who hear it later.

    Events are frozen dataclasses named in the past tense, whose fields JSON can hold.
    """
    for handler in _subscribers[type(event)]:
        handler(event)
    name = type(event).__name__
    if _hearers[name]:
        OutboxEvent.objects.create(name=name, payload=asdict(event), at=clock.now())
        transaction.on_commit(_wake_worker)


def hearers_of(name: str) -> list[Hearer]:
    """Return those who hear an event of this name later."""
    return _hearers[name]


def _wake_worker() -> None:
    from antoan.foundation.events.jobs import wake  # The job engine is only needed once something happened.

    wake()


def forget(**values: str) -> int:
    """Delete kept events that carry these values, of somebody who is being erased; return how many."""
    return OutboxEvent.objects.filter(payload__contains=values).delete()[0]
