"""The operator tries whether messages arrive."""

from typing import Final

from django.db import transaction

from antoan.domains.messaging.errors import TooManyTests
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.permissions import TEST
from antoan.domains.messaging.services.queueing import queue_message
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.ids import uuid7
from antoan.kit.phones import mask_phone, normalise_phone

TESTS_A_DAY_MAX: Final = 20  # Of the whole installation: this door must not become a way to write to anybody.
TEMPLATE: Final = "messages.test"


@transaction.atomic
def send_test(*, actor: Actor, number: str) -> None:
    """Queue a test message to a number; PhoneUnreadable, TooManyTests."""
    require(actor, TEST, CITY)
    canonical = normalise_phone(number)
    today = clock.day_start(clock.today())
    if Message.objects.filter(template=TEMPLATE, queued_at__gte=today).count() >= TESTS_A_DAY_MAX:
        raise TooManyTests
    record_decision(actor, action="messaging.test", object_kind="number", object_id=mask_phone(canonical))
    queue_message(
        number=canonical,
        template=TEMPLATE,
        values={"time": f"{clock.local(clock.now()):%H:%M %d/%m/%Y}"},
        key=f"messages:test:{uuid7()}",
    )
