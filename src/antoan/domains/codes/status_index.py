"""The place of a code in the status list (standards.md §2.6), written as one more element of its EXT.

The national format tolerates further elements; ours stands right before the signature, which covers it. A gate
without network reads there whether the code was revoked. Codes without one (older, or signed in bulk) have no status.
"""

import re
from typing import Final

from antoan.domains.codes.national import PersonalHead

_ELEMENT: Final = re.compile(r"s([0-9]{1,9})", re.ASCII)


def element(index: int) -> str:
    """Return the EXT element of a place in the list."""
    return f"s{index}"


def index_of(head: PersonalHead) -> int | None:
    """Return the place a code names, the last one if there are several; None when it names none."""
    found = [match for more in head.more if (match := _ELEMENT.fullmatch(more))]
    return int(found[-1][1]) if found else None
