"""The key ring with which this installation signs codes (``<data>/keys/codes``). No Django: the scan process reads it.

``ring.json`` holds the public halves and what each key may still do; ``<number>.pem`` are the private halves
of the active keys; ``root.pem`` signs the published list and belongs in a safe: only a change of the ring
needs it. Two keys are active at a time, so that a rotation never leaves a process without one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes import key_list
from antoan.domains.codes.errors import KeyInUse, KeyNumbersExhausted, KeyUnknown, KeyUnreadable
from antoan.domains.codes.key_files import as_pem, folder_of, private_key, text_of
from antoan.domains.codes.values import IssueDays, KeyStatus, PublicKey
from antoan.foundation.keystore.store import KeyMissing, write_private
from antoan.kit import clock

ROOT: Final = "root.pem"
PUBLISHED: Final = "published.json"
_RING: Final = "ring.json"
_NUMBER_MAX: Final = 255  # One byte in every code.
_ACTIVE_MAX: Final = 2

# Our own figures: sign for a year, and every code lives a year at most (standards.md §2.5).
SIGNING_DAYS: Final = 365
CODE_DAYS_MAX: Final = 365
KEY_LIFE_DAYS: Final = SIGNING_DAYS + CODE_DAYS_MAX


@dataclass(frozen=True, slots=True)
class SigningRing:
    """The keys of one installation. Changing methods write the files and return the ring as it then is."""

    folder: Path
    current: int
    sequence: int  # Grows with every change, so that an older list never replaces a newer one.
    keys: Mapping[int, PublicKey]
    root: Ed25519PublicKey

    @classmethod
    def load(cls, data: Path) -> "SigningRing":
        """Read the ring of a data folder; KeyMissing or KeyUnreadable names the file. No private key is read."""
        folder = folder_of(data)
        path = folder / _RING
        try:
            raw = json.loads(text_of(path))
            keys = {key.number: key for key in map(key_list.key_of, raw["keys"])}
            ring = cls(
                folder,
                raw["current"],
                raw["sequence"],
                MappingProxyType(keys),
                key_list.point_of(raw["root"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeyUnreadable(f"The key ring {path} is damaged: put it back from your backup.") from None
        if ring.current not in ring.keys:
            raise KeyUnreadable(f"The key ring {path} names key {ring.current} but does not hold it.")
        return ring

    @classmethod
    def create_missing(
        cls, data: Path, *, today: date | None = None, life_days: int = KEY_LIFE_DAYS
    ) -> "SigningRing":
        """Read the ring, or make one with a root and a first key when the installation has none."""
        folder = folder_of(data)
        if (folder / _RING).exists():
            return cls.load(data)
        if folder.exists() and any(folder.glob("*.pem")):
            raise KeyMissing(
                f"The key ring {folder / _RING} is missing though keys stand beside it. Put it back from your backup."
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        root = Ed25519PrivateKey.generate()
        write_private(folder / ROOT, as_pem(root))
        empty = cls(folder, 0, 0, MappingProxyType({}), root.public_key())
        return empty._with_new_key(today or clock.today(), root, life_days)

    def signing_key(self, number: int | None = None) -> tuple[int, Ed25519PrivateKey]:
        """Return number and private half of the key in use (or of another active one)."""
        number = self.current if number is None else number
        if number not in self.keys or self.keys[number].status is not KeyStatus.ACTIVE:
            raise KeyUnknown(f"Key {number} does not sign: it is retired, revoked or was never made.")
        private = private_key(self.folder / f"{number}.pem")
        if key_list.text_of(private.public_key()) != key_list.text_of(self.keys[number].key):
            raise KeyUnreadable(f"{self.folder / f'{number}.pem'} is not the private half of key {number}.")
        return number, private

    def public_keys(self) -> Mapping[int, PublicKey]:
        """Return every key by number, revoked ones too: their codes are `revoked`, not `unknown_key`."""
        return self.keys

    def rotate(self, *, today: date, root_file: Path | None = None) -> "SigningRing":
        """Make a new key and sign with it from now on; the one before stays active, older ones retire."""
        return self._with_new_key(today, self._root_key(root_file))

    def retire(self, number: int, *, root_file: Path | None = None) -> "SigningRing":
        """Stop signing with a key; what it signed stays good. Its private half is destroyed."""
        self._refuse_current(number)
        if self.keys[number].status is not KeyStatus.ACTIVE:
            return self
        return self._changed(
            {number: replace(self.keys[number], status=KeyStatus.RETIRED)}, self._root_key(root_file)
        )

    def revoke(self, number: int, *, today: date, root_file: Path | None = None) -> "SigningRing":
        """Believe nothing a key signed. When it is the key in use, a new one takes its place first."""
        root = self._root_key(root_file)
        ring = self._with_new_key(today, root) if number == self.current else self
        return ring._changed({number: replace(ring._key(number), status=KeyStatus.REVOKED)}, root)

    def revoke_days(self, number: int, days: IssueDays, *, root_file: Path | None = None) -> "SigningRing":
        """Believe nothing a key signed on these days, for example while a device was in wrong hands."""
        key = self._key(number)
        more = key_list.united(key.revoked_days, (days,))
        return self._changed({number: replace(key, revoked_days=more)}, self._root_key(root_file))

    def published(self) -> dict[str, Any]:
        """Return the public key list as it was signed at the last change (JWKS; see `key_list`)."""
        path = self.folder / PUBLISHED
        try:
            document: dict[str, Any] = json.loads(text_of(path))
        except ValueError:
            raise KeyUnreadable(f"The key list {path} is damaged: put it back from your backup.") from None
        return document

    def _with_new_key(
        self, today: date, root: Ed25519PrivateKey, life_days: int = KEY_LIFE_DAYS
    ) -> "SigningRing":
        number = max(self.keys, default=0) + 1
        if number > _NUMBER_MAX:
            raise KeyNumbersExhausted
        private = Ed25519PrivateKey.generate()
        write_private(self.folder / f"{number}.pem", as_pem(private))
        key = PublicKey(
            number=number,
            key=private.public_key(),
            status=KeyStatus.ACTIVE,
            not_before=today,
            expires=today + timedelta(days=life_days),
        )
        active = sorted(k for k, held in self.keys.items() if held.status is KeyStatus.ACTIVE)
        too_many = active[: len(active) + 1 - _ACTIVE_MAX]
        retired = {k: replace(self.keys[k], status=KeyStatus.RETIRED) for k in too_many}
        return replace(self, current=number)._changed({**retired, number: key}, root)

    def _changed(self, changes: Mapping[int, PublicKey], root: Ed25519PrivateKey) -> "SigningRing":
        """Write the ring with some keys changed, and the list signed anew. The ring comes last: it decides."""
        ring = replace(
            self,
            sequence=self.sequence + 1,
            keys=MappingProxyType(dict(sorted({**self.keys, **changes}.items()))),
        )
        document = key_list.build(ring.keys.values(), sequence=ring.sequence, root=root)
        write_private(self.folder / PUBLISHED, json.dumps(document, indent=1))
        write_private(self.folder / _RING, json.dumps(ring._as_json(), indent=1))
        for number, key in ring.keys.items():
            if key.status is not KeyStatus.ACTIVE:
                (self.folder / f"{number}.pem").unlink(missing_ok=True)
        return ring

    def _as_json(self) -> dict[str, Any]:
        return {
            "current": self.current,
            "sequence": self.sequence,
            "root": key_list.text_of(self.root),
            "keys": [key_list.entry_of(key) for key in self.keys.values()],
        }

    def _root_key(self, root_file: Path | None) -> Ed25519PrivateKey:
        root = private_key(root_file or self.folder / ROOT)
        if key_list.text_of(root.public_key()) != key_list.text_of(self.root):
            raise KeyUnreadable(
                f"{root_file or self.folder / ROOT} is not the root key of this installation."
            )
        return root

    def _key(self, number: int) -> PublicKey:
        try:
            return self.keys[number]
        except KeyError:
            raise KeyUnknown(f"The ring has no key {number}.") from None

    def _refuse_current(self, number: int) -> None:
        self._key(number)
        if number == self.current:
            raise KeyInUse
