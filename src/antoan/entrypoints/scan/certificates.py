"""Health certificates at a gate: believed by the trust list alone, counted only as far as the policy says.

They name nobody known here, so nothing is recorded (contract.md, section 2: a well-formed code of nobody).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from antoan.domains.codes import hc1
from antoan.domains.codes.trust import TrustedKey, read_pem
from antoan.domains.codes.values import Reason
from antoan.domains.gates.certificates import Holder, holder_of
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.claims import CertificateClaim
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.entrypoints.scan.scans import Scan
from antoan.kit.errors import AntoanError

FOLDER: Final = Path("keys") / "trust"  # PEM files of signers, in the data folder.

logger = logging.getLogger(__name__)

_REFUSED: Final = {
    Reason.FORGED: reasons.FORGED,
    Reason.EXPIRED: reasons.EXPIRED,
    Reason.NOT_YET_VALID: reasons.NOT_YET_VALID,
    Reason.WRONG_USE: reasons.FORGED,
    Reason.UNKNOWN_KEY: reasons.SIGNER_UNKNOWN,
    Reason.UNREADABLE: reasons.FORGED,
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that is believed."""

    holder: Holder


class TrustList:
    """The signers whose certificates are believed, as of the last look at the folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._stamp: tuple[int, ...] = ()
        self.keys: Sequence[TrustedKey] = ()
        self.renew()

    def renew(self) -> None:
        """Read the folder again if it has changed; a damaged file is reported and left out."""
        files = sorted(self._folder.glob("*.pem")) if self._folder.is_dir() else []
        stamp = tuple(file.stat().st_mtime_ns for file in files)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        self.keys = [key for file in files for key in _keys_in(file)]

    def judge(self, scan: Scan) -> Certificate | CodeReason:
        """Tell whether a certificate may be believed at the time of the scan."""
        assert isinstance(scan.claim, CertificateClaim)
        checked = hc1.verify(scan.claim.text, self.keys, scan.moment)
        if checked.valid and checked.certificate is not None:
            return Certificate(holder_of(checked.certificate))
        return _REFUSED[checked.reason]


def _keys_in(file: Path) -> list[TrustedKey]:
    try:
        return read_pem(file.read_text(encoding="ascii"))
    except (AntoanError, OSError, UnicodeDecodeError) as fault:
        logger.error("the trust list %s cannot be read: %s", file.name, fault)
        return []
