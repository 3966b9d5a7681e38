"""What gate devices send: contract.md §2, read by msgspec. Unknown members are ignored."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

import msgspec

from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.exchange import Exchange

VISITS_PER_BATCH_MAX = 1_000

T = TypeVar("T")
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class VisitRequest(msgspec.Struct):
    """One scan."""

    id: UUID
    code: str
    direction: Literal["in", "out", "auto"]
    at: _Moment


class BatchRequest(msgspec.Struct):
    """Many scans; each is read by itself, so that one broken scan does not fail its neighbours."""

    visits: list[msgspec.Raw]


class DeclarationRequest(msgspec.Struct):
    """What somebody at a gate said about their health, typed by the staff."""

    id: UUID
    code: str
    answers: dict[str, Any]
    at: _Moment
    questionnaire: str = ""  # The one for the gate's kind of place, where none is named.
    version: str = ""


# What reading may raise: no JSON, no UTF-8, or brackets nested deeper than anybody means.
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

read_visit = msgspec.json.Decoder(VisitRequest).decode
read_declaration = msgspec.json.Decoder(DeclarationRequest).decode
read_batch = msgspec.json.Decoder(BatchRequest).decode


def read_body(exchange: Exchange, decode: Callable[[bytes], T]) -> T | None:
    """Read a JSON body; None when the exchange has been refused."""
    try:
        return decode(exchange.body)
    except msgspec.ValidationError as fault:
        exchange.refuse(problems.WRONG_FIELDS, detail=str(fault))
    except UNREADABLE:
        exchange.refuse(problems.NOT_JSON)
    return None


def id_of(raw: bytes | msgspec.Raw) -> str | None:
    """Return the id of a scan that is otherwise unreadable, so that the device knows which one it was."""
    try:
        return msgspec.json.decode(raw, type=_OnlyId).id
    except UNREADABLE:
        return None


class _OnlyId(msgspec.Struct):
    id: str
