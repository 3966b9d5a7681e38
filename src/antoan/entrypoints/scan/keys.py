"""The keys whose signatures are believed, read from the data folder and renewed when the ring changes."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from antoan.domains.codes.key_files import folder_of
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.values import PublicKey
from antoan.entrypoints.scan.certificates import TrustList
from antoan.kit.errors import AntoanError

logger = logging.getLogger(__name__)


class TrustedKeys:
    """The public keys by number, as of the last look at the key ring."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._stamp = self._stamp_now()
        self._ring = SigningRing.load(data)
        self.trust = TrustList(data)

    def public_keys(self) -> Mapping[int, PublicKey]:
        """Return the keys by number."""
        return self._ring.public_keys()

    def published(self) -> dict[str, Any]:
        """Return the signed public key list that gates keep for their time without network."""
        return self._ring.published()

    def renew(self) -> None:
        """Read the ring again if it has changed; a damaged one is reported and the last good one kept."""
        self.trust.renew()
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._ring = SigningRing.load(self._data)
        except AntoanError as fault:
            logger.error("%s", fault.message)

    def _stamp_now(self) -> tuple[int, ...]:
        try:
            return tuple(path.stat().st_mtime_ns for path in sorted(folder_of(self._data).glob("*.json")))
        except OSError:
            return ()
