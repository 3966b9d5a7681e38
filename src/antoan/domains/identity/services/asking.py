"""Sends one-time codes. Nobody is looked up here: a known number and an unknown one are the same (lesson L9)."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import transaction

from antoan.domains.identity.errors import CheckGone, CodeTooSoon, Locked, TooManyCodes
from antoan.domains.identity.limits import CHECK_OPEN_FOR, CODE_DIGITS, CODE_LIFE, CODES_PER_CHECK_MAX
from antoan.domains.identity.models import OneTimeCode, PhoneCheck
from antoan.domains.identity.queries.checks import check_row
from antoan.domains.identity.queries.counting import (
    hold,
    index_of_address,
    index_of_code,
    index_of_number,
    numbers_asked_from,
    tally,
)
from antoan.domains.identity.rules.codes import HOUR, address_key, is_alarming, mobile_number, refusal
from antoan.domains.identity.values import Refusal
from antoan.domains.messaging.services import queue_message
from antoan.domains.messaging.values import Language
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

TEMPLATE: Final = "identity.code"
_ERRORS: Final = {
    Refusal.TOO_SOON: CodeTooSoon,
    Refusal.NUMBER_FULL: TooManyCodes,
    Refusal.ADDRESS_FULL: TooManyCodes,
    Refusal.LOCKED: Locked,
}

_log = structlog.get_logger()


@transaction.atomic
def ask_code(
    *,
    number: str,
    address: str,
    check_id: UUID | None = None,
    language: Language = Language.VIETNAMESE,
) -> UUID:
    """Send a code to a number and return the id of the check, which only whoever asked may know.

    With the id of an earlier check of the same number that is still open nothing is sent again: it is that
    one. PhoneUnreadable, NotMobile, CodeTooSoon, TooManyCodes, Locked.
    """
    now, canonical = clock.now(), mobile_number(number)
    index, there = index_of_number(canonical), index_of_address(address_key(address))
    hold(index)
    if check_id is not None and _is_open(check_id, index, now):
        return check_id
    _refuse(index, there, now)
    before = numbers_asked_from(there, now - HOUR)
    check = PhoneCheck.objects.create(
        id=uuid4(), number=canonical, number_index=index, address_index=there, started_at=now
    )
    _send(check, now, language)
    _watch(address, before, numbers_asked_from(there, now - HOUR))
    return check.id


@transaction.atomic
def send_again(*, check_id: UUID | None, language: Language = Language.VIETNAMESE) -> None:
    """Send another code for an open check; the one before stays good until it runs out, for it may be on its way.

    CheckGone, CodeTooSoon, TooManyCodes, Locked.
    """
    now = clock.now()
    check = check_row(check_id, now)
    if check.verified_at is not None:
        raise CheckGone
    hold(bytes(check.number_index))
    if check.codes.count() >= CODES_PER_CHECK_MAX:
        raise TooManyCodes
    _refuse(bytes(check.number_index), bytes(check.address_index), now)
    _send(check, now, language)


def _is_open(check_id: UUID, index: bytes, now: datetime) -> bool:
    return PhoneCheck.objects.filter(
        pk=check_id, number_index=index, verified_at=None, started_at__gt=now - CHECK_OPEN_FOR
    ).exists()


def _refuse(index: bytes, there: bytes, now: datetime) -> None:
    reason = refusal(
        tally(index, there, now), now, codes_per_address_max=settings.SIGN_IN_CODES_PER_ADDRESS_HOUR
    )
    if reason is not None:
        raise _ERRORS[reason]


def _send(check: PhoneCheck, now: datetime, language: Language) -> None:
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    row = OneTimeCode.objects.create(
        check_of=check, digest=index_of_code(check.id, code), sent_at=now, expires_at=now + CODE_LIFE
    )
    queue_message(
        number=check.number,
        template=TEMPLATE,
        values={"code": code},
        key=f"identity:code:{row.pk}",
        language=language,
        expires_at=row.expires_at,
    )


def _watch(address: str, before: int, numbers: int) -> None:
    """Leave an alarm for the auditors when one address asks for many numbers (lesson L9)."""
    if not is_alarming(before, numbers, alarm_every=settings.SIGN_IN_NUMBERS_PER_ADDRESS_ALARM):
        return
    record_decision(
        Actor(account_id=None, label="stranger", address=address),
        action="identity:numbers:enumerated",
        object_kind="address",
        object_id=address_key(address),
        detail={"numbers": numbers},
    )
    _log.warning("identity.numbers_enumerated", address=address, numbers=numbers)
