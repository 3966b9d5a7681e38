"""Counts what was sent and tried, and holds a number while one request about it is decided."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from antoan.domains.identity.models import OneTimeCode, PhoneCheck, WrongAnswer
from antoan.domains.identity.rules.codes import DAY, HOUR, Tally
from antoan.foundation.db.sealed import blind_index

_HOLD = "SELECT pg_advisory_xact_lock(%s)"


def hold(index: bytes) -> None:
    """Let nobody else decide about this number or address until the transaction ends: bounds hold under haste too."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [int.from_bytes(index[:8], "big", signed=True)])


def index_of_number(number: str) -> bytes:
    """Return under what a canonical number is counted; the same as in the people domain."""
    return blind_index("phone", number)


def index_of_address(key: str) -> bytes:
    """Return under what an address is counted; the address itself is not kept."""
    return blind_index("address", key)


def index_of_family(guardian_id: int) -> bytes:
    """Return under what is counted that a person without a proven number does for the family."""
    return blind_index("family", str(guardian_id))


def index_of_code(check_id: UUID, code: str) -> bytes:
    """Return the keyed digest of a code: without this installation's key six digits would be tried in no time."""
    return blind_index("one-time-code", f"{check_id}:{code}")


def index_of_activation(code: str) -> bytes:
    """Return the keyed digest of an activation code."""
    return blind_index("activation-code", code)


def index_of_token(token: str) -> bytes:
    """Return the keyed digest of the secret in an invitation's link."""
    return blind_index("invitation-token", token)


def tally(number_index: bytes, address_index: bytes, now: datetime) -> Tally:
    """Return what was sent and tried lately."""
    codes = OneTimeCode.objects.filter(check_of__number_index=number_index, sent_at__gt=now - DAY)
    sent = list(codes.order_by("sent_at").values_list("sent_at", "used_at"))
    times = [at for at, _ in sent]
    # Whoever entered a code may ask for another at once: nothing is on its way any more.
    waiting = [at for at, used_at in sent if used_at is None]
    checks = PhoneCheck.objects.filter(number_index=number_index)
    from_address = PhoneCheck.objects.filter(address_index=address_index, started_at__gt=now - HOUR)
    sent_there = OneTimeCode.objects.filter(check_of__address_index=address_index, sent_at__gt=now - HOUR)
    return Tally(
        last_sent_at=waiting[-1] if waiting else None,
        number_hour=sum(at > now - HOUR for at in times),
        number_day=len(times),
        address_hour=sent_there.count(),
        wrong_number_hour=_wrong(checks.filter(started_at__gt=now - HOUR)),
        wrong_number_day=_wrong(checks.filter(started_at__gt=now - DAY)),
        wrong_address_hour=_wrong(from_address),
    )


def numbers_asked_from(address_index: bytes, since: datetime) -> int:
    """Return how many different numbers codes were asked for from an address."""
    asked = PhoneCheck.objects.filter(address_index=address_index, started_at__gt=since)
    return asked.values("number_index").distinct().count()


def wrong_answers(subject: bytes, since: datetime, *, person_id: int | None = None) -> int:
    """Return how many wrong answers were given at a number or address, perhaps about one person."""
    wrong = WrongAnswer.objects.filter(subject=subject, at__gt=since)
    return wrong.count() if person_id is None else wrong.filter(person_id=person_id).count()


def _wrong(checks: "QuerySet[PhoneCheck]") -> int:
    return int(checks.aggregate(total=Sum("wrong_tries"))["total"] or 0)
