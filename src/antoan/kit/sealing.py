"""Sealing of small secrets at rest: AES-256-GCM under a key ring, and keyed blind indexes."""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_TAG_BYTES = 16
BLIND_INDEX_BYTES = 16


class SealBroken(Exception):
    """A sealed value does not open: wrong place, wrong key, or damaged."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by number; new values are sealed with `current`, old ones open with theirs."""

    current: int
    keys: Mapping[int, bytes]
    blind_key: bytes
    _ciphers: dict[int, AESGCM] = field(default_factory=dict, repr=False, compare=False)

    def seal(self, text: str, *, place: str) -> bytes:
        """Seal a text for one place (``table.column``); 1 byte key number, 12 nonce, ciphertext, 16 tag."""
        return self.seal_bytes(text.encode(), place=place)

    def seal_bytes(self, data: bytes, *, place: str) -> bytes:
        """Seal the content of a file as `seal` does a text."""
        nonce = os.urandom(_NONCE_BYTES)
        body = self._cipher(self.current).encrypt(nonce, data, place.encode())
        return bytes([self.current]) + nonce + body

    def seal_repeatably(self, text: str, *, place: str) -> bytes:
        """Seal as `seal` does, but an equal text for an equal place has an equal seal: for bulk data made from a seed.

        The nonce is a keyed digest of both, so that it never serves two different texts.
        """
        message = f"nonce\0{place}\0{text}".encode()
        nonce = hmac.digest(self.blind_key, message, hashlib.sha256)[:_NONCE_BYTES]
        body = self._cipher(self.current).encrypt(nonce, text.encode(), place.encode())
        return bytes([self.current]) + nonce + body

    def open(self, sealed: bytes, *, place: str) -> str:
        """Open a sealed text; SealBroken when it was sealed for another place or damaged."""
        return self.open_bytes(sealed, place=place).decode()

    def open_bytes(self, sealed: bytes, *, place: str) -> bytes:
        """Open the sealed content of a file; SealBroken as for `open`."""
        if len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES:
            raise SealBroken("too short to be sealed")
        if sealed[0] not in self.keys:
            raise SealBroken(f"sealed with key {sealed[0]}, which this installation does not have")
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher(sealed[0]).decrypt(nonce, body, place.encode())
        except InvalidTag:
            raise SealBroken("sealed for another place, or damaged") from None

    def blind_index(self, kind: str, value: str) -> bytes:
        """Return the 16 bytes by which an equal value of one kind is found without being readable."""
        message = f"{kind}\0{value}".encode()
        return hmac.digest(self.blind_key, message, hashlib.sha256)[:BLIND_INDEX_BYTES]

    def derive(self, purpose: str, data: bytes) -> bytes:
        """Return a 32-byte key for one purpose and one thing, the same each time and of use for nothing else."""
        return hmac.digest(self.blind_key, f"derive\0{purpose}\0".encode() + data, hashlib.sha256)

    def _cipher(self, number: int) -> AESGCM:
        cipher = self._ciphers.get(number)
        if cipher is None:
            cipher = self._ciphers[number] = AESGCM(self.keys[number])
        return cipher
