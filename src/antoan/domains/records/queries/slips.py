"""Slips of test results: signed when asked for, judged by anybody who is shown one."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings

from antoan.domains.codes import result_slip
from antoan.domains.codes.detect import ResultLink, detect
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.national import GenderDigit
from antoan.domains.codes.result_slip import CheckedSlip, ResultSlip
from antoan.domains.codes.values import Reason
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.domains.records.errors import NoSlip
from antoan.domains.records.models import TestResult
from antoan.domains.records.values import (
    RecordKind,
    RecordState,
    RecordView,
    SlipAnswer,
    SlipStanding,
    TestOutcome,
)
from antoan.foundation.accounts.actor import Actor

SLIP_DAYS_MAX: Final = 365
_PURPOSE: Final = "result slip"


def slip_of(actor: Actor, record: RecordView, *, today: date) -> str:
    """Return the signed address of a verified result; NoSlip for any other, PersonNotFound out of reach.

    Nothing is stored: the same result asked for twice on one day is the same slip.
    """
    if not has_slip(record):
        raise NoSlip
    person = identity_of(actor, record.person_id, purpose=_PURPOSE)
    ring = SigningRing.load(settings.DATA)
    number, key = ring.signing_key()
    return result_slip.sign(
        _said(record, person),
        issued_on=today,
        expires_on=min(today + timedelta(days=SLIP_DAYS_MAX), ring.keys[number].expires),
        base_url=settings.PUBLIC_URL,
        key_number=number,
        key=key,
    )


def has_slip(record: RecordView) -> bool:
    """Tell whether a result is one that we vouch for: verified, and no longer awaited (lesson L7)."""
    is_verified = record.kind is RecordKind.TEST_RESULT and record.state is RecordState.VERIFIED
    return is_verified and record.details["outcome"] != TestOutcome.PENDING


def judge_slip(text: str, *, at: datetime) -> SlipAnswer | None:
    """Judge what somebody was shown; None when it is no slip. Asks no actor: the slip itself is the right."""
    scanned = detect(text)
    if not isinstance(scanned.value, ResultLink):
        return None
    checked = result_slip.verify(scanned.value.token, SigningRing.load(settings.DATA).public_keys(), at)
    # Whose signature is wrong learns nothing of any record.
    is_ours = checked.slip is not None and checked.reason in (Reason.OK, Reason.EXPIRED)
    return SlipAnswer(checked, _standing(checked) if is_ours else None)


def _said(record: RecordView, person: PersonView) -> ResultSlip:
    details = record.details
    return ResultSlip(
        record_id=record.id,
        full_name=person.full_name,
        birth_year=person.birth.on.year,
        gender=GenderDigit.of(person.gender),
        number_tail=person.identity_number[6:],
        kind=details["kind"],
        outcome=details["outcome"],
        sampled_at=details["sampled_at"],
        resulted_at=details["resulted_at"],
    )


def _standing(checked: CheckedSlip) -> SlipStanding:
    slip = checked.slip
    assert slip is not None
    row = TestResult.objects.filter(pk=slip.record_id).first()
    if row is None:
        return SlipStanding.GONE
    is_same = (row.kind, row.outcome) == (slip.kind, slip.outcome)
    is_of_then = abs(row.sampled_at - slip.sampled_at) < timedelta(minutes=1)
    stands = row.state == RecordState.VERIFIED and is_same and is_of_then
    return SlipStanding.STANDS if stands else SlipStanding.WITHDRAWN
