"""Who stands before a desk, by the code or card they show. For services: nobody is told whether it was found (lesson L9)."""

from datetime import date, datetime
from typing import Final

from antoan.domains.codes import short
from antoan.domains.codes.detect import CODE_CHARS_MAX, detect
from antoan.domains.codes.errors import FormerCode
from antoan.domains.codes.national import PersonalHead
from antoan.domains.codes.queries import judge, qid_of_short_code
from antoan.domains.codes.values import CodeKind
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.matching import Confidence, Description, compare
from antoan.domains.people.queries.persons import birth_of, person_by_qid, person_id_by_document
from antoan.domains.people.queries.persons import person_row as _person_row
from antoan.domains.people.values import Birth, DocumentKind, Paper, QidSource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import Scope

_CARDS: Final = frozenset((CodeKind.CCCD, CodeKind.BHYT))


def person_of_code(text: str, at: datetime) -> int | None:
    """Return the person whose short code was typed or whose signed code was scanned; None for any other text."""
    try:
        return person_by_qid(_qid_of(text, at))
    except PersonNotFound:
        return None


def person_presented(text: str, at: datetime) -> int | None:
    """Return whose code or whose card a desk just scanned; None for nobody's, whatever the reason.

    A card identifies only by its number together with the name and the birth it bears: a number alone opens nothing.
    The national string of another app is such a card, unless its number is one that we issue: then it must be signed.
    FormerCode for the address of an app of former years: by its form alone, whoever it may be of.
    """
    if not text.strip() or len(text) > CODE_CHARS_MAX:
        return None
    scanned = detect(text)
    if scanned.kind is CodeKind.FORMER:
        raise FormerCode
    if scanned.kind in _CARDS:
        return _holder_of(scanned.value)
    if isinstance(scanned.value, PersonalHead) and scanned.kind is CodeKind.PERSONAL_PLAIN:
        return _bearer_of(scanned.value)
    return person_of_code(text, at)


def _holder_of(card: object) -> int | None:
    number, name = getattr(card, "number", ""), getattr(card, "full_name", "")
    kind = DocumentKind.CCCD if hasattr(card, "old_number") else DocumentKind.BHYT
    born_on, year = getattr(card, "birth_on", None), getattr(card, "birth_year", None)
    return _agreed(Paper(kind, number), name, Birth(born_on) if born_on else Birth.of_year(year or 1))


def _bearer_of(head: PersonalHead) -> int | None:
    """Return whose national string of another app this is; a masked one names nobody, nor does one of our own numbers."""
    number_kind = _kind_of_number(head.document_number)
    if number_kind is None or not isinstance(head.birth_on, date) or _is_ours(head.qid):
        return None
    return _agreed(Paper(number_kind, head.document_number), head.full_name, Birth(head.birth_on))


def _kind_of_number(number: str) -> DocumentKind | None:
    """Return the kind of a number that says its kind by its form (domain.md §2.3, §2.4); None for any other."""
    if not (number.isascii() and number.isdecimal()):
        return None
    return {12: DocumentKind.CCCD, 9: DocumentKind.CMND}.get(len(number))


def _is_ours(qid: str) -> bool:
    """Tell whether a number was issued here; its plain string is a copy without its signature (contract.md §3)."""
    try:
        row = _person_row(person_by_qid(qid))
    except PersonNotFound:
        return False
    return row is not None and row.qid_source == QidSource.LOCAL


def _agreed(paper: Paper, name: str, birth: Birth) -> int | None:
    """Return whose paper it is, if name and birth agree with theirs too."""
    person_id = person_id_by_document(paper)
    row = None if person_id is None else _person_row(person_id)
    if row is None:
        return None
    match = compare(Description(name, birth), Description(row.full_name, birth_of(row)))
    return person_id if match.confidence in (Confidence.STRONG, Confidence.LIKELY) else None


def _qid_of(text: str, at: datetime) -> str:
    if short.read(text) is not None:
        return qid_of_short_code(actor=SYSTEM, typed=text, scope=Scope()) or ""
    checked = judge(text=text, at=at)
    return checked.head.qid if checked.valid and checked.head is not None else ""
