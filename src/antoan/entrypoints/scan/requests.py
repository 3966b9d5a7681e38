"""What gate devices send: contract.md §2, read by msgspec. Unknown members are ignored."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

VISITS_PER_BATCH_MAX = 1_000

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


# What reading may raise: no JSON, no UTF-8, or brackets nested deeper than anybody means.
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

read_visit = msgspec.json.Decoder(VisitRequest).decode
read_batch = msgspec.json.Decoder(BatchRequest).decode


def id_of(raw: bytes | msgspec.Raw) -> str | None:
    """Return the id of a scan that is otherwise unreadable, so that the device knows which one it was."""
    try:
        return msgspec.json.decode(raw, type=_OnlyId).id
    except UNREADABLE:
        return None


class _OnlyId(msgspec.Struct):
    id: str
