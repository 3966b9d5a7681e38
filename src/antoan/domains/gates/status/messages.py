"""How a status list is told to a gate: a signed statement of what it will hold, and the bits or what changed in them."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes.statements import sign_statement
from antoan.domains.gates.status.bits import StatusBits, delta
from antoan.kit import clock, signing

KIND: Final = "antoan-status"


def status_message(
    bits: StatusBits,
    *,
    sequence: int,
    made_at: datetime,
    expires_at: datetime,
    policy: str,
    version: str,
    base: tuple[int, StatusBits] | None,
    key_number: int,
    key: Ed25519PrivateKey,
) -> Mapping[str, Any]:
    """Return the message: whole, or as what changed since the list the gate holds."""
    revoked, colours = (bits.revoked, bits.colours) if base is None else delta(base[1], bits)
    of_revoked, of_colours = bits.digests
    statement = {
        "sequence": sequence,
        "base": None if base is None else base[0],
        "made_at": clock.local(made_at).isoformat(),
        "expires_at": clock.local(expires_at).isoformat(),
        "size": bits.size,
        "policy": policy,
        "version": version,
        "revoked_sha256": of_revoked,
        "colours_sha256": of_colours,
    }
    return {
        "signed": sign_statement(KIND, statement, key_number=key_number, key=key),
        "revoked": signing.encode_base64url(zlib.compress(revoked, 6)),
        "colours": signing.encode_base64url(zlib.compress(colours, 6)),
    }
