"""Numbers of requests that people can say on the phone: ``K7M2-9QX``. Pure.

Six Crockford letters and a check symbol: shorter than a person's short code, so that nobody takes one for the other.
"""

import re
from typing import Final

from antoan.kit.ids import CROCKFORD, crockford_check_symbol, normalise_crockford, random_crockford

_LETTERS: Final = 6
_NUMBER: Final = re.compile(f"[{CROCKFORD}]{{{_LETTERS}}}[{CROCKFORD}U]")
_TYPED_CHARS_MAX: Final = 20


def new() -> str:
    """Return an unpredictable number whose check symbol is a letter or digit, without the dash."""
    while True:
        body = random_crockford(_LETTERS)
        check = crockford_check_symbol(body)
        if check.isalnum():
            return body + check


def read(typed: str) -> str | None:
    """Return the canonical number of what somebody typed; None when its check symbol is wrong."""
    if len(typed) > _TYPED_CHARS_MAX:
        return None
    number = normalise_crockford(typed)
    if not _NUMBER.fullmatch(number) or crockford_check_symbol(number[:_LETTERS]) != number[_LETTERS]:
        return None
    return number


def show(number: str) -> str:
    """Return a number as people read it: ``K7M2-9QX``."""
    return f"{number[:4]}-{number[4:]}"
