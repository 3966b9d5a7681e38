"""The short code for SMS and speech: eight Crockford letters and a check symbol, ``7K2P-9QXM-C``.

It stands for a person only at a gate's server; it opens nothing (lesson L1).
"""

import re
from typing import Final

from antoan.kit.ids import (
    CROCKFORD,
    crockford_check_symbol,
    normalise_crockford,
    random_crockford,
)

_LETTERS: Final = 8
_CODE: Final = re.compile(f"[{CROCKFORD}]{{{_LETTERS}}}[{CROCKFORD}*~$=U]")
_TYPED_CHARS_MAX: Final = 24


def new() -> str:
    """Return an unpredictable short code, in the canonical nine symbols without dashes.

    A check symbol that nobody can say or find on a telephone (``*~$=``) is drawn again.
    """
    while True:
        body = random_crockford(_LETTERS)
        check = crockford_check_symbol(body)
        if check.isalnum():
            return body + check


def read(typed: str) -> str | None:
    """Return the canonical nine symbols of what somebody typed or said; None when the check symbol is wrong."""
    if len(typed) > _TYPED_CHARS_MAX:
        return None
    code = normalise_crockford(typed)
    if not _CODE.fullmatch(code) or crockford_check_symbol(code[:_LETTERS]) != code[_LETTERS]:
        return None
    return code


def show(code: str) -> str:
    """Return a canonical code as people read it: ``7K2P-9QXM-C``."""
    return f"{code[:4]}-{code[4:8]}-{code[8]}"
