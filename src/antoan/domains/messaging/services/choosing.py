"""Owners of numbers, and persons, choose: no more messages, messages again, their language. Twice is once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from antoan.domains.messaging.models import Message, NumberChoice, PersonChoice
from antoan.domains.messaging.permissions import READ
from antoan.domains.messaging.templates import templates
from antoan.domains.messaging.values import Language, MessageState
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock


@transaction.atomic
def stop_number(number: str) -> None:
    """Send nothing more to a number but what its owner asks for, whoever of those reached there it is about.

    What waits is muted too.
    """
    index = blind_index("phone", number)
    _choose(NumberChoice, {"number_index": index}, stopped_at=clock.now())
    _mute_waiting(number_index=index)


def start_number(number: str) -> None:
    """Send messages to a number again. What was muted meanwhile is not sent after all."""
    _choose(NumberChoice, {"number_index": blind_index("phone", number)}, stopped_at=None)


def choose_language(number: str, language: Language) -> None:
    """Write to a number in this language from now on."""
    _choose(NumberChoice, {"number_index": blind_index("phone", number)}, language=language)


@transaction.atomic
def stop_person(*, actor: Actor, person_id: int) -> None:
    """Send nothing more about a person, on any number; others reached there go on getting theirs."""
    require(actor, READ, Scope(person_id=person_id))
    _choose(PersonChoice, {"person_id": person_id}, stopped_at=clock.now())
    _mute_waiting(person_id=person_id)


def start_person(*, actor: Actor, person_id: int) -> None:
    """Send messages about a person again."""
    require(actor, READ, Scope(person_id=person_id))
    _choose(PersonChoice, {"person_id": person_id}, stopped_at=None)


def choose_language_of_person(*, actor: Actor, person_id: int, language: Language) -> None:
    """Write about a person in this language from now on, on any number."""
    require(actor, READ, Scope(person_id=person_id))
    _choose(PersonChoice, {"person_id": person_id}, language=language)


def _choose(
    table: type[NumberChoice] | type[PersonChoice], who: dict[str, Any], **choice: datetime | str | None
) -> None:
    table._default_manager.update_or_create(**who, defaults=choice)


def _mute_waiting(**whose: Any) -> None:
    stoppable = [key for key, one in templates().items() if one.is_stoppable]
    Message.objects.filter(**whose, state=MessageState.WAITING, template__in=stoppable).update(
        state=MessageState.MUTED, updated_at=clock.now()
    )
