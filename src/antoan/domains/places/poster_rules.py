"""Decides what a reported code is, and bounds reports. Pure."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from antoan.domains.codes.place_token import CheckedPlace
from antoan.domains.codes.values import Reason
from antoan.domains.places.errors import ReportUnreadable
from antoan.domains.places.poster_values import Finding, Seen
from antoan.kit.text import squeeze

# Our own figures, not official ones.
REPORT_DUE_AFTER: Final = timedelta(hours=24)
REPORTS_PER_PERSON_DAY_MAX: Final = 5
PHOTOS_PER_REPORT_MAX: Final = 3
WORDS_LETTERS_MIN: Final = 5
WORDS_LETTERS_MAX: Final = 500
HOST_CHARS_MAX: Final = 253


def seen_in(text: str, checked: CheckedPlace, *, own_host: str) -> Seen:
    """Say what a scanned text is. A code whose key was revoked may be anybody's: it counts as forged."""
    match checked.reason:
        case Reason.OK:
            return Seen(Finding.GENUINE, checked.host, checked.serial, checked.place_id)
        case Reason.RETIRED:
            return Seen(Finding.RETIRED, checked.host, checked.serial, checked.place_id)
    host = checked.host or _host_of(text)
    if not host:
        return Seen(Finding.UNREAD)
    return Seen(Finding.FORGED if host == own_host.lower() else Finding.FOREIGN, host)


def readable_words(text: str) -> str:
    """Return where a poster hangs; ReportUnreadable when that says nothing, or too much."""
    words = "\n".join(squeeze(line) for line in text.strip().splitlines())
    if not WORDS_LETTERS_MIN <= len(words) <= WORDS_LETTERS_MAX:
        raise ReportUnreadable(
            f"Say where the poster hangs, in {WORDS_LETTERS_MIN} to {WORDS_LETTERS_MAX} letters."
        )
    return words


def _host_of(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower() if parts.scheme.lower() in {"http", "https"} else ""
    return host if host.isprintable() and len(host) <= HOST_CHARS_MAX else ""
