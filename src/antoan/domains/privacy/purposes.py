"""What data of people are used for: data/purposes.json, with its marks. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

import msgspec
from msgspec import Struct

from antoan.domains.privacy.errors import NotByConsent, PurposeUnknown
from antoan.domains.privacy.values import Ground
from antoan.kit.words import Words

UNCONFIRMED_MARKS: Final = frozenset({"C", "M", "I"})


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a purpose from a day on. `changed` says what is new for who agreed before."""

    version: str
    from_: date = msgspec.field(name="from")
    title: Words
    data: Words
    why: Words
    shared: Words
    changed: Words | None = None

    def digest(self, language: str) -> str:
        """Return the SHA-256 of the words in a language: what a record of consent refers to."""
        parts = [
            self.version,
            *(text.say(language) for text in (self.title, self.data, self.why, self.shared)),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Purpose(Struct, frozen=True, forbid_unknown_fields=True):
    """One purpose."""

    key: str
    ground: Ground
    controller: str
    icon: str
    versions: tuple[Version, ...]
    rests: bool = False  # The software can stop it for one person.

    @property
    def by_consent(self) -> bool:
        """Tell whether people are asked."""
        return self.ground is Ground.CONSENT

    def on(self, day: date) -> Version | None:
        """Return the version in force on a day; None before the first."""
        known = [version for version in self.versions if version.from_ <= day]
        return max(known, key=lambda version: version.from_, default=None)

    def numbered(self, version: str) -> Version | None:
        """Return a version by its number."""
        return next((one for one in self.versions if one.version == version), None)


class GroundText(Struct, frozen=True, forbid_unknown_fields=True):
    """A ground in words with the law behind it."""

    vi: str
    en: str
    basis: str
    mark: str

    @property
    def words(self) -> Words:
        """Return the words."""
        return Words(self.vi, self.en)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a text of ours names it."""
        return self.mark not in UNCONFIRMED_MARKS


class _Document(Struct, frozen=True, forbid_unknown_fields=True):
    marks: dict[str, str]
    comment: str
    grounds: dict[Ground, GroundText]
    controllers: dict[str, dict[str, str]]
    purposes: tuple[Purpose, ...]


def purposes() -> tuple[Purpose, ...]:
    """Return all purposes, in the order in which people read them."""
    return _document().purposes


def purpose(key: str) -> Purpose:
    """Return one purpose; PurposeUnknown."""
    found = next((one for one in purposes() if one.key == key), None)
    if found is None:
        raise PurposeUnknown
    return found


def consent_purpose(key: str) -> Purpose:
    """Return a purpose that people are asked for; PurposeUnknown, NotByConsent."""
    found = purpose(key)
    if not found.by_consent:
        raise NotByConsent
    return found


def ground_text(ground: Ground) -> GroundText:
    """Return a ground in words."""
    return _document().grounds[ground]


def controller_words(key: str) -> Words:
    """Return who answers for a purpose."""
    known = _document().controllers[key]
    return Words(known["vi"], known["en"])


def read_purposes(raw: Mapping[str, Any]) -> _Document:
    """Read a document of purposes; ValueError when it is none or contradicts itself."""
    document = msgspec.convert(dict(raw), _Document)
    for one in document.purposes:
        days = [version.from_ for version in one.versions]
        numbers = {version.version for version in one.versions}
        if not days or days != sorted(set(days)) or len(numbers) < len(days):
            raise ValueError(
                f"purpose {one.key}: each version has a number and a later day than the one before"
            )
        if one.by_consent and not one.rests:
            raise ValueError(f"purpose {one.key}: what is asked for must be able to rest")
        if one.controller not in document.controllers or one.ground not in document.grounds:
            raise ValueError(f"purpose {one.key}: its ground or controller is not in the document")
    return document


@cache
def _document() -> _Document:
    file = resources.files(__package__) / "data" / "purposes.json"
    return read_purposes(json.loads(file.read_text(encoding="utf-8")))
