"""A name is opened for an open request, to who decides it, for half an hour; both sides can see it (lesson L20)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.privacy import queries
from antoan.domains.privacy.errors import NoOpenCase, OwnRequest, RequestNotFound
from antoan.domains.privacy.models import Unmasking
from antoan.domains.privacy.queries.unmasked import UnmaskReason, unmasked
from antoan.domains.privacy.services import deciding
from antoan.domains.privacy.services.unmasking import unmask
from antoan.domains.privacy.values import RequestKind
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person, citizen
from tests.factories.privacy import ANSWER, a_request, auditor, officer
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
REASON = UnmaskReason.COMPARE_PAPER


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(datetime(2026, 11, 20, 5, tzinfo=UTC), tick=False) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person()


@pytest.fixture
def number(an):
    return a_request(an.id, RequestKind.DELETE).number


def test_a_name_is_closed_until_it_is_opened_and_closes_after_thirty_minutes(an, number, noon):
    assert unmasked(officer(), number) is None
    unmask(actor=officer(), number=number, reason=REASON)
    assert unmasked(officer(), number).person.full_name == an.full_name
    noon.shift(timedelta(minutes=29, seconds=59))
    assert unmasked(officer(), number) is not None
    noon.shift(timedelta(seconds=1))
    assert unmasked(officer(), number) is None


def test_it_is_open_to_the_one_account_that_opened_it(number):
    unmask(actor=officer(61), number=number, reason=REASON)
    assert unmasked(officer(99), number) is None


def test_without_an_open_request_of_ones_own_desk_no_name_is_opened(an, number):
    deciding.refuse(actor=officer(), number=number, ground="not_identified", words=ANSWER)
    with pytest.raises(NoOpenCase):
        unmask(actor=officer(), number=number, reason=REASON)
    with pytest.raises(NoOpenCase):
        unmask(actor=officer(), number="K7M2-9QX", reason=REASON)
    for other in (auditor(), someone_as("tracer", ScopeKind.CITY), citizen(an.id)):
        with pytest.raises(Forbidden):
            unmask(actor=other, number=number, reason=REASON)
    assert Unmasking.objects.count() == 0


def test_a_closed_request_closes_the_name(number):
    unmask(actor=officer(), number=number, reason=REASON)
    deciding.refuse(actor=officer(), number=number, ground="not_identified", words=ANSWER)
    assert unmasked(officer(), number) is None


def test_nobody_opens_their_own(an, number):
    grants = officer().grants
    own = type(officer())(account_id=61, label="x", person_id=an.id, grants=grants)
    with pytest.raises(OwnRequest):
        unmask(actor=own, number=number, reason=REASON)
    with pytest.raises(RequestNotFound):
        unmasked(citizen(an.id), number)


def test_opening_and_reading_are_in_the_trail_and_the_person_sees_them(an, number):
    unmask(actor=officer(), number=number, reason=REASON)
    unmasked(officer(), number)
    entry = TrailEntry.objects.get(action="privacy.identity.unmasked")
    assert (entry.person_id, entry.detail) == (an.id, {"reason": "compare_paper"})
    seen = {look.action for look in queries.looks_at(citizen(an.id), an.id).looks}
    assert {"privacy.identity.unmasked", "privacy.identity.read"} <= seen
