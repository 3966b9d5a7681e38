"""Codes that places post: what to print, and what a scanned one leads to."""

from datetime import datetime

from django.conf import settings

from antoan.domains.codes import place_token
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.place_token import SERIAL_CHARS_MAX, CheckedPlace
from antoan.domains.codes.values import Reason
from antoan.domains.places.errors import PlaceCodeMissing, PlaceCodeRefused
from antoan.domains.places.models import Place, PlaceCode
from antoan.domains.places.permissions import READ
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.values import PlaceView, PostedCode, Poster
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date
from antoan.kit.ids import normalise_crockford


def posted_code(actor: Actor, place_id: int, *, at: datetime) -> PostedCode:
    """Return the code in force at a place, to print (again); PlaceNotFound, or PlaceCodeMissing."""
    place = place_in(actor, place_id, READ)
    code = PlaceCode.objects.filter(place=place, retired_at__isnull=True).first()
    if code is None:
        raise PlaceCodeMissing
    return signed(code, at=at)


def poster_behind(text: str, *, at: datetime) -> Poster:
    """Return the open place whose code in force this is; PlaceCodeRefused tells the reason. Open to everybody."""
    checked = checked_code(text, at=at)
    is_ours = checked.place_id is not None and (checked.valid or checked.reason is Reason.RETIRED)
    place = Place.objects.filter(pk=checked.place_id or 0).first() if is_ours else None
    if place is not None and place.closed_at is not None:
        # Closing retires the code too; the visitor wants to know why.
        raise PlaceCodeRefused(reason="closed")
    if place is None or not checked.valid:
        raise PlaceCodeRefused(reason=checked.reason.value)
    return Poster(view_of(place), checked.serial)


def place_behind(text: str, *, at: datetime) -> PlaceView:
    """Return the open place whose code in force this is; PlaceCodeRefused."""
    return poster_behind(text, at=at).place


def address_of_serial(serial: str, *, at: datetime) -> str:
    """Return the address behind the serial printed on a poster, for who cannot scan it; PlaceCodeRefused.

    Fifty random bits: nobody guesses one, and who holds one stands before the poster. The page behind a retired
    one says that it is.
    """
    code = PlaceCode.objects.filter(serial=serial[: SERIAL_CHARS_MAX + 1]).first()
    if code is None:
        raise PlaceCodeRefused(reason="serial")
    return signed(code, at=at).url


def place_of_serial(serial: str) -> PlaceView:
    """Return the open place on whose poster in force this serial stands; PlaceCodeRefused. Open to everybody."""
    typed = normalise_crockford(serial[: 2 * SERIAL_CHARS_MAX])
    code = PlaceCode.objects.filter(serial=typed, retired_at__isnull=True).select_related("place").first()
    if code is None or code.place.closed_at is not None:
        raise PlaceCodeRefused(reason="serial" if code is None else "closed")
    return view_of(code.place)


def checked_code(text: str, *, at: datetime) -> CheckedPlace:
    """Check a scanned text against our keys and the codes in force."""
    keys = SigningRing.load(settings.DATA).public_keys()
    return place_token.verify(text, keys, at, is_retired=_is_retired)


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
