"""Nothing is agreed to by silence, by bundling, or for good; what is said is kept as proof."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.services import add_dependant
from antoan.domains.privacy import queries
from antoan.domains.privacy.errors import (
    ConsentTaken,
    NotByConsent,
    PurposeUnknown,
    TooManyConsents,
    VersionUnknown,
)
from antoan.domains.privacy.models import Consent, Limit
from antoan.domains.privacy.purposes import purpose
from antoan.domains.privacy.rules import CONSENTS_PER_PERSON_DAY_MAX
from antoan.domains.privacy.values import ConsentAct, ConsentChannel, ConsentState, LimitKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person, citizen
from tests.factories.privacy import a_consent, officer

pytestmark = pytest.mark.django_db
AGREED, WITHDRAWN = ConsentAct.AGREED, ConsentAct.WITHDRAWN


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=True) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person()


def state(person, key="research") -> ConsentState:
    return queries.consents_of(citizen(person.id), person.id)[key].state


def test_silence_is_not_consent(an):
    assert not queries.has_consent(an.id, "research")
    assert {view.state for view in queries.consents_of(citizen(an.id), an.id).values()} == {
        ConsentState.SILENT
    }
    assert queries.record_of(citizen(an.id), an.id) == []


def test_agreeing_to_one_purpose_agrees_to_no_other(an):
    a_consent(an.id, "research")
    assert queries.has_consent(an.id, "research")
    assert not queries.has_consent(an.id, "employer")
    assert not queries.has_consent(an.id, "reminders")


def test_withdrawing_takes_one_step_and_holds_at_once(an):
    a_consent(an.id)
    a_consent(an.id, act=WITHDRAWN)
    assert not queries.has_consent(an.id, "research")
    assert state(an) is ConsentState.WITHDRAWN
    a_consent(an.id)
    assert queries.has_consent(an.id, "research")


def test_withdrawing_what_was_never_agreed_to_is_kept_too(an):
    a_consent(an.id, act=WITHDRAWN)
    assert state(an) is ConsentState.WITHDRAWN


def test_a_new_version_asks_again_and_until_then_says_no(november):
    with time_machine.travel(datetime(2025, 12, 31, 16, 59, tzinfo=UTC)):
        an = a_person()
        a_consent(an.id, "reminders")
        assert queries.has_consent(an.id, "reminders")
    with time_machine.travel(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)):  # Local midnight.
        assert not queries.has_consent(an.id, "reminders")
        assert state(an, "reminders") is ConsentState.OUTDATED
        a_consent(an.id, "reminders")
        assert queries.has_consent(an.id, "reminders")


def test_nobody_agrees_to_words_they_did_not_read(an):
    with pytest.raises(VersionUnknown):
        a_consent(an.id, "reminders", version="1")
    a_consent(an.id, "reminders", WITHDRAWN, version="1")  # From an old page one may still withdraw.
    assert state(an, "reminders") is ConsentState.WITHDRAWN


def test_before_the_first_version_nobody_is_asked(an):
    with time_machine.travel(datetime(2021, 9, 1, tzinfo=UTC)), pytest.raises(VersionUnknown):
        a_consent(an.id, "reminders", version="1")


@pytest.mark.parametrize(("key", "fault"), [("colour", NotByConsent), ("advertising", PurposeUnknown)])
def test_only_what_rests_on_consent_is_asked_or_answered(an, key, fault):
    with pytest.raises(fault):
        queries.has_consent(an.id, key)
    with pytest.raises(fault):
        a_consent(an.id, key, version="1") if key == "colour" else queries.has_consent(an.id, key)


def test_a_limit_stops_a_purpose_though_it_was_agreed_to(an):
    a_consent(an.id)
    Limit.objects.create(
        person_id=an.id, purpose="research", kind=LimitKind.RESTRICT, since=clock.now(), request_number=""
    )
    assert queries.is_limited(an.id, "research")
    assert not queries.has_consent(an.id, "research")
    assert queries.consents_of(citizen(an.id), an.id)["research"].limited_by is LimitKind.RESTRICT


def test_the_same_answer_sent_twice_is_one_and_another_under_its_id_is_refused(an):
    key = uuid4()
    first = a_consent(an.id, id=key)
    assert a_consent(an.id, id=key) == first
    assert Consent.objects.count() == 1
    with pytest.raises(ConsentTaken):
        a_consent(an.id, id=key, act=WITHDRAWN)


def test_the_record_tells_what_was_agreed_to_when_in_which_words(an):
    a_consent(an.id, "reminders")
    a_consent(an.id, "reminders", WITHDRAWN)
    newest, first = queries.record_of(citizen(an.id), an.id)
    assert (newest.act, first.act) == (WITHDRAWN, AGREED)
    assert first.version == "2"
    assert first.text_digest == purpose("reminders").versions[1].digest("vi")
    assert first.by_self
    assert first.channel is ConsentChannel.WEB
    [decided, _] = TrailEntry.objects.filter(person_id=an.id, action__startswith="privacy.consent").order_by(
        "id"
    )
    assert decided.detail == {"purpose": "reminders", "version": "2"}


def test_a_guardian_answers_for_a_child_and_a_stranger_for_nobody(an):
    child = a_person("Nguyễn Văn Bé")
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    line = a_consent(child.id, actor=citizen(an.id))
    assert not line.by_self
    assert queries.has_consent(child.id, "research")
    with pytest.raises(PersonNotFound):
        a_consent(an.id, actor=citizen(child.id))
    with pytest.raises((PersonNotFound, Forbidden)):
        a_consent(an.id, actor=officer())


def test_a_day_has_a_bound(an, november):
    for turn in range(CONSENTS_PER_PERSON_DAY_MAX):
        a_consent(an.id, act=AGREED if turn % 2 else WITHDRAWN)
    with pytest.raises(TooManyConsents):
        a_consent(an.id)
    november.shift(timedelta(days=1))
    a_consent(an.id)
