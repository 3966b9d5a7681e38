"""Reads about codes: which one is in force, whose short code this is, what may be believed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings

from antoan.domains.codes import short
from antoan.domains.codes.detect import detect
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.payload import Checked, digest, verify
from antoan.domains.codes.permissions import ISSUE, SHOW
from antoan.domains.codes.values import Reason
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope


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
    newest = (
        IssuedCode.objects.filter(qid__in=list(qids), revoked_at=None)
        .order_by("qid", "-id")
        .distinct("qid")
        .values_list("qid", "digest", "expires_on")
    )
    return {qid: DigestInForce(bytes(fingerprint), expires_on) for qid, fingerprint, expires_on in newest}


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
