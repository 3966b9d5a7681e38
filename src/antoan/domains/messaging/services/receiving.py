"""Keeps what people send us, once, and tells the domain that answers."""

import structlog
from django.db import transaction

from antoan.domains.messaging.errors import IncomingUnreadable
from antoan.domains.messaging.events import SmsReceived
from antoan.domains.messaging.models import Incoming
from antoan.domains.messaging.values import NewIncoming
from antoan.foundation.db.sealed import blind_index
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.phones import PhoneUnreadable, normalise_phone

TEXT_LETTERS_MAX = 500  # Three parts. The rest is cut: no keyword needs more.
REFERENCE_LETTERS_MAX = 80

_log = structlog.get_logger()


@transaction.atomic
def receive_sms(incoming: NewIncoming) -> bool:
    """Keep one incoming message; False when it came before. IncomingUnreadable without a name or a number.

    It is answered by the worker, so that a gateway never waits for us.
    """
    if not incoming.reference or len(incoming.reference) > REFERENCE_LETTERS_MAX:
        raise IncomingUnreadable
    try:
        number = normalise_phone(
            incoming.number if incoming.number.startswith(("+", "0")) else f"+{incoming.number}"
        )
    except PhoneUnreadable:
        # Short numbers and names ("VIETTEL") write to us too; nobody can be answered there.
        raise IncomingUnreadable from None
    row, is_new = Incoming.objects.get_or_create(
        gateway=incoming.gateway,
        reference=incoming.reference,
        defaults={
            "number": number,
            "number_index": blind_index("phone", number),
            "text": incoming.text.replace("\0", "")[:TEXT_LETTERS_MAX],
            "received_at": clock.now(),
        },
    )
    if is_new:
        announce(SmsReceived(row.pk))
    return is_new


@transaction.atomic
def mark_handled(*, incoming_id: int, keyword: str) -> None:
    """Note that an incoming message was answered, and forget who wrote what."""
    Incoming.objects.filter(pk=incoming_id).update(
        handled_at=clock.now(), keyword=keyword[:12], number="", text="", updated_at=clock.now()
    )
