"""Finds whose short code somebody says at a desk, and bounds how often one may try (lesson L2).

Forty bits and ten million people: one guess in 100,000 hits. Twenty wrong ones an hour for an account, sixty for an
address: a desk that guesses all day and night hits once in seven months, and learns initials and a year.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from antoan.domains.codes import short
from antoan.domains.codes.errors import SpokenCodeMistyped, SpokenCodeUnknown, TooManyTries
from antoan.domains.codes.models import ShortCode, SpokenTry
from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import Forbidden

WRONG_PER_ACCOUNT_HOUR_MAX: Final = 20
WRONG_PER_ADDRESS_HOUR_MAX: Final = 60
ASKED_PER_CODE_HOUR_MAX: Final = 60  # Nobody passes so many desks: somebody watches a person by the code.
KEEP_TRIES: Final = timedelta(days=1)


def find_spoken(*, actor: Actor, typed: str) -> str:
    """Return the QID of whose short code was typed; the caller keeps the read in the trail.

    A typing mistake shows by the check symbol and costs nothing. SpokenCodeUnknown for a code of nobody and a
    revoked one alike; TooManyTries, which also a right code gets then.
    """
    if not actor.is_system and not actor.grants_of(FIND_SPOKEN):
        raise Forbidden
    now = clock.now()
    seekers = _seekers(actor)
    if any(_count(who, now) >= bound for who, bound in seekers):
        raise TooManyTries
    code = short.read(typed)
    if code is None:
        raise SpokenCodeMistyped
    held = ShortCode.objects.filter(code=code, revoked_at=None).first()
    if held is None:
        for who, _ in seekers:
            _note(who, now)
        raise SpokenCodeUnknown
    if _note(f"code:{held.qid}", now) > ASKED_PER_CODE_HOUR_MAX:
        raise TooManyTries
    return held.qid


def forget_tries(now: datetime) -> int:
    """Delete what was counted long ago; return how many rows."""
    return SpokenTry.objects.filter(hour__lt=now - KEEP_TRIES).delete()[0]


def _seekers(actor: Actor) -> list[tuple[str, int]]:
    found = [(f"account:{actor.account_id}", WRONG_PER_ACCOUNT_HOUR_MAX)]
    if actor.address:
        found.append((f"address:{actor.address[:60]}", WRONG_PER_ADDRESS_HOUR_MAX))
    return found


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _count(who: str, now: datetime) -> int:
    return SpokenTry.objects.filter(who=who, hour=_hour(now)).values_list("count", flat=True).first() or 0


def _note(who: str, now: datetime) -> int:
    """Count one more and return how many that makes this hour."""
    row, _ = SpokenTry.objects.get_or_create(who=who, hour=_hour(now))
    SpokenTry.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db()
    return row.count
