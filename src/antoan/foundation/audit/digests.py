"""The digest of what an entry says: SHA-256 over its canonical JSON. Pure, so that anyone can check a trail."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

GENESIS: Final = bytes(32)
_FIELDS: Final = (
    "kind", "actor_account_id", "actor_label", "address", "action", "object_kind", "object_id", "person_id",
    "purpose", "detail",
)  # fmt: skip


def entry_digest(entry: Mapping[str, Any]) -> bytes:
    """Return the digest of an entry's content; its place in the chain is not part of it."""
    content = {name: entry[name] for name in _FIELDS} | {"at": canonical_moment(entry["at"])}
    return hashlib.sha256(canonical_json(content).encode()).digest()


def chained(previous_hash: bytes, digest: bytes) -> bytes:
    """Return the hash of an entry after the one before it."""
    return hashlib.sha256(previous_hash + digest).digest()


def canonical_moment(moment: datetime) -> str:
    """Return a time in UTC to the microsecond, the precision the database keeps."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical_json(value: Any) -> str:
    """Return the one spelling of a JSON value: sorted names, no spaces, Unicode as it is.

    ValueError for what would not come back from the database as it went in: fractions (a number may
    change its spelling), names that are not text, and half surrogates or NUL in text.
    """
    _refuse_unstable(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_unstable(value: Any) -> None:
    match value:
        case None | bool() | int():
            return
        case str():
            if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
                raise ValueError("the trail keeps no NUL and no half surrogates")
        case list() | tuple():
            for item in value:
                _refuse_unstable(item)
        case dict():
            for name, item in value.items():
                if not isinstance(name, str):
                    raise ValueError(f"the trail keeps names as text, not {name!r}")
                _refuse_unstable(name)
                _refuse_unstable(item)
        case _:
            raise ValueError(f"the trail keeps text and whole numbers, not {type(value).__name__}: {value!r}")
