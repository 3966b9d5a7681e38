"""Creates and reads the secrets of one installation (``<data>/keys``). No Django here: the scan process reads them too."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antoan.kit.errors import Conflict, NotConfigured
from antoan.kit.sealing import KeyRing

KEYS_FOLDER: Final = "keys"
_WEB_KEY: Final = "web-secret"
_FIELD_RING: Final = "fields.json"
_KEY_BYTES: Final = 32  # AES-256.
_KEY_NUMBER_MAX: Final = 255  # A sealed value names its key in one byte.


class KeyMissing(NotConfigured):
    """A key file of this installation is missing."""

    code = "installation:key_missing"


class KeyDamaged(NotConfigured):
    """A key file of this installation is damaged."""

    code = "installation:key_damaged"


class KeyNumbersSpent(Conflict):
    """The ring already holds 255 keys, as many as a sealed value can name."""

    code = "installation:key_numbers_spent"


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Reads keys from one folder; every miss names the file and the way out."""

    folder: Path

    @classmethod
    def of(cls, data: Path) -> "KeyStore":
        """Return the key store of a data folder."""
        return cls(data / KEYS_FOLDER)

    def create_missing(self) -> list[str]:
        """Generate what a new installation lacks; return the names of the files made. Existing files stay."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        makers: dict[str, Callable[[], str]] = {
            _WEB_KEY: lambda: secrets.token_urlsafe(48),
            _FIELD_RING: _new_field_ring,
        }
        made = [name for name in makers if not (self.folder / name).exists()]
        for name in made:
            write_private(self.folder / name, makers[name]())
        return made

    def django_secret(self) -> str:
        """Return the secret that signs sessions."""
        return self._read(_WEB_KEY)

    def derived_secret(self, purpose: str) -> str:
        """Return a secret for one purpose, to be shared with one neighbour; it tells nothing of any other."""
        mac = hmac.digest(self.django_secret().encode(), f"secret\0{purpose}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()

    def field_ring(self) -> KeyRing:
        """Return the ring that seals identity numbers, phones and insurance numbers.

        It opens values sealed after a later rotation too: a number it does not know makes it look again.
        """
        raw = self._read_field_ring()
        return KeyRing(
            current=raw["current"],
            keys=_KeysOnDisk(self),
            blind_key=base64.b64decode(raw["blind"]),
        )

    def field_keys(self) -> dict[int, bytes]:
        """Return the sealing keys by number."""
        raw = self._read_field_ring()
        return {int(number): base64.b64decode(key) for number, key in raw["keys"].items()}

    def rotate_field_key(self) -> int:
        """Add a new sealing key and make it current; return its number. Old values stay readable."""
        raw = self._read_field_ring()
        number = max(map(int, raw["keys"])) + 1
        if number > _KEY_NUMBER_MAX:
            raise KeyNumbersSpent
        raw["keys"][str(number)] = _new_key()
        raw["current"] = number
        write_private(self.folder / _FIELD_RING, json.dumps(raw))
        return number

    def _read_field_ring(self) -> dict[str, Any]:
        path = self.folder / _FIELD_RING
        try:
            raw: dict[str, Any] = json.loads(self._read(_FIELD_RING))
            keys = {int(number): base64.b64decode(key, validate=True) for number, key in raw["keys"].items()}
            blind = base64.b64decode(raw["blind"], validate=True)
            is_sound = raw["current"] in keys and {*map(len, keys.values()), len(blind)} == {_KEY_BYTES}
        except (ValueError, KeyError, TypeError, AttributeError):
            is_sound = False
        if not is_sound:
            raise KeyDamaged(
                f"The key file {path} is damaged. Put it back from your backup; never make a new one."
            )
        return raw

    def _read(self, name: str) -> str:
        path = self.folder / name
        try:
            return path.read_text()
        except FileNotFoundError:
            raise KeyMissing(
                f"The key file {path} is missing. Put it back from your backup; only an empty "
                f"installation may make new keys (antoan up does so)."
            ) from None


class _KeysOnDisk(Mapping[int, bytes]):
    """The keys of a ring; one that is not known yet may have been made since, by another process."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._keys = store.field_keys()

    def __getitem__(self, number: int) -> bytes:
        if number not in self._keys:
            self._keys = self._store.field_keys()
        return self._keys[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads (0600), whole or not at all."""
    part = path.with_suffix(path.suffix + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _new_field_ring() -> str:
    return json.dumps({"current": 1, "keys": {"1": _new_key()}, "blind": _new_key()})
