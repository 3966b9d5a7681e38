"""Specimen codes, made to test a gate: signed by us, of nobody, and never let in. Pure.

A marked one says so on the screen. A drill looks like any revoked code: whoever lets it in did not look (lesson L6).
"""

from datetime import date
from typing import Final

from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.kit.ids import random_crockford

# Letters and digits only, as every number of ours: so the quick way of a scan reads them.
MARKED: Final = "ZTEST"
DRILL: Final = "ZDRILL"
_LETTERS: Final = 12


def head_of_specimen(*, is_drill: bool) -> PersonalHead:
    """Return what a new specimen says."""
    name = "NGUYEN VAN THANH" if is_drill else "MA THU NGHIEM"
    qid = (DRILL if is_drill else MARKED) + random_crockford(_LETTERS)
    return PersonalHead("", name, date(1990, 1, 1), DeclaredKind.SELF, qid)


def is_marked(qid: str) -> bool:
    """Tell whether a number is that of a marked specimen."""
    return qid.startswith(MARKED)


def is_drill(qid: str) -> bool:
    """Tell whether a number is that of a drill."""
    return qid.startswith(DRILL)
