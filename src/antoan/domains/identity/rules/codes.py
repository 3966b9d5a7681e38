"""Decides whether a code may be sent or tried, and reads what people type. Pure."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from antoan.domains.identity.errors import CodeUnreadable, NotMobile
from antoan.domains.identity.limits import (
    CODE_DIGITS,
    CODES_PER_CHECK_MAX,
    CODES_PER_NUMBER_DAY_MAX,
    CODES_PER_NUMBER_HOUR_MAX,
    RESEND_AFTER,
    WRONG_PER_ADDRESS_HOUR_MAX,
    WRONG_PER_NUMBER_DAY_MAX,
    WRONG_PER_NUMBER_HOUR_MAX,
)
from antoan.domains.identity.values import Refusal
from antoan.kit.phones import normalise_phone

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
_MOBILE: Final = re.compile(r"\+84[35789][0-9]{8}")  # domain.md §2.7
_TYPED_CHARACTERS_MAX: Final = 40
_SUBSCRIBER_BITS: Final = 64  # What one IPv6 subscriber owns.


@dataclass(frozen=True, slots=True)
class Tally:
    """What was sent to a number and tried at it, and the same from an address."""

    last_sent_at: datetime | None = None
    number_hour: int = 0
    number_day: int = 0
    address_hour: int = 0
    wrong_number_hour: int = 0
    wrong_number_day: int = 0
    wrong_address_hour: int = 0


def mobile_number(typed: str) -> str:
    """Return a canonical mobile number of Viet Nam; PhoneUnreadable, NotMobile."""
    number = normalise_phone(typed[:_TYPED_CHARACTERS_MAX])
    if not _MOBILE.fullmatch(number):
        raise NotMobile
    return number


def read_code(typed: str) -> str:
    """Return the digits of a typed code, whatever stands between them; CodeUnreadable unless there are six."""
    plain = unicodedata.normalize("NFKC", typed[:_TYPED_CHARACTERS_MAX])
    digits = re.sub(r"[\s.\-]", "", plain)
    if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits):
        raise CodeUnreadable
    return digits


def is_locked(tally: Tally) -> bool:
    """Tell whether so many wrong codes were tried that none is taken any more."""
    return (
        tally.wrong_number_hour >= WRONG_PER_NUMBER_HOUR_MAX
        or tally.wrong_number_day >= WRONG_PER_NUMBER_DAY_MAX
        or tally.wrong_address_hour >= WRONG_PER_ADDRESS_HOUR_MAX
    )


def refusal(tally: Tally, now: datetime, *, codes_per_address_max: int) -> Refusal | None:
    """Return why no code is sent now. It depends on what was sent before, never on who has the number."""
    if is_locked(tally):
        return Refusal.LOCKED
    if tally.number_hour >= CODES_PER_NUMBER_HOUR_MAX or tally.number_day >= CODES_PER_NUMBER_DAY_MAX:
        return Refusal.NUMBER_FULL
    if tally.address_hour >= codes_per_address_max:
        return Refusal.ADDRESS_FULL
    if tally.last_sent_at is not None and now < tally.last_sent_at + RESEND_AFTER:
        return Refusal.TOO_SOON
    return None


def resend_at(sent_at: datetime, *, codes_sent: int) -> datetime | None:
    """Return from when another code may be asked for within this check; None when never."""
    return sent_at + RESEND_AFTER if codes_sent < CODES_PER_CHECK_MAX else None


def address_key(address: str) -> str:
    """Return under what an address is counted: of IPv6 the half that one subscriber owns."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(parsed), _SUBSCRIBER_BITS), strict=False))
    return str(parsed)


def is_alarming(numbers_before: int, numbers_now: int, *, alarm_every: int) -> bool:
    """Tell whether an address has asked for one number too many: at each further hundred, say, once."""
    return numbers_now > numbers_before and numbers_now % alarm_every == 0
