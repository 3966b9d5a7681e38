"""Reads of what people sent us, for the domain that answers. For services: nothing here is shown to anybody."""

from datetime import datetime

from antoan.domains.messaging.models import Incoming
from antoan.domains.messaging.values import IncomingView
from antoan.foundation.db.sealed import blind_index


def incoming_to_answer(incoming_id: int) -> IncomingView | None:
    """Return an incoming message and hold it until the transaction ends; None when it is answered already."""
    row = Incoming.objects.select_for_update().filter(pk=incoming_id, handled_at__isnull=True).first()
    return None if row is None else IncomingView(row.pk, row.number, row.text, row.received_at)


def answered_since(number: str, since: datetime, *, keyword: str | None = None) -> int:
    """Return how many messages from a number were answered since a moment, of one keyword or of any."""
    rows = Incoming.objects.filter(
        number_index=blind_index("phone", number), received_at__gte=since, handled_at__isnull=False
    )
    return rows.filter(keyword=keyword).count() if keyword is not None else rows.count()
