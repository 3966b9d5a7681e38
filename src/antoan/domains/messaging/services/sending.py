"""Sends what waits: each message is given to the gateway once, whatever falls in between (docs/decisions/0009).

A message is marked before the gateway gets it and again after. Found marked and not finished, it is traced
(settling.py); while nobody can tell, it is not sent a second time (lesson L23).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

import structlog
from django.db import transaction

from antoan.domains.messaging.gateways.gateway import SmsGateway
from antoan.domains.messaging.limits import Limits, limits
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.rules import ATTEMPTS_MAX, retry_at
from antoan.domains.messaging.services.budget import give_back
from antoan.domains.messaging.services.settling import settle_in_doubt
from antoan.domains.messaging.services.taking import take
from antoan.domains.messaging.templates import templates
from antoan.domains.messaging.values import IN_DOUBT, Kind, MessageState, Outcome, OutcomeKind, Sms
from antoan.kit import clock

HAND_OVER_WITHIN: Final = timedelta(seconds=10)  # Less than any gateway's settles_after.

_log = structlog.get_logger()


def send_waiting(gateway: SmsGateway) -> int:
    """Send one window of what is due, after tracing what a fallen sender left; return how many were tried."""
    bounds = limits()
    settle_in_doubt(gateway, clock.now(), bounds)
    rows = take(clock.now(), bounds)
    if rows:
        _keep(gateway, rows, gateway.send([sms_of(row) for row in rows]), bounds)
    return len(rows)


def sms_of(row: Message) -> Sms:
    """Return a message as a gateway takes it."""
    assert row.taken_at is not None
    return Sms(row.ref, row.number, row.text, Kind(row.kind), row.expires_at, row.taken_at + HAND_OVER_WITHIN)


class _Ending(NamedTuple):
    """What rows that ended alike have in common."""

    kind: OutcomeKind
    reference: str
    error: str
    is_secret: bool


def _keep(gateway: SmsGateway, rows: Sequence[Message], outcomes: Sequence[Outcome], bounds: Limits) -> None:
    """Write down what came of a window, in one transaction."""
    alike: dict[_Ending, list[Message]] = defaultdict(list)
    for row, outcome in zip(rows, outcomes, strict=True):
        is_secret = templates()[row.template].is_secret if row.template in templates() else True
        alike[_Ending(outcome.kind, outcome.reference[:80], outcome.error[:200], is_secret)].append(row)
    with transaction.atomic():
        for ending, ended in alike.items():
            match ending.kind:
                case OutcomeKind.TAKEN:
                    _taken(gateway, ended, ending)
                case OutcomeKind.REFUSED:
                    _give_up(ended, ending, bounds)
                case OutcomeKind.AWAY:
                    _try_again(ended, ending, bounds)
                case OutcomeKind.SILENT:  # Stays in doubt, and is traced like what a fallen sender left.
                    _note(ended, ending)


def _taken(gateway: SmsGateway, rows: list[Message], ending: _Ending) -> None:
    """Mark as sent what is still in doubt; a report may have been faster than we."""
    mine = Message.objects.filter(pk__in=[row.pk for row in rows])
    now = clock.now()
    mine.filter(state__in=sorted(IN_DOUBT)).update(state=MessageState.SENT)
    forgotten = {"text": ""} if ending.is_secret else {}
    mine.update(
        gateway=gateway.name,
        reference=ending.reference,
        sent_at=now,
        last_error="",
        updated_at=now,
        **forgotten,
    )


def _give_up(rows: list[Message], ending: _Ending, bounds: Limits) -> None:
    forgotten = {"text": ""} if ending.is_secret else {}
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=MessageState.FAILED, last_error=ending.error, updated_at=clock.now(), **forgotten
    )
    give_back(rows, bounds)


def _try_again(rows: list[Message], ending: _Ending, bounds: Limits) -> None:
    worn_out = [row for row in rows if row.attempts >= ATTEMPTS_MAX]
    if worn_out:
        _give_up(worn_out, ending, bounds)
    again = [row for row in rows if row.attempts < ATTEMPTS_MAX]
    give_back(again, bounds)
    for row in again:
        row.state, row.due_at, row.spent_on = (
            MessageState.WAITING,
            retry_at(row.attempts, clock.now()),
            None,
        )
        row.last_error = ending.error
        row.save(update_fields=["state", "due_at", "spent_on", "last_error", "updated_at"])
    _log.warning("sms.waits", messages=len(rows), error=ending.error)


def _note(rows: list[Message], ending: _Ending) -> None:
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        last_error=ending.error, updated_at=clock.now()
    )
    _log.warning("sms.in_doubt", messages=len(rows), error=ending.error)
