"""Reads what a phone wrote into a form. Pure; nothing is refused: what cannot be read waits for an officer."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec

from antoan.domains.fieldwork.errors import FormUnopened
from antoan.domains.fieldwork.limits import FIELD_LETTERS_MAX, NOTE_LETTERS_MAX
from antoan.domains.fieldwork.values import Filled
from antoan.domains.people.rules import checked_person, read_birth
from antoan.domains.people.values import DocumentKind, Gender, NewPerson, Paper
from antoan.kit.errors import AntoanError
from antoan.kit.text import fold, squeeze

FIELDS: Final = ("full_name", "birth", "gender", "kind", "number", "phone", "address", "health", "note")
_ID_MAX: Final = 2**31 - 1
_UNWELL: Final = {"fine": False, "unwell": True}


def read_filled(text: bytes, *, ward_id: int, today: date) -> Filled:
    """Read a form of somebody who lives in this ward; FormUnopened when it is no form at all."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise FormUnopened from None
    if not isinstance(document, dict):
        raise FormUnopened
    said = {name: _plain(document.get(name))[: _letters(name)] for name in FIELDS}
    return Filled(
        said=said,
        person=_person(said, ward_id, today),
        is_unwell=_UNWELL.get(said["health"]),
        unwell_note=said["note"],
    )


def ward_of(text: bytes) -> int | None:
    """Return the ward a form names; None when it names none."""
    try:
        document: Any = msgspec.json.decode(text)
        ward_id = int(document["ward"])
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, OverflowError, TypeError, ValueError):
        return None
    return ward_id if 0 < ward_id <= _ID_MAX else None


def differs(person: NewPerson, *, full_name: str, address: str, phones: tuple[str, ...]) -> bool:
    """Tell whether a form says something of a person that the record does not: nothing is overwritten in silence."""
    is_other_address = bool(person.address) and fold(person.address) != fold(address)
    adds_phone = any(number not in phones for number in person.phones)
    return is_other_address or adds_phone or fold(person.full_name) != fold(full_name)


def _person(said: Mapping[str, str], ward_id: int, today: date) -> NewPerson | None:
    try:
        paper = (Paper(DocumentKind(said["kind"]), said["number"]),) if said["number"] else ()
        return checked_person(
            NewPerson(
                full_name=said["full_name"], birth=read_birth(said["birth"]),
                gender=Gender(said["gender"] or Gender.UNKNOWN), documents=paper,
                phones=(said["phone"],) if said["phone"] else (), ward_id=ward_id, address=said["address"],
            ),
            today,
        )  # fmt: skip
    except (AntoanError, ValueError):
        return None


def _plain(value: object) -> str:
    """Return a text without signs that no paper bears: a phone may send anything."""
    return squeeze("".join(letter for letter in str(value or "") if letter.isprintable()))


def _letters(name: str) -> int:
    return NOTE_LETTERS_MAX if name == "note" else FIELD_LETTERS_MAX
