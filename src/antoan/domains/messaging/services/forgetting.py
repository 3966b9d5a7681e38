"""Messages of people who are erased, and incoming ones that are long answered, are deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from antoan.domains.messaging.models import Incoming, Message, NumberChoice, PersonChoice
from antoan.domains.messaging.values import UNSENT
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.sealed import blind_index


def forget_messages(*, person_id: int, numbers: Iterable[str] = ()) -> None:
    """Delete every message about somebody who is being erased, and all that is kept of `numbers` only they had.

    The caller has checked who asks.
    """
    indexes = [blind_index("phone", number) for number in numbers]
    Message.objects.filter(Q(person_id=person_id) | Q(number_index__in=indexes)).delete()
    Incoming.objects.filter(number_index__in=indexes).delete()
    NumberChoice.objects.filter(number_index__in=indexes).delete()
    PersonChoice.objects.filter(person_id=person_id).delete()


def forget_old_incoming(before: datetime) -> dict[str, int]:
    """Delete a batch of what came in before a moment; return rows by table.

    All it still says is a number's index, a keyword and a time, which bound how often one asks.
    """
    return delete_batch(Incoming.objects.filter(received_at__lt=before).order_by("received_at"))


def forget_old_messages(before: datetime) -> dict[str, int]:
    """Delete a batch of the messages queued before a moment that are no longer on their way; return rows by table."""
    old = Message.objects.filter(queued_at__lt=before).exclude(state__in=sorted(UNSENT))
    return delete_batch(old.order_by("queued_at"))
