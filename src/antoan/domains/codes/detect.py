"""Says what was scanned. One detector for every door: gate page, hand scanner, API, command line."""

import re
from dataclasses import dataclass
from typing import Final

from antoan.domains.codes import bhyt, cccd, dynamic, former, short
from antoan.domains.codes.bhyt import BhytCard
from antoan.domains.codes.cccd import CccdCard
from antoan.domains.codes.dynamic import DynamicCode
from antoan.domains.codes.former import FormerApp
from antoan.domains.codes.national import PersonalHead, parse_national
from antoan.domains.codes.scanned import tidy, tidy_certificate
from antoan.domains.codes.seal import claims_signature, is_sealed
from antoan.domains.codes.values import CODE_CHARS_MAX, CodeKind

__all__ = ["CODE_CHARS_MAX", "CodeKind", "EnrolmentLink", "PlaceLink", "ResultLink", "Scanned", "detect"]

_HC1: Final = "HC1:"
_PLACE: Final = re.compile(
    r"(https?)://([^/?#@\s]{1,253})/p/([A-Za-z0-9_-]{1,300})/?(?:[?#].*)?", re.IGNORECASE
)
_ENROLMENT: Final = re.compile(
    r"(https?)://([^/?#@\s]{1,253})/gate/enrol/?#([A-Za-z0-9_-]{8,200})", re.IGNORECASE
)
_RESULT: Final = re.compile(r"(https?)://([^/?#@\s]{1,253})/verify/?#([A-Za-z0-9_-]{100,400})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The address on a poster; `place_token.verify` says whether it is ours."""

    host: str
    token: str


@dataclass(frozen=True, slots=True)
class EnrolmentLink:
    """The address that makes a phone a gate device."""

    host: str
    secret: str


@dataclass(frozen=True, slots=True)
class ResultLink:
    """The address on the slip of a test result; `result_slip.verify` says whether it is ours."""

    host: str
    token: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a text is. `text` is the tidied text: digest, verify and store this one.

    `value` is, by kind: PersonalHead (personal_*; None when the head of a sealed text is broken), CccdCard,
    BhytCard, PlaceLink, EnrolmentLink, ResultLink, DynamicCode, FormerApp, the canonical nine symbols (short),
    the text itself (hc1), None (unknown).
    """

    kind: CodeKind
    text: str
    value: (
        PersonalHead
        | CccdCard
        | BhytCard
        | PlaceLink
        | EnrolmentLink
        | ResultLink
        | DynamicCode
        | FormerApp
        | str
        | None
    ) = None


def detect(text: str) -> Scanned:
    """Say what a scanned or typed text is, by its form alone. Never raises; long input is unknown unread."""
    if len(text) > CODE_CHARS_MAX:
        return Scanned(CodeKind.UNKNOWN, text[:CODE_CHARS_MAX])
    if _HC1 in text[:16] and (certificate := tidy_certificate(text)).startswith(_HC1):
        return Scanned(CodeKind.HC1, certificate, certificate)
    text = tidy(text)
    if text[:4].lower() == "http":
        return _link(text)
    if text.startswith(dynamic.PREFIX):
        code = dynamic.read(text)
        return Scanned(CodeKind.DYNAMIC if code else CodeKind.UNKNOWN, text, code)
    if claims_signature(text):
        head = parse_national(text[: text.rfind("<")])
        if head is not None or is_sealed(text):
            return Scanned(CodeKind.PERSONAL_SIGNED, text, head)
    return _paper(text)


def _paper(text: str) -> Scanned:
    if head := parse_national(text):
        return Scanned(CodeKind.PERSONAL_PLAIN, text, head)
    if card := cccd.parse(text):
        return Scanned(CodeKind.CCCD, text, card)
    if insurance := bhyt.parse(text):
        return Scanned(CodeKind.BHYT, text, insurance)
    if code := short.read(text):
        return Scanned(CodeKind.SHORT, text, code)
    return _former(text)


def _link(text: str) -> Scanned:
    if found := _PLACE.fullmatch(text):
        return Scanned(CodeKind.PLACE, text, PlaceLink(host=found[2].lower(), token=found[3]))
    if found := _ENROLMENT.fullmatch(text):
        return Scanned(CodeKind.ENROLMENT, text, EnrolmentLink(host=found[2].lower(), secret=found[3]))
    if found := _RESULT.fullmatch(text):
        return Scanned(CodeKind.RESULT, text, ResultLink(host=found[2].lower(), token=found[3]))
    return _former(text)


def _former(text: str) -> Scanned:
    app = former.read(text)
    return Scanned(CodeKind.FORMER if app else CodeKind.UNKNOWN, text, app)
