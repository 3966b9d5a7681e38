"""Keeps what the network reports of messages that left. Reports come late, twice and in any order."""

from typing import Final
from uuid import UUID

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from antoan.domains.messaging.errors import ReportNotFound
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.values import IN_DOUBT, MessageState, ReportKind
from antoan.kit import clock

_NOT_KNOWN: Final = frozenset({MessageState.WAITING, *IN_DOUBT})
_MEANS: Final = {
    ReportKind.ACCEPTED: MessageState.SENT,
    ReportKind.BUFFERED: MessageState.SENT,
    ReportKind.DELIVERED: MessageState.DELIVERED,
    ReportKind.UNDELIVERED: MessageState.UNDELIVERED,
    ReportKind.REFUSED: MessageState.FAILED,
}
# What each may follow. A message that waits to be sent again, and is reported, has left after all.
_FOLLOWS: Final = {
    MessageState.SENT: _NOT_KNOWN,
    MessageState.UNDELIVERED: _NOT_KNOWN | {MessageState.SENT},
    MessageState.FAILED: _NOT_KNOWN | {MessageState.SENT},
    MessageState.DELIVERED: _NOT_KNOWN | {MessageState.SENT, MessageState.FAILED, MessageState.UNDELIVERED},
}


def record_report(*, ref: UUID, kind: ReportKind, said: str = "") -> None:
    """Keep one report; ReportNotFound for a message that is not ours, or that was erased.

    One statement, since there are two or three reports for each message.
    """
    means, now = _MEANS[kind], clock.now()
    is_news = When(state__in=sorted(_FOLLOWS[means]), then=Value(means.value))
    complaint = {"last_error": said[:200]} if means in {MessageState.UNDELIVERED, MessageState.FAILED} else {}
    found = Message.objects.filter(ref=ref).update(
        state=Case(is_news, default=F("state")),
        sent_at=Coalesce("sent_at", "taken_at"),
        reported_at=now,
        updated_at=now,
        **complaint,
    )
    if not found:
        raise ReportNotFound


def ref_of(*, gateway: str, reference: str) -> UUID | None:
    """Return which message a gateway knows by this name; None when it is none of ours."""
    found = Message.objects.filter(reference=reference, gateway=gateway).exclude(reference="")
    return found.order_by("-taken_at").values_list("ref", flat=True).first()


def ref_in_doubt(*, number_index: bytes, short_ref: int | None) -> UUID | None:
    """Return the one message to a number whose fate is not known; None when there is none, or more than one.

    A network that knows our 16-bit reference says which; another leaves only the number.
    """
    rows = list(
        Message.objects.filter(number_index=number_index, state__in=sorted(IN_DOUBT)).values_list("pk", "ref")
    )
    if short_ref is not None:
        rows = [row for row in rows if row[1].int % 65_536 == short_ref]
    return rows[0][1] if len(rows) == 1 else None
