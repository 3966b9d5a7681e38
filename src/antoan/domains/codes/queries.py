"""Reads about codes: which one is in force, whose short code this is, what may be believed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import connection

from antoan.domains.codes import short
from antoan.domains.codes.detect import detect
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.payload import Checked, digest, verify
from antoan.domains.codes.permissions import ISSUE, SHOW
from antoan.domains.codes.values import Reason
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope

_NEWEST = """
SELECT DISTINCT ON (qid) qid, digest, expires_on FROM codes_issuedcode
WHERE qid = ANY(%s) AND revoked_at IS NULL ORDER BY qid, id DESC
"""


@dataclass(frozen=True, slots=True)
class CodeInForce:
    """A personal code that may be shown again, exactly as it was issued."""

    text: str
    digest: bytes
    issued_on: date
    expires_on: date
    masked: bool
    short_code: str


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A personal code that was given out, in force or not."""

    text: str
    expires_on: date
    short_code: str  # In force; "" when there is none.
    revoked_at: datetime | None
    revoked_because: str


@dataclass(frozen=True, slots=True)
class IndexedCode:
    """A code with its place in the status list."""

    index: int
    qid: str
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class DigestInForce:
    """By what a gate knows the code in force of a person."""

    digest: bytes
    expires_on: date


def code_in_force(
    *, actor: Actor, qid: str, scope: Scope, today: date, masked: bool = False
) -> CodeInForce | None:
    """Return the newest code of a person that is neither revoked nor expired, to show or print it again.

    Whoever may issue codes in this scope may show them; a citizen shows their own.
    """
    if not actor.may(ISSUE, scope):
        require(actor, SHOW, scope)
    code = (
        IssuedCode.objects.filter(
            qid=qid, revoked_at=None, expires_on__gte=today, masked=masked, text__isnull=False
        )
        .order_by("-id")
        .first()
    )
    if code is None:
        return None
    held = ShortCode.objects.filter(qid=qid, revoked_at=None).first()
    return CodeInForce(
        text=str(code.text),
        digest=bytes(code.digest),
        issued_on=code.issued_on,
        expires_on=code.expires_on,
        masked=code.masked,
        short_code=held.code if held else "",
    )


def digests_in_force(*, actor: Actor, qids: Iterable[str]) -> dict[str, DigestInForce]:
    """Return by QID the digest of the newest code that is not revoked. For the passes, as the system."""
    require(actor, SHOW, Scope())
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [list(qids)])
        newest = cursor.fetchall()
    return {qid: DigestInForce(bytes(fingerprint), expires_on) for qid, fingerprint, expires_on in newest}


def short_codes_in_force(*, actor: Actor, qids: Iterable[str]) -> dict[str, str]:
    """Return short codes by QID, for what is made ahead for gates, as the system."""
    require(actor, SHOW, Scope())
    held = ShortCode.objects.filter(qid__in=list(qids), revoked_at=None)
    return dict(held.values_list("qid", "code"))


def codes_by_digest(*, actor: Actor, digests: Iterable[bytes]) -> dict[bytes, GivenCode]:
    """Return codes as they were given out, revoked ones too, to print cards again, as the system."""
    require(actor, SHOW, Scope())
    rows = list(IssuedCode.objects.filter(digest__in=list(digests), text__isnull=False))
    held = short_codes_in_force(actor=actor, qids={row.qid for row in rows})
    return {
        bytes(row.digest): GivenCode(
            text=str(row.text),
            expires_on=row.expires_on,
            short_code=held.get(row.qid, ""),
            revoked_at=row.revoked_at,
            revoked_because=row.revoked_because,
        )
        for row in rows
    }


def next_status_index() -> int:
    """Draw the next place in the status list, for a code about to be signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('codes_status_index')")
        return int(cursor.fetchone()[0])


def indexed_codes(*, actor: Actor, after: int, limit: int) -> list[IndexedCode]:
    """Return a page of the codes with a place in the status list, by it; for those who make the list, as the system."""
    require(actor, SHOW, Scope())
    rows = IssuedCode.objects.filter(status_index__gt=after).order_by("status_index")
    page = rows.values_list("status_index", "qid", "revoked_at")[:limit]
    return [IndexedCode(index, qid, at is not None) for index, qid, at in page if index is not None]


def qid_of_short_code(*, actor: Actor, typed: str, scope: Scope) -> str | None:
    """Return whose short code somebody typed or said; None when it is nobody's, revoked or mistyped.

    One answer for all of these: a stranger learns nothing by trying (lesson L2).
    """
    require(actor, SHOW, scope)
    code = short.read(typed)
    held = ShortCode.objects.filter(code=code, revoked_at=None).first() if code else None
    return held.qid if held else None


def judge(*, text: str, at: datetime) -> Checked:
    """Verify a scanned personal code with this installation's keys, and refuse what was revoked here."""
    scanned = detect(text)
    checked = verify(scanned.text, SigningRing.load(settings.DATA).public_keys(), at)
    if checked.valid and _is_revoked(scanned.text):
        return replace(checked, valid=False, reason=Reason.REVOKED)
    return checked


def _is_revoked(text: str) -> bool:
    return IssuedCode.objects.filter(digest=digest(text), revoked_at__isnull=False).exists()
