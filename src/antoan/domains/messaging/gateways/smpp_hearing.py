"""Understands what an operator sends over SMPP: reports of what we sent, and what people write. Pure."""

import re
from dataclasses import dataclass
from typing import Any, Final

from antoan.domains.messaging.values import ReportKind

Pdu = Any
_RECEIPT: Final = 0b00000100
_KIND: Final = 0b00111100
_HEADED: Final = 0b01000000
_ID: Final = re.compile(r"\bid:(\S+)", re.IGNORECASE)
_STAT: Final = re.compile(r"\bstat:(\w+)", re.IGNORECASE)
# SMPP 3.4 §5.2.28 message_state, and the seven letters of its appendix B.
_STATES: Final = {
    2: ReportKind.DELIVERED, 3: ReportKind.UNDELIVERED, 4: ReportKind.UNDELIVERED, 5: ReportKind.UNDELIVERED,
    6: ReportKind.ACCEPTED, 1: ReportKind.BUFFERED, 8: ReportKind.REFUSED,
}  # fmt: skip
_STATS: Final = {
    "DELIVRD": ReportKind.DELIVERED, "EXPIRED": ReportKind.UNDELIVERED, "DELETED": ReportKind.UNDELIVERED,
    "UNDELIV": ReportKind.UNDELIVERED, "ACCEPTD": ReportKind.ACCEPTED, "ENROUTE": ReportKind.BUFFERED,
    "REJECTD": ReportKind.REFUSED,
}  # fmt: skip
_GSM: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED: Final = {20: "^", 40: "{", 41: "}", 47: "\\", 60: "[", 61: "~", 62: "]", 64: "|", 101: "€"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A report of a message, by the centre's name of it and perhaps ours."""

    number: str
    reference: str
    short_ref: int | None
    kind: ReportKind
    said: str


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote. A long text comes in parts: the first one holds the keyword, the others are let go."""

    number: str
    text: str
    is_first: bool


def understood(pdu: Pdu) -> Heard | Written | None:
    """Return what came; None for a report of a kind that says nothing."""
    number = "+" + _text(pdu.source_addr).lstrip("+0")
    raw: bytes = pdu.short_message or getattr(pdu, "message_payload", None) or b""
    if (pdu.esm_class or 0) & _KIND == _RECEIPT:
        return _report(pdu, number, raw.decode("ascii", "replace"))
    is_first = True
    if (pdu.esm_class or 0) & _HEADED and raw:
        header, raw = raw[1 : raw[0] + 1], raw[raw[0] + 1 :]
        is_first = header[-1:] in {b"\1", b""}
    return Written(number, decoded(raw, pdu.data_coding or 0), is_first)


def decoded(raw: bytes, coding: int) -> str:
    """Read the letters of a text."""
    match coding & 0x0F:
        case 8:
            return raw.decode("utf-16-be", "replace")
        case 3:
            return raw.decode("iso-8859-1")
    letters, escaped = [], False
    for byte in raw:
        if escaped:
            letters.append(_GSM_ESCAPED.get(byte, " "))
        elif byte < 128 and byte != 27:
            letters.append(_GSM[byte])
        escaped = byte == 27 and not escaped
    return "".join(letters)


def _report(pdu: Pdu, number: str, text: str) -> Heard | None:
    named = _text(getattr(pdu, "receipted_message_id", None))
    written, stat = _ID.search(text), _STAT.search(text)
    state = getattr(pdu, "message_state", None)
    kind = _STATES.get(state) if state else _STATS.get(stat[1].upper()[:7]) if stat else None
    if kind is None:
        return None
    short_ref = getattr(pdu, "user_message_reference", None)
    return Heard(number, named or (written[1] if written else ""), short_ref, kind, stat[1] if stat else "")


def _text(value: Any) -> str:
    return value.decode("ascii", "replace").rstrip("\0") if isinstance(value, bytes) else str(value or "")
