"""What people ask about their data is taken up within two working days, and answered or refused on a legal ground."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.services import add_dependant
from antoan.domains.privacy import queries
from antoan.domains.privacy.errors import (
    AlreadyAsked,
    OwnRequest,
    PurposeCannotRest,
    RefusalMissing,
    RequestClosed,
    RequestNotFound,
    RequestTaken,
    RequestUnreadable,
    TooManyRequests,
    TooManyRequestsToday,
    WordsMissing,
    WordsTooLong,
)
from antoan.domains.privacy.models import Limit, RightsRequest
from antoan.domains.privacy.queries.queue import may_see_desk
from antoan.domains.privacy.rules import is_late
from antoan.domains.privacy.services import asking, deciding
from antoan.domains.privacy.services.late import escalate_late
from antoan.domains.privacy.values import LimitKind, RequestKind, RequestState, StepKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.clock import CITY_ZONE, now
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.privacy import ANSWER, WHY, a_consent, a_request, auditor, officer
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


def city(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def thursday():
    """19 November 2026 is a Thursday; no holiday follows that year."""
    with time_machine.travel(city(2026, 11, 19, 9), tick=False) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person(phones=("0912345678",))


def a_look(person_id: int) -> int:
    """Return an entry of the trail about a person: somebody read their identity."""
    from antoan.domains.people.queries import identity_of

    identity_of(someone_as("ward_officer", ScopeKind.CITY), person_id)
    return TrailEntry.objects.filter(person_id=person_id).latest("id").pk


@pytest.mark.parametrize(
    ("kind", "more", "due"),
    [
        (RequestKind.VIEW, {}, city(2026, 12, 4)),  # 10 working days: through Thursday 3 December.
        (RequestKind.COPY, {}, city(2026, 12, 4)),
        (RequestKind.RESTRICT, {"purpose": "research"}, city(2026, 12, 11)),
        (RequestKind.OBJECT, {"purpose": "statistics"}, city(2026, 12, 11)),
        (RequestKind.DELETE, {}, city(2026, 12, 18)),
    ],
)
def test_each_kind_is_due_when_the_decree_says(an, kind, more, due):
    asked = a_request(an.id, kind, **more)
    assert asked.reply_due_at == city(2026, 11, 24)  # Friday, Monday.
    assert asked.due_at == due
    assert asked.state is RequestState.OPEN


def test_what_does_not_fit_its_kind_is_refused(an):
    look = a_look(an.id)
    unfit = [
        (RequestKind.RESTRICT, {}),
        (RequestKind.VIEW, {"purpose": "research"}),
        (RequestKind.VIEW, {"look": look}),
        (RequestKind.LOOK, {}),
        (RequestKind.LOOK, {"look": look + 1_000}),
    ]
    for kind, more in unfit:
        with pytest.raises(RequestUnreadable):
            a_request(an.id, kind, **more)


def test_a_look_at_somebody_else_cannot_be_contested(an):
    other = a_person("Trần Văn Bình")
    with pytest.raises(RequestUnreadable):
        a_request(an.id, RequestKind.LOOK, look=a_look(other.id))


def test_a_view_says_what_is_wanted_and_words_have_a_bound(an):
    with pytest.raises(WordsMissing):
        a_request(an.id, words="")
    with pytest.raises(WordsTooLong):
        a_request(an.id, words="a" * 1_001)
    assert a_request(an.id, RequestKind.DELETE, words="").words == ""


def test_sent_twice_is_asked_once(an):
    key = uuid4()
    first = a_request(an.id, id=key)
    assert a_request(an.id, id=key) == first
    other = a_person("Trần Văn Bình")
    with pytest.raises(RequestTaken):
        a_request(other.id, id=key)
    with pytest.raises(RequestTaken):
        a_request(an.id, RequestKind.DELETE, id=key)


def test_the_same_is_not_asked_twice_while_it_waits(an):
    first = a_request(an.id, RequestKind.RESTRICT, purpose="research")
    with pytest.raises(AlreadyAsked) as again:
        a_request(an.id, RequestKind.RESTRICT, purpose="research")
    assert again.value.context["number"] == first.number
    a_request(an.id, RequestKind.RESTRICT, purpose="employer")
    asking.take_back(actor=citizen(an.id), number=first.number)
    a_request(an.id, RequestKind.RESTRICT, purpose="research")


def test_the_table_itself_allows_one_erasure_at_a_time(an):
    a_request(an.id, RequestKind.DELETE)
    row = RightsRequest.objects.get()
    row.pk, row.number = uuid4(), "0000000"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_somebody_has_bounds(an, thursday):
    purposes = ["research", "employer", "reminders", "colour", "visits", "care", "identity", "answers"]
    made = [a_request(an.id, RequestKind.OBJECT, purpose=key) for key in purposes]
    made += [a_request(an.id), a_request(an.id, RequestKind.COPY)]
    with pytest.raises(TooManyRequests):
        a_request(an.id, RequestKind.DELETE)
    asking.take_back(actor=citizen(an.id), number=made[0].number)
    with pytest.raises(TooManyRequestsToday):
        a_request(an.id, RequestKind.DELETE)
    thursday.shift(timedelta(days=1))
    a_request(an.id, RequestKind.DELETE)


def test_a_guardian_asks_for_a_child_and_a_helper_for_who_has_no_telephone(an):
    child = a_person("Nguyễn Văn Bé", ward_id=ward().id)
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    a_request(child.id, RequestKind.DELETE, actor=citizen(an.id))
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    asked = a_request(child.id, actor=helper)
    assert queries.request_for(helper, asked.number).words == asked.words
    stranger = citizen(a_person("Lê Thị Lạ").id)
    with pytest.raises(PersonNotFound):
        a_request(child.id, actor=stranger)
    with pytest.raises(RequestNotFound):
        queries.request_for(stranger, asked.number)


def test_nobody_is_erased_on_somebody_elses_word():
    child = a_person("Nguyễn Văn Bé", ward_id=ward().id)
    with pytest.raises(RequestUnreadable):
        a_request(child.id, RequestKind.DELETE, actor=someone_as("helper", ScopeKind.AREA, ward().id))


def test_an_office_takes_it_up_and_answers_in_words(an):
    asked = a_request(an.id)
    assert deciding.take(actor=officer(), number=asked.number).state is RequestState.IN_REVIEW
    deciding.take(actor=officer(), number=asked.number)
    with pytest.raises(WordsMissing):
        deciding.grant(actor=officer(), number=asked.number, words="ok")
    deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    deciding.grant(actor=officer(), number=asked.number, words="Lần hai không đổi gì.")
    seen = queries.request_for(citizen(an.id), asked.number)
    assert (seen.state, seen.answer) == (RequestState.DONE, ANSWER)
    assert [step.kind for step in seen.steps] == [StepKind.OPENED, StepKind.TAKEN, StepKind.DONE]
    with pytest.raises(RequestClosed):
        deciding.refuse(actor=officer(), number=asked.number, ground="others_rights", words=ANSWER)


def test_a_refusal_needs_a_legal_ground_of_the_list_that_fits(an):
    asked = a_request(an.id, RequestKind.OBJECT, purpose="visits")
    for ground in ("", "because", "others_rights"):  # The last one is for copies, not for objections.
        with pytest.raises(RefusalMissing):
            deciding.refuse(actor=officer(), number=asked.number, ground=ground, words=ANSWER)
    refused = deciding.refuse(actor=officer(), number=asked.number, ground="urgent_health", words=ANSWER)
    assert (refused.state, refused.refusal) == (RequestState.REFUSED, "urgent_health")
    deciding.refuse(actor=officer(), number=asked.number, ground="legal_duty", words=ANSWER)
    assert queries.request_for(citizen(an.id), asked.number).refusal == "urgent_health"
    entry = TrailEntry.objects.get(action="privacy.object.refused")
    assert (entry.person_id, entry.detail) == (an.id, {"ground": "urgent_health"})


@pytest.mark.parametrize(
    ("kind", "limit"),
    [(RequestKind.RESTRICT, LimitKind.RESTRICT), (RequestKind.OBJECT, LimitKind.OBJECT)],
)
def test_a_granted_limit_rests_the_purpose_until_the_person_lifts_it(an, kind, limit):
    a_consent(an.id, "research")
    asked = a_request(an.id, kind, purpose="research")
    deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    assert queries.is_limited(an.id, "research")
    assert not queries.has_consent(an.id, "research")
    assert Limit.objects.get().kind == limit
    assert deciding.lift_limit(actor=citizen(an.id), person_id=an.id, purpose="research")
    assert not deciding.lift_limit(actor=citizen(an.id), person_id=an.id, purpose="research")
    assert queries.has_consent(an.id, "research")
    with pytest.raises(PersonNotFound):
        deciding.lift_limit(actor=citizen(a_person("Lê Thị Lạ").id), person_id=an.id, purpose="research")


def test_nobody_is_told_that_something_rests_which_goes_on(an):
    asked = a_request(an.id, RequestKind.OBJECT, purpose="visits")
    with pytest.raises(PurposeCannotRest):
        deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    assert not Limit.objects.exists()
    assert queries.request_for(citizen(an.id), asked.number).state is RequestState.OPEN


def test_nobody_decides_their_own(an):
    own = someone_as("privacy_officer", ScopeKind.CITY, account_id=61)
    own = type(own)(account_id=61, label="x", person_id=an.id, grants=own.grants)
    asked = a_request(an.id)
    for decide in (deciding.take, deciding.grant, deciding.refuse):
        more = {} if decide is deciding.take else {"words": ANSWER}
        more |= {"ground": "not_identified"} if decide is deciding.refuse else {}
        with pytest.raises(OwnRequest):
            decide(actor=own, number=asked.number, **more)


def test_a_complaint_about_a_look_goes_to_the_auditor_and_to_nobody_else(an):
    asked = a_request(an.id, RequestKind.LOOK, look=a_look(an.id), words=WHY)
    with pytest.raises(RequestNotFound):
        deciding.grant(actor=officer(), number=asked.number, words=ANSWER)
    assert [one.number for one in queries.request_queue(auditor()).requests] == [asked.number]
    assert queries.request_queue(officer()).requests == ()
    deciding.grant(actor=auditor(), number=asked.number, words=ANSWER)
    with pytest.raises(RequestNotFound):
        deciding.take(actor=auditor(), number=a_request(an.id).number)


def test_the_queue_is_by_deadline_and_its_reading_is_in_the_trail(an):
    other = a_person("Trần Văn Bình")
    late, soon = a_request(an.id, RequestKind.DELETE), a_request(other.id)
    page = queries.request_queue(officer())
    assert [one.number for one in page.requests] == [soon.number, late.number]
    assert page.next_after == ""
    only = queries.request_queue(officer(), kind=RequestKind.DELETE, state=RequestState.OPEN)
    assert [one.number for one in only.requests] == [late.number]
    read = TrailEntry.objects.filter(action="privacy.queue").values_list("person_id", flat=True)
    assert {an.id, other.id} <= set(read)


def test_the_queue_goes_on_page_by_page(monkeypatch):
    monkeypatch.setattr("antoan.domains.privacy.queries.queue.PAGE_REQUESTS_MAX", 2)
    numbers = {a_request(a_person(f"Người {n}").id).number for n in range(5)}
    seen, after = [], ""
    for _ in range(3):
        page = queries.request_queue(officer(), after=after)
        seen += [one.number for one in page.requests]
        after = page.next_after
    assert (set(seen), len(seen), after) == (numbers, 5, "")
    assert len(queries.request_queue(officer(), after="nonsense").requests) == 2


def test_without_a_right_the_desk_is_closed_and_the_list_empty(an):
    a_request(an.id)
    tracer = someone_as("tracer", ScopeKind.CITY)
    assert not may_see_desk(tracer)
    assert queries.request_queue(tracer).requests == ()
    with pytest.raises(Forbidden):
        queries.requests_of_person(tracer, an.id)


def test_lateness_begins_at_local_midnight(thursday):
    reply, due = city(2026, 11, 24), city(2026, 12, 4)

    def late(state, moment):
        return is_late(state, reply_due_at=reply, due_at=due, now=moment)

    second = timedelta(seconds=1)
    assert not late(RequestState.OPEN, reply - second)
    assert late(RequestState.OPEN, reply)
    assert not late(RequestState.IN_REVIEW, due - second)
    assert late(RequestState.IN_REVIEW, due)
    assert not late(RequestState.APPROVED, due + timedelta(days=30))


def test_what_is_late_goes_a_level_up_once(an, thursday):
    unseen, taken = a_request(an.id), a_request(an.id, RequestKind.DELETE)
    deciding.take(actor=officer(), number=taken.number)
    thursday.move_to(city(2026, 11, 23, 23, 59))
    assert escalate_late(now=now()) == 0
    thursday.move_to(city(2026, 11, 24))
    assert escalate_late(now=now()) == 1
    assert escalate_late(now=now()) == 0
    seen = [one.number for one in queries.request_queue(auditor()).requests]
    assert seen == [unseen.number]  # Auditors oversee what is late.
    thursday.move_to(city(2026, 12, 18))
    assert escalate_late(now=now()) == 1


def test_what_was_answered_or_taken_back_is_never_late(an, thursday):
    answered, back = a_request(an.id), a_request(an.id, RequestKind.DELETE)
    deciding.grant(actor=officer(), number=answered.number, words=ANSWER)
    asking.take_back(actor=citizen(an.id), number=back.number)
    assert asking.take_back(actor=citizen(an.id), number=back.number).state is RequestState.WITHDRAWN
    with pytest.raises(RequestClosed):
        asking.take_back(actor=citizen(an.id), number=answered.number)
    thursday.move_to(datetime(2027, 1, 30, tzinfo=UTC))
    assert escalate_late(now=now()) == 0


def test_a_number_is_found_however_it_is_typed(an):
    asked = a_request(an.id)
    typed = f"{asked.number[:4].lower()} - {asked.number[4:]}"
    assert queries.request_for(citizen(an.id), typed).number == asked.number
    for wrong in ("", "K7M2-9QX", "x" * 5_000):
        with pytest.raises(RequestNotFound):
            queries.request_for(citizen(an.id), wrong)
