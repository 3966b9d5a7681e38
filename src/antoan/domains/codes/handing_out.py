"""Gives a phone the keys with which it makes its person's dynamic codes for a few days, without a network too."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from antoan.domains.codes import dynamic
from antoan.domains.codes.errors import NoNewCode
from antoan.domains.codes.models import DynamicReference
from antoan.domains.codes.permissions import SHOW
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope

# How long a phone goes on alone: at least two whole days. A stolen key is of no use on the fourth.
KEY_DAYS: Final = 3
_TRIES: Final = 4  # 64 bits: no two are ever drawn alike but by a fault.


@dataclass(frozen=True, slots=True)
class PhoneKeys:
    """What a phone holds: one key a day, from the day `first_day` (counted from 1970 in UTC) on."""

    reference: bytes
    first_day: int
    keys: tuple[bytes, ...]


@transaction.atomic
def hand_out_keys(*, actor: Actor, qid: str, scope: Scope, now: datetime) -> PhoneKeys:
    """Return the keys of a person's dynamic codes for the coming days; who may show the codes may hold them."""
    require(actor, SHOW, scope)
    reference = _reference_of(qid)
    first_day = dynamic.step_of(now) // dynamic.STEPS_PER_KEY
    days = range(first_day, first_day + KEY_DAYS)
    ring = settings.FIELD_KEY_RING
    return PhoneKeys(reference, first_day, tuple(dynamic.key_of(ring, reference, day) for day in days))


def _reference_of(qid: str) -> bytes:
    """Return the reference in force of a person, or draw one."""
    for _ in range(_TRIES):
        held = DynamicReference.objects.filter(qid=qid, revoked_at=None).first()
        if held is not None:
            return bytes(held.reference)
        row = DynamicReference(reference=secrets.token_bytes(dynamic.REFERENCE_BYTES), qid=qid)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue  # Another page of the same person was faster.
    raise NoNewCode
