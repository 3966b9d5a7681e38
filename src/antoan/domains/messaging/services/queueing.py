"""Queues messages in the transaction of whatever they tell of."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from antoan.domains.messaging import templates
from antoan.domains.messaging.models import Message, StoppedNumber
from antoan.domains.messaging.values import Language, MessageState
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock


def queue_message(
    *,
    number: str,
    template: str,
    values: Mapping[str, str],
    key: str,
    language: Language = Language.VIETNAMESE,
    person_id: int | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Have one SMS sent once the caller's transaction is committed; False when this key was queued before.

    `number` is canonical (+84…); `person_id` is whom it is about, so that this person can see it. A message
    that a STOP forbids is kept as muted. TemplateUnknown, TemplateIncomplete.
    """
    chosen = templates.template(template)
    text = templates.write(template, values, language, with_marks=settings.SMS_WITH_MARKS)
    now = clock.now()
    index = blind_index("phone", number)
    is_muted = chosen.is_stoppable and StoppedNumber.objects.filter(number_index=index).exists()
    _, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "template": template,
            "number": number,
            "number_index": index,
            "text": text,
            "parts": templates.parts(text),
            "person_id": person_id,
            "state": MessageState.MUTED if is_muted else MessageState.WAITING,
            "queued_at": now,
            "due_at": due_at or now,
            "expires_at": expires_at,
        },
    )
    if is_new and not is_muted:
        transaction.on_commit(_wake_worker)
    return is_new


def stop_number(number: str) -> None:
    """Send nothing more to a number but what its owner asks for. Twice is once."""
    index = blind_index("phone", number)
    StoppedNumber.objects.get_or_create(number_index=index, defaults={"stopped_at": clock.now()})


def forget_messages(*, person_id: int) -> None:
    """Delete every message about somebody who is being erased. The caller has checked who asks."""
    Message.objects.filter(person_id=person_id).delete()


def _wake_worker() -> None:
    from antoan.domains.messaging.jobs import wake  # The job engine is only needed once a message waits.

    wake()
