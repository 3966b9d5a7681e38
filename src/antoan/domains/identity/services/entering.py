"""Takes the code somebody entered. A wrong try is kept even though it is refused: it counts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.errors import CheckGone, CodeExpired, CodeSpent, CodeWrong, Locked
from antoan.domains.identity.limits import TRIES_PER_CHECK_MAX
from antoan.domains.identity.models import PhoneCheck
from antoan.domains.identity.queries.checks import check_row
from antoan.domains.identity.queries.counting import hold, index_of_code, tally
from antoan.domains.identity.rules.codes import is_locked, read_code
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import AntoanError


def enter_code(*, check_id: UUID | None, typed: str, address: str = "") -> None:
    """Prove a number with the code that was sent to it; a code proves once.

    CodeUnreadable (not counted), CodeWrong, CodeExpired, CodeSpent after TRIES_PER_CHECK_MAX wrong tries,
    Locked when too many were made at this number or from this address, CheckGone.
    """
    code = read_code(typed)
    with transaction.atomic():
        fault = _enter(check_id, code, address, clock.now())
    if fault is not None:
        raise fault


def _enter(check_id: UUID | None, code: str, address: str, now: datetime) -> AntoanError | None:
    check = check_row(check_id, now, lock=True)
    if check.verified_at is not None:
        return CheckGone()
    hold(bytes(check.number_index))
    if check.wrong_tries >= TRIES_PER_CHECK_MAX:
        return CodeSpent()
    if is_locked(tally(bytes(check.number_index), bytes(check.address_index), now)):
        return Locked()
    sent = check.codes.filter(digest=index_of_code(check.id, code), used_at=None).first()
    if sent is None:
        return _wrong(check, address, now)
    if sent.expires_at <= now:
        return CodeExpired()
    sent.used_at = check.verified_at = now
    sent.save(update_fields=["used_at"])
    check.save(update_fields=["verified_at"])
    return None


def _wrong(check: PhoneCheck, address: str, now: datetime) -> AntoanError:
    check.wrong_tries += 1
    check.save(update_fields=["wrong_tries"])
    if is_locked(tally(bytes(check.number_index), bytes(check.address_index), now)):
        # Of the number only a digest is told: the trail is never erased.
        record_decision(
            Actor(account_id=None, label="stranger", address=address),
            action="identity:phone:locked",
            object_kind="phone",
            object_id=bytes(check.number_index).hex(),
        )
        return Locked()
    return CodeSpent() if check.wrong_tries >= TRIES_PER_CHECK_MAX else CodeWrong()
