"""Queues messages in the transaction of whatever they tell of."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from antoan.domains.messaging import alphabet, templates
from antoan.domains.messaging.models import Message, NumberChoice, PersonChoice
from antoan.domains.messaging.values import PRIORITIES, Language, MessageState
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock


def queue_message(
    *,
    number: str,
    template: str,
    values: Mapping[str, str],
    values_en: Mapping[str, str] | None = None,
    key: str,
    language: Language | None = None,
    person_id: int | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    campaign: str = "",
) -> bool:
    """Have one SMS sent once the caller's transaction is committed; False when this key was queued before.

    `number` is canonical (+84…); `person_id` is whom it is about, so that this person can see it and stop it.
    Without a `language` it is the one the person, or the number, chose; `values_en` are those that differ in
    English. A message that a STOP forbids is kept as muted. Messages of one `campaign` share a budget. TemplateUnknown, TemplateIncomplete.
    """
    chosen = templates.template(template)
    index = blind_index("phone", number)
    choice = _choice(index, person_id)
    spoken = language or choice.language
    if spoken is Language.ENGLISH and values_en:
        values = {**values, **values_en}
    text = templates.write(template, values, spoken, with_marks=settings.SMS_WITH_MARKS)
    now = clock.now()
    is_muted = chosen.is_stoppable and choice.is_stopped
    _, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "template": template,
            "kind": chosen.kind,
            "priority": PRIORITIES[chosen.kind],
            "campaign": campaign,
            "number": number,
            "number_index": index,
            "text": text,
            "parts": alphabet.parts(text),
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


class _Choice:
    """What the person and the number chose; the person's language comes first, either one's STOP holds."""

    def __init__(self, number: NumberChoice | None, person: PersonChoice | None) -> None:
        asked = [one for one in (person, number) if one is not None]
        self.is_stopped = any(one.stopped_at is not None for one in asked)
        languages = [Language(one.language) for one in asked if one.language]
        self.language = languages[0] if languages else Language.VIETNAMESE


def _choice(number_index: bytes, person_id: int | None) -> _Choice:
    person = None if person_id is None else PersonChoice.objects.filter(person_id=person_id).first()
    return _Choice(NumberChoice.objects.filter(number_index=number_index).first(), person)


def _wake_worker() -> None:
    from antoan.domains.messaging.jobs import wake  # The job engine is only needed once a message waits.

    wake()
