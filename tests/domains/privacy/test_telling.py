"""People hear by SMS how their requests go, without a word of what is in their data."""

from datetime import timedelta

import pytest
import time_machine

from antoan.domains.messaging.models import Message
from antoan.domains.privacy.services import deciding
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.services.late import escalate_late
from antoan.domains.privacy.values import RequestKind
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit.clock import CITY_ZONE, now

from datetime import datetime  # isort: skip
from tests.factories.people import a_person
from tests.factories.privacy import ANSWER, a_request, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def thursday(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(datetime(2026, 11, 19, 9, tzinfo=CITY_ZONE), tick=False) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person(phones=("0912345678",))


def told() -> list[tuple[str, str]]:
    """Deliver what waits, twice as the worker may, and return the templates and texts."""
    deliver_waiting()
    deliver_waiting()
    return [(row.template.removeprefix("privacy."), row.text) for row in Message.objects.order_by("id")]


def test_a_request_is_told_of_with_its_last_day_and_its_end(an):
    asked = a_request(an.id)
    shown = f"{asked.number[:4]}-{asked.number[4:]}"
    [(template, text)] = told()
    assert template == "opened"
    assert f"{shown}. Tra loi cham nhat het ngay 03/12/2026." in text
    deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    assert [name for name, _ in told()] == ["opened", "done"]
    assert all(an.full_name not in text and ANSWER not in text for _, text in told())


def test_a_refusal_and_a_delay_are_told_of_once(an, thursday):
    asked = a_request(an.id)
    thursday.shift(timedelta(days=5))
    escalate_late(now=now())
    deciding.refuse(actor=officer(), number=asked.number, ground="nothing_kept", words=ANSWER)
    assert [name for name, _ in told()] == ["opened", "late", "refused"]


def test_a_copy_is_told_of_when_it_is_ready(an):
    a_request(an.id, RequestKind.COPY)
    assert told() == []
    make_waiting_copies()
    [(template, text)] = told()
    assert template == "copy_ready"
    assert "den het ngay 26/11/2026" in text


def test_an_erasure_that_somebody_else_may_have_asked_for_is_told_of_at_once(an):
    asked = a_request(an.id, RequestKind.DELETE)
    [(template, text)] = told()
    assert template == "erasure_asked"
    assert "Khong xoa truoc 26/11/2026. Khong phai ban?" in text
    deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    assert [name for name, _ in told()] == ["erasure_asked", "erasure_approved"]


def test_nobody_without_a_telephone_is_a_fault():
    a_request(a_person("Trần Văn Bình").id)
    assert told() == []
