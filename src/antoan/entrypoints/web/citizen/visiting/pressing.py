"""Reads what somebody pressed at a place's door."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.http import QueryDict

from antoan.domains.visits.errors import CheckUnreadable
from antoan.domains.visits.own_rules import FAMILY_MAX, WAITED_MAX
from antoan.domains.visits.own_values import OwnCheck

IN = "in"
OUT = "out"
_DIGITS_MAX = 18  # Of a number that fits the database.


def read_check(fields: QueryDict, place_id: int) -> OwnCheck:
    """Return what was pressed; CheckUnreadable for what no page of ours sends."""
    return OwnCheck(
        id=read_uuid(fields.get("check", "")),
        place_id=place_id,
        person_ids=_numbers(fields.getlist("person")[: FAMILY_MAX + 1]),
        spot_id=_number(fields.get("spot", "")),
        waited=_waited(fields.get("waited", "")),
        seats=_seats(fields),
    )


def read_direction(fields: QueryDict) -> str:
    """Return IN or OUT; CheckUnreadable."""
    pressed = fields.get("do", "")
    if pressed not in (IN, OUT):
        raise CheckUnreadable
    return pressed


def read_uuid(text: str) -> UUID:
    """Return an id that a page made; CheckUnreadable."""
    try:
        return UUID(text)
    except ValueError:
        raise CheckUnreadable from None


def _numbers(texts: Sequence[str]) -> tuple[int, ...]:
    if not all(text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX for text in texts):
        raise CheckUnreadable
    return tuple(int(text) for text in texts)


def _number(text: str) -> int | None:
    return _numbers([text])[0] if text else None


def _seats(fields: QueryDict) -> tuple[tuple[int, str], ...]:
    """Return the seats that were written, each beside its person; nobody else's field is looked at."""
    people = _numbers(fields.getlist("person")[: FAMILY_MAX + 1])
    written = ((person, fields.get(f"seat-{person}", "").strip()) for person in people)
    return tuple((person, seat) for person, seat in written if seat)


def _waited(text: str) -> timedelta:
    seconds = _number(text) or 0
    # Anything longer is refused by the rules, however long it is.
    return min(timedelta(seconds=min(seconds, 10**9)), WAITED_MAX + timedelta(seconds=1))
