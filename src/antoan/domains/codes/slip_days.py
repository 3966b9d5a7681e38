"""Judges the days of a slip whose signature is right, as those of a personal code. Pure."""

from datetime import date, timedelta
from typing import Final

from antoan.domains.codes.values import PublicKey, Reason

EPOCH: Final = date(1970, 1, 1)


def reason_of_days(*, issued_on: date, expires_on: date, key: PublicKey | None, today: date) -> Reason:
    """Tell whether a slip may be believed on a day; `key` is None where only its bare key is known."""
    if key is not None and key.is_revoked_for(issued_on):
        return Reason.REVOKED
    if key is not None and issued_on < key.not_before:
        return Reason.FORGED  # Back-dated: the key did not exist on that day.
    if issued_on > today + timedelta(days=1):
        return Reason.NOT_YET_VALID
    if today > expires_on or (key is not None and today > key.expires):
        return Reason.EXPIRED
    return Reason.OK
