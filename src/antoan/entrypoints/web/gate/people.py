"""What staff at a gate do about the person before them, beside the scan: note, register, let in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from antoan.domains.gates.services.overriding import NOTE_MAX, Asked, let_in
from antoan.domains.gates.services.registering import register_at_gate
from antoan.domains.gates.services.visitors import WORDS_MAX, note_visitor
from antoan.domains.gates.values import Because, VisitorKind
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper
from antoan.domains.places.queries import DeviceAtGate
from antoan.domains.visits.services import name_seat
from antoan.entrypoints.web.gate.asking import RequestUnreadable, for_devices, text, whole
from antoan.kit import clock

CODE_MAX: Final = 4_300
SEAT_LETTERS_MAX: Final = 10  # What is no seat is told so in words, not only cut off.
_NAME_MAX: Final = 150
_SMALL_MAX: Final = 60
_YEAR_MIN: Final = 1900

Member = TypeVar("Member", VisitorKind, Because, Gender)


@for_devices
def visitor(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Note why a visitor came."""
    note_visitor(
        at=at,
        note_id=_uuid(sent),
        code=_required(sent, "code", CODE_MAX),
        kind=_one_of(VisitorKind, sent, "kind"),
        purpose=text(sent, "purpose", letters_max=WORDS_MAX),
        host=text(sent, "host", letters_max=WORDS_MAX),
        now=clock.now(),
    )
    return {"noted": True}


@for_devices
def seat(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the seat of whoever was just scanned into a vehicle; `id` is that of the scan."""
    name_seat(
        place_id=at.place.id,
        scan_id=_uuid(sent),
        seat=_required(sent, "seat", SEAT_LETTERS_MAX),
        now=clock.now(),
    )
    return {"noted": True}


@for_devices
def newcomer(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Register somebody without any code; the answer is the same whoever they are."""
    now = clock.now()
    handed = register_at_gate(at=at, registration_id=_uuid(sent), person=_person(sent), now=now)
    return {"code": handed.code, "short_code": handed.short_code}


@for_devices
def override(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Let somebody in on a supervisor's word."""
    asked = Asked(
        override_id=_uuid(sent),
        code=text(sent, "code", letters_max=CODE_MAX),
        colour=_required(sent, "colour", 8),
        rule=text(sent, "rule", letters_max=_SMALL_MAX),
        because=_one_of(Because, sent, "because"),
        note=text(sent, "note", letters_max=NOTE_MAX),
        supervisor=_required(sent, "supervisor", _NAME_MAX),
        second_factor=_required(sent, "second_factor", 8),
    )
    return {"left_today": let_in(at=at, asked=asked, now=clock.now())}


def _person(sent: Mapping[str, Any]) -> NewPerson:
    phone = text(sent, "phone", letters_max=_SMALL_MAX).strip()
    number = text(sent, "cccd", letters_max=_SMALL_MAX).strip()
    return NewPerson(
        full_name=_required(sent, "name", _NAME_MAX),
        birth=_birth(sent),
        gender=_one_of(Gender, sent, "gender"),
        documents=(Paper(DocumentKind.CCCD, number),) if number else (),
        phones=(phone,) if phone else (),
    )


def _birth(sent: Mapping[str, Any]) -> Birth:
    """Return a whole birth date, read off a paper, or the year alone, as people say it."""
    written = text(sent, "birth_on", letters_max=10)
    try:
        if written:
            return Birth(date.fromisoformat(written))
        year = whole(sent, "birth_year", high=clock.today().year)
        if year < _YEAR_MIN:
            raise RequestUnreadable
        return Birth.of_year(year)
    except ValueError:
        raise RequestUnreadable from None


def _required(sent: Mapping[str, Any], name: str, letters_max: int) -> str:
    value = text(sent, name, letters_max=letters_max).strip()
    if not value:
        raise RequestUnreadable
    return value


def _uuid(sent: Mapping[str, Any]) -> UUID:
    try:
        return UUID(text(sent, "id", letters_max=36))
    except ValueError:
        raise RequestUnreadable from None


def _one_of(members: type[Member], sent: Mapping[str, Any], name: str) -> Member:
    try:
        return members(text(sent, name, letters_max=_SMALL_MAX))
    except ValueError:
        raise RequestUnreadable from None
