"""Document numbers: one canonical form, and what looks odd about them (domain.md §2.3-2.5). Pure."""

import re
from typing import Final

from antoan.domains.people.errors import DocumentUnreadable
from antoan.domains.people.values import Birth, DocumentDoubt, DocumentKind, Gender, Paper

# Province codes of birth registration (Quyết định 124/2004/QĐ-TTg); valid after the mergers of 2025 too.
_PROVINCES: Final = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038
040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082
083 084 086 087 089 091 092 093 094 095 096
"""
PROVINCE_CODES: Final = frozenset(_PROVINCES.split())
_SEPARATORS: Final = re.compile(r"[\s.\-]+")
_SHAPES: Final = {
    DocumentKind.CCCD: re.compile(r"\d{12}", re.ASCII),
    DocumentKind.CMND: re.compile(r"\d{9}|\d{12}", re.ASCII),
    DocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,20}", re.ASCII),
    # XX Y ZZ NNNNNNNNNN, or the BHXH code alone. Letters and level may be odd: a doubt, no refusal.
    DocumentKind.BHYT: re.compile(r"[A-Z0-9]{2}\d{13}|\d{10}", re.ASCII),
}
_EXPECTED: Final = {
    DocumentKind.CCCD: "12 digits",
    DocumentKind.CMND: "9 or 12 digits",
    DocumentKind.PASSPORT: "5 to 20 letters and digits",
    DocumentKind.BHYT: "15 characters, or the 10 digits of the BHXH code",
}
_USUAL_BHYT: Final = re.compile(r"([A-Z]{2}[1-5](?!00)\d{2})?\d{10}", re.ASCII)
_USUAL_VN_PASSPORT: Final = re.compile(r"[A-Z]\d{7,8}", re.ASCII)  # [M] unconfirmed
_BHXH_DIGITS: Final = 10


def canonical_paper(paper: Paper) -> Paper:
    """Return the paper as it is stored; DocumentUnreadable says what the number should look like.

    A CMND of 12 digits is the CCCD number of the same person, so it is kept as one.
    """
    number = _SEPARATORS.sub("", paper.number).upper()
    if not _SHAPES[paper.kind].fullmatch(number):
        raise DocumentUnreadable(
            f"The {paper.kind.upper()} number is not readable: it needs {_EXPECTED[paper.kind]}, as printed."
        )
    if paper.kind is DocumentKind.CMND and len(number) == 12:
        return Paper(DocumentKind.CCCD, number)
    return Paper(paper.kind, number)


def identifying_part(paper: Paper) -> str:
    """Return what of a canonical number identifies its holder.

    Of an insurance card only the BHXH code: group, level and province change when its holder's job does.
    """
    return paper.number[-_BHXH_DIGITS:] if paper.kind is DocumentKind.BHYT else paper.number


def doubts_about(
    paper: Paper, *, birth: Birth, gender: Gender, nationality: str
) -> tuple[DocumentDoubt, ...]:
    """Return what in a canonical number does not fit its holder.

    Doubts only warn: the published example of Decision 1405 itself fails these checks.
    """
    if paper.kind is DocumentKind.CCCD:
        return _doubts_about_cccd(paper.number, birth, gender)
    if paper.kind is DocumentKind.BHYT and not _USUAL_BHYT.fullmatch(paper.number):
        return (DocumentDoubt.UNUSUAL_SHAPE,)
    is_vn_passport = paper.kind is DocumentKind.PASSPORT and nationality == "VN"
    if is_vn_passport and not _USUAL_VN_PASSPORT.fullmatch(paper.number):
        return (DocumentDoubt.UNUSUAL_SHAPE,)
    return ()


def _doubts_about_cccd(number: str, birth: Birth, gender: Gender) -> tuple[DocumentDoubt, ...]:
    """Compare PPP G YY NNNNNN with the holder: G even is male, odd female; G // 2 counts centuries from 19xx."""
    century_and_sex = int(number[3])
    sex = Gender.FEMALE if century_and_sex % 2 else Gender.MALE
    year = 1900 + 100 * (century_and_sex // 2) + int(number[4:6])
    doubts = []
    if number[:3] not in PROVINCE_CODES:
        doubts.append(DocumentDoubt.UNKNOWN_PROVINCE)
    if gender is not Gender.UNKNOWN and gender is not sex:
        doubts.append(DocumentDoubt.OTHER_GENDER)
    if birth.on.year != year:
        doubts.append(DocumentDoubt.OTHER_BIRTH_YEAR)
    return tuple(doubts)
