"""Issues, replaces and revokes personal codes. One function, one use case, one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from antoan.domains.codes import short, status_index
from antoan.domains.codes.errors import KeyWornOut, NoNewCode, ReasonMissing
from antoan.domains.codes.events import PersonalCodeChanged
from antoan.domains.codes.keys import CODE_DAYS_MAX, SigningRing
from antoan.domains.codes.models import DynamicReference, IssuedCode, ShortCode
from antoan.domains.codes.national import PersonalHead
from antoan.domains.codes.payload import digest, sign
from antoan.domains.codes.permissions import ISSUE, REVOKE
from antoan.domains.codes.queries import next_status_index
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY, Scope
from antoan.foundation.events.bus import announce
from antoan.kit import clock

_CODES_A_DAY_MAX: Final = 60  # Of one person: a page that asks again and again is stopped here.
_CODE_DAYS_MIN: Final = 60  # A key that ends sooner signs no more codes.
_SHORT_CODE_TRIES: Final = 8  # 40 bits: with ten million codes, one draw in 110,000 is taken.


@dataclass(frozen=True, slots=True)
class IssuedText:
    """A personal code as it was given out."""

    text: str
    digest: bytes
    expires_on: date
    short_code: str  # Canonical; `short.show` writes it for people.


@transaction.atomic
def issue_personal_code(
    *, actor: Actor, subject: PersonalHead, masked: bool = False, scope: Scope = CITY
) -> IssuedText:
    """Sign a code for a person, in force for a year. `masked` prints ``******004567`` and signs what is printed.

    Codes issued before stay in force: a person may have one on the phone and one on a card.
    """
    require(actor, ISSUE, scope)
    issued = _issue(actor, subject.masked() if masked else subject, masked=masked)
    announce(PersonalCodeChanged(qid=subject.qid))
    return issued


@transaction.atomic
def reissue(
    *, actor: Actor, subject: PersonalHead, because: str, masked: bool = False, scope: Scope = CITY
) -> IssuedText:
    """Revoke every code of a person, short and dynamic ones too, and issue a new one, for example after a loss."""
    require(actor, ISSUE, scope)
    require(actor, REVOKE, scope)
    _revoke(IssuedCode.objects.filter(qid=subject.qid), because)
    _revoke_unsigned(subject.qid)
    issued = _issue(actor, subject.masked() if masked else subject, masked=masked)
    announce(PersonalCodeChanged(qid=subject.qid))
    return issued


@transaction.atomic
def revoke_codes(*, actor: Actor, qid: str, because: str, scope: Scope = CITY) -> int:
    """Revoke every code of a person, short and dynamic ones too; return how many signed ones fell."""
    require(actor, REVOKE, scope)
    revoked = _revoke(IssuedCode.objects.filter(qid=qid), because)
    _revoke_unsigned(qid)
    announce(PersonalCodeChanged(qid=qid))
    return len(revoked)


@transaction.atomic
def revoke_batch(
    *,
    actor: Actor,
    because: str,
    first_on: date,
    last_on: date,
    key_number: int | None = None,
    issued_by: int | None = None,
) -> int:
    """Revoke what one key signed, or one account issued, on these days (both included); return how many.

    The leak drill of lesson L7. Their bearers get new codes by `issue_personal_code`.
    """
    require(actor, REVOKE, CITY)
    if key_number is None and issued_by is None:
        raise ReasonMissing("Name the key or the account whose codes are to be revoked.")
    codes = IssuedCode.objects.filter(issued_on__range=(first_on, last_on))
    if key_number is not None:
        codes = codes.filter(key_number=key_number)
    if issued_by is not None:
        codes = codes.filter(issued_by=issued_by)
    revoked = _revoke(codes, because)
    for qid in sorted(set(revoked)):
        announce(PersonalCodeChanged(qid=qid))
    return len(revoked)


@transaction.atomic
def revoke_these(*, actor: Actor, digests: Collection[bytes], because: str, scope: Scope = CITY) -> int:
    """Revoke just these codes, for example the cards of a wrong batch; return how many fell. Others stay in force."""
    require(actor, REVOKE, scope)
    revoked = _revoke(IssuedCode.objects.filter(digest__in=list(digests)), because)
    for qid in sorted(set(revoked)):
        announce(PersonalCodeChanged(qid=qid))
    return len(revoked)


def _issue(actor: Actor, head: PersonalHead, *, masked: bool) -> IssuedText:
    ring = SigningRing.load(settings.DATA)
    key_number, key = ring.signing_key()
    today = clock.today()
    expires_on = min(today + timedelta(days=CODE_DAYS_MAX), ring.keys[key_number].expires)
    if expires_on < today + timedelta(days=_CODE_DAYS_MIN):
        raise KeyWornOut
    if IssuedCode.objects.filter(qid=head.qid, issued_on=today).count() >= _CODES_A_DAY_MAX:
        raise NoNewCode
    # Its place in the status list makes every text a new one.
    index = next_status_index()
    indexed = replace(head, more=(*head.more, status_index.element(index)))
    text = sign(indexed, key_number=key_number, key=key, issued_on=today, expires_on=expires_on)
    code = IssuedCode.objects.create(
        digest=digest(text),
        text=text,
        qid=head.qid,
        key_number=key_number,
        issued_on=today,
        expires_on=expires_on,
        masked=masked,
        status_index=index,
        issued_by=actor.account_id,
    )
    return IssuedText(text, bytes(code.digest), expires_on, _short_code(head.qid))


def _short_code(qid: str) -> str:
    """Return the person's short code, or draw one that nobody has or ever had."""
    for _ in range(_SHORT_CODE_TRIES):
        held = ShortCode.objects.filter(qid=qid, revoked_at=None).first()
        if held is not None:
            return held.code
        _is_kept(ShortCode(code=short.new(), qid=qid))
    raise NoNewCode


def _is_kept(row: ShortCode) -> bool:
    """Insert a row unless its unique value is taken."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _revoke(codes: QuerySet[IssuedCode], because: str) -> list[str]:
    """Mark codes that are not revoked yet; return the QIDs of those that fell."""
    if not because.strip():
        raise ReasonMissing
    fallen = list(codes.filter(revoked_at=None).select_for_update().order_by("id").values_list("id", "qid"))
    IssuedCode.objects.filter(id__in=[number for number, _ in fallen]).update(
        revoked_at=clock.now(), revoked_because=because.strip()[:200], updated_at=clock.now()
    )
    return [qid for _, qid in fallen]


def _revoke_unsigned(qid: str) -> None:
    """End the short code, and the reference of dynamic codes: every phone that holds its keys asks for new ones."""
    for model in (ShortCode, DynamicReference):
        model._default_manager.filter(qid=qid, revoked_at=None).update(revoked_at=clock.now())
