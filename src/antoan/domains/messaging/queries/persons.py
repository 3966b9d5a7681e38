"""Reads of the messages about a person."""

from typing import Final

from antoan.domains.messaging.models import Message, PersonChoice
from antoan.domains.messaging.permissions import READ
from antoan.domains.messaging.values import MessageState, MessageView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope

MESSAGES_MAX: Final = 100


def messages_about(actor: Actor, person_id: int) -> list[MessageView]:
    """Return the messages about the actor's own person, newest first. Forbidden for anybody else's."""
    require(actor, READ, Scope(person_id=person_id))
    rows = Message.objects.filter(person_id=person_id).order_by("-queued_at")[:MESSAGES_MAX]
    return [
        MessageView(row.pk, row.template, row.text, MessageState(row.state), row.queued_at, row.sent_at)
        for row in rows
    ]


def is_stopped(actor: Actor, person_id: int) -> bool:
    """Tell whether the actor's own person asked for no more messages. Forbidden for anybody else's."""
    require(actor, READ, Scope(person_id=person_id))
    return PersonChoice.objects.filter(person_id=person_id, stopped_at__isnull=False).exists()
