"""Codes that places post: what to print, and what a scanned one leads to."""

from datetime import datetime

from django.conf import settings

from antoan.domains.codes import place_token
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.values import Reason
from antoan.domains.places.errors import PlaceCodeMissing, PlaceCodeRefused
from antoan.domains.places.models import Place, PlaceCode
from antoan.domains.places.permissions import READ
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.values import PlaceView, PostedCode
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


def posted_code(actor: Actor, place_id: int, *, at: datetime) -> PostedCode:
    """Return the code in force at a place, to print (again); PlaceNotFound, or PlaceCodeMissing."""
    place = place_in(actor, place_id, READ)
    code = PlaceCode.objects.filter(place=place, retired_at__isnull=True).first()
    if code is None:
        raise PlaceCodeMissing
    return signed(code, at=at)


def place_behind(text: str, *, at: datetime) -> PlaceView:
    """Return the open place whose code in force this is; PlaceCodeRefused tells the reason. Open to everybody."""
    keys = SigningRing.load(settings.DATA).public_keys()
    checked = place_token.verify(text, keys, at, is_retired=_is_retired)
    is_ours = checked.place_id is not None and (checked.valid or checked.reason is Reason.RETIRED)
    place = Place.objects.filter(pk=checked.place_id or 0).first() if is_ours else None
    if place is not None and place.closed_at is not None:
        # Closing retires the code too; the visitor wants to know why.
        raise PlaceCodeRefused(reason="closed")
    if place is None or not checked.valid:
        raise PlaceCodeRefused(reason=checked.reason.value)
    return view_of(place)


def signed(code: PlaceCode, *, at: datetime) -> PostedCode:
    """Return a stored code as the address to print, signed today with the key in use."""
    key_number, key = SigningRing.load(settings.DATA).signing_key()
    url = place_token.sign(
        place_id=code.place_id,
        serial=code.serial,
        issued_on=local_date(at),
        base_url=settings.PUBLIC_URL,
        key_number=key_number,
        key=key,
    )
    return PostedCode(code.place_id, code.serial, url, code.created_at)


def _is_retired(serial: str) -> bool:
    return not PlaceCode.objects.filter(serial=serial, retired_at__isnull=True).exists()
