"""A phone gets the keys of a few days, of its own person only, and they end with the person's codes."""

from datetime import timedelta

import pytest
from django.conf import settings

from antoan.domains.codes import dynamic
from antoan.domains.codes.erasing import forget_codes
from antoan.domains.codes.handing_out import KEY_DAYS, hand_out_keys
from antoan.domains.codes.jobs import USES_KEPT, forget_uses
from antoan.domains.codes.models import DynamicReference, DynamicUse
from antoan.domains.codes.services import reissue, revoke_codes
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.db.history import history
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.codes import a_head

pytestmark = pytest.mark.django_db
QID = "162979388586171100"


def keys_now(qid: str = QID):
    return hand_out_keys(actor=SYSTEM, qid=qid, scope=CITY, now=clock.now())


def a_use(reference: bytes, step: int = 1, **changes):
    row = {"gate_id": 1, "scan_id": uuid7(), "used_at": clock.now(), **changes}
    return DynamicUse.objects.create(reference=reference, step=step, **row)


def test_a_phone_goes_on_alone_for_whole_days_and_no_longer():
    given = keys_now()
    assert len(given.keys) == len(set(given.keys)) == KEY_DAYS
    step = dynamic.step_of(clock.now())
    for ahead, is_covered in (
        (timedelta(0), True),
        (timedelta(days=KEY_DAYS - 1), True),
        (timedelta(days=KEY_DAYS), False),
    ):
        day = dynamic.step_of(clock.now() + ahead) // dynamic.STEPS_PER_KEY
        assert (0 <= day - given.first_day < KEY_DAYS) is is_covered
    code = dynamic.read(dynamic.show(given.reference, step, given.keys[0]))
    assert dynamic.is_genuine(code, settings.FIELD_KEY_RING)


def test_all_phones_of_a_person_share_a_reference_and_no_two_people_do():
    assert keys_now() == keys_now()
    assert keys_now("111").reference != keys_now("222").reference


def test_whoever_may_not_show_the_code_gets_no_keys():
    with pytest.raises(Forbidden):
        hand_out_keys(actor=STRANGER, qid=QID, scope=CITY, now=clock.now())
    assert not DynamicReference.objects.exists()


@pytest.mark.parametrize("end", ["reissued", "revoked"])
def test_a_lost_phones_keys_end_with_the_codes(end):
    before = keys_now()
    if end == "reissued":
        reissue(actor=SYSTEM, subject=a_head(qid=QID), because="mất điện thoại")
    else:
        revoke_codes(actor=SYSTEM, qid=QID, because="mất điện thoại")
    assert DynamicReference.objects.get(reference=before.reference).revoked_at is not None
    assert keys_now().reference != before.reference


def test_an_erased_person_leaves_no_reference_and_no_use():
    mine, other = keys_now(), keys_now("222")
    a_use(mine.reference)
    a_use(other.reference)
    forget_codes(actor=SYSTEM, qid=QID)
    assert [bytes(row.reference) for row in DynamicReference.objects.all()] == [other.reference]
    assert [bytes(row.reference) for row in DynamicUse.objects.all()] == [other.reference]
    assert not history(DynamicReference).filter(qid=QID).exists()


def test_uses_are_forgotten_when_no_late_scan_can_ask():
    now = clock.now()
    a_use(b"12345678", 1, used_at=now - USES_KEPT - timedelta(minutes=1))
    a_use(b"12345678", 2, used_at=now - USES_KEPT + timedelta(minutes=1))
    forget_uses(timestamp=0)
    assert [row.step for row in DynamicUse.objects.all()] == [2]
