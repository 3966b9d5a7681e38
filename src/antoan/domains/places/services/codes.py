"""Codes that places post."""

from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.places.models import PlaceCode
from antoan.domains.places.permissions import ISSUE_CODE
from antoan.domains.places.queries.codes import signed
from antoan.domains.places.services.places import open_place
from antoan.domains.places.values import PostedCode
from antoan.foundation.accounts.actor import Actor
from antoan.kit.ids import random_crockford

SERIAL_CHARS: Final = 10


@transaction.atomic
def issue_place_code(*, actor: Actor, place_id: int, at: datetime) -> PostedCode:
    """Give a place a new code. The one before leads nowhere from now on (lesson L15)."""
    place = open_place(actor, place_id, ISSUE_CODE)
    PlaceCode.objects.filter(place=place, retired_at__isnull=True).update(retired_at=at, updated_at=at)
    return signed(PlaceCode.objects.create(place=place, serial=random_crockford(SERIAL_CHARS)), at=at)
