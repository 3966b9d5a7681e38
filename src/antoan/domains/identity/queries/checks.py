"""How far a sign-in by phone has come. Whoever holds the id of a check is the one who asked for its code."""

from datetime import datetime
from uuid import UUID

from antoan.domains.identity.errors import CheckGone
from antoan.domains.identity.limits import CHECK_OPEN_FOR, TRIES_PER_CHECK_MAX, VERIFIED_FOR
from antoan.domains.identity.models import PhoneCheck
from antoan.domains.identity.rules.codes import resend_at
from antoan.domains.identity.rules.proving import question_for
from antoan.domains.identity.values import CheckView, OnPhone, VerifiedPhone
from antoan.domains.people.queries.phones import Reached, paper_tails_of, people_reached_at
from antoan.kit.text import initials


def check_for(check_id: UUID | None, now: datetime) -> CheckView:
    """Return a check that is in use; CheckGone."""
    row = check_row(check_id, now)
    sent = sorted(row.codes.values_list("sent_at", flat=True))
    return CheckView(
        number=row.number,
        sent_at=sent[-1],
        resend_at=resend_at(sent[-1], codes_sent=len(sent)),
        tries_left=max(0, TRIES_PER_CHECK_MAX - row.wrong_tries),
        is_verified=row.verified_at is not None,
    )


def verified_phone(check_id: UUID | None, now: datetime) -> VerifiedPhone:
    """Return the number that was proven within VERIFIED_FOR; CheckGone."""
    row = check_row(check_id, now)
    if row.verified_at is None:
        raise CheckGone
    return VerifiedPhone(row.number, row.verified_at)


def on_phone(phone: VerifiedPhone, now: datetime) -> list[OnPhone]:
    """Return who shares a proven number, with no more than initials, year, and what each will be asked."""
    reached = people_reached_at(phone.number)
    return [_shown(one, reached, now) for one in reached]


def check_row(check_id: UUID | None, now: datetime, *, lock: bool = False) -> PhoneCheck:
    """Return the row of a check that is open for CHECK_OPEN_FOR, or verified for VERIFIED_FOR; CheckGone."""
    rows = PhoneCheck.objects.select_for_update() if lock else PhoneCheck.objects.all()
    row = rows.filter(pk=check_id).first() if check_id else None
    if row is None:
        raise CheckGone
    ends_at = row.verified_at + VERIFIED_FOR if row.verified_at else row.started_at + CHECK_OPEN_FOR
    if now >= ends_at:
        raise CheckGone
    return row


def _shown(one: Reached, reached: list[Reached], now: datetime) -> OnPhone:
    question = question_for(
        is_shared=len(reached) > 1,
        verified_at=one.verified_at,
        is_birth_day_known=one.is_birth_day_known,
        has_papers=one.is_birth_day_known or bool(paper_tails_of(one.person_id)),
        now=now,
    )
    return OnPhone(one.person_id, initials(one.full_name), one.birth_on.year, question)
