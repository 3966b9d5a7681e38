"""A tracing case: opened for a confirmed infection, traced, told, followed, closed, and forgotten in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.messaging.models import Message
from antoan.domains.people.services import erase_person, merge_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.policy.services import publish_shipped
from antoan.domains.privacy.registry import sweeps
from antoan.domains.privacy.retention import first_day_kept, period
from antoan.domains.records.models import Infection
from antoan.domains.tracing.desk_values import NewCase
from antoan.domains.tracing.errors import (
    CaseClosed,
    CaseNotFound,
    CaseOpenAlready,
    CaseTaken,
    ContactNotFound,
    FollowUpNotFound,
    InfectionMissing,
    NeverThere,
    OnsetUnlikely,
    ReasonMissing,
    RoomUnreadable,
    TooManyAtOnce,
)
from antoan.domains.tracing.models import FollowUp, PlaceNotice, TracedContact, TracingCase, Unmasking
from antoan.domains.tracing.queries.cases import case_for, cases_for, untraced_infections
from antoan.domains.tracing.queries.contacts import (
    best_to_call,
    chain_of,
    contact_for,
    contacts_of,
    household_of,
)
from antoan.domains.tracing.queries.follow_ups import due_follow_ups, follow_ups_of
from antoan.domains.tracing.queries.notices import notices_of_place, unseen_notices
from antoan.domains.tracing.queries.places import case_at_spot, meetings_with, timeline_of
from antoan.domains.tracing.services.cases import close_case, open_case
from antoan.domains.tracing.services.erasing import forget_old_cases
from antoan.domains.tracing.services.finding import find_contacts
from antoan.domains.tracing.services.following import answer_follow_up, follow_contacts
from antoan.domains.tracing.services.rooms import describe_room
from antoan.domains.tracing.services.telling import notify_contacts, tell_place
from antoan.domains.tracing.services.unmasking import unmask_contact, unmasked
from antoan.domains.tracing.values import ContactState, FollowUpState
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.audit.queries import trail_of_person
from antoan.foundation.db.history import history
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place
from tests.factories.records import a_dose
from tests.factories.tracing import Outbreak, a_tracing, an_outbreak, tracer
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 20, 5, tzinfo=UTC)
REASON = "Gọi hướng dẫn cách ly"


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False):
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield


@pytest.fixture
def outbreak() -> Outbreak:
    return an_outbreak(NOON, ward_id=ward("26740", on=NOON.date()).id)


def a_new_case(outbreak: Outbreak, **changes) -> NewCase:
    return NewCase(
        **{"id": uuid7(), "infection_id": outbreak.infection_id, "reason": "Truy vết F0", **changes}
    )


class TestOpening:
    """Only a confirmed infection is traced, once at a time, by who may."""

    def test_it_looks_three_days_back_and_ten_ahead_of_the_onset(self, outbreak):
        view = open_case(actor=tracer(), case=a_new_case(outbreak, onset_on=date(2021, 11, 18)))
        assert (view.since, view.until) == (
            clock.day_start(date(2021, 11, 15)), clock.day_end(date(2021, 11, 28)),
        )  # fmt: skip
        assert (view.label, view.is_open, view.found) == ("P.T. Ca", True, 0)
        assert TrailEntry.objects.filter(action="tracing.case.open", person_id=outbreak.case.id).exists()

    def test_without_an_onset_the_confirmation_counts(self, outbreak):
        assert open_case(actor=tracer(), case=a_new_case(outbreak)).onset_on == outbreak.confirmed_on

    @pytest.mark.parametrize(("days_before", "is_likely"), [(0, True), (14, True), (15, False), (-1, False)])
    def test_signs_come_at_most_two_weeks_before_the_confirmation(self, outbreak, days_before, is_likely):
        case = a_new_case(outbreak, onset_on=outbreak.confirmed_on - timedelta(days=days_before))
        if is_likely:
            assert open_case(actor=tracer(), case=case).onset_on == case.onset_on
        else:
            with pytest.raises(OnsetUnlikely):
                open_case(actor=tracer(), case=case)

    def test_a_case_opened_twice_is_one(self, outbreak):
        case = a_new_case(outbreak)
        first, second = (open_case(actor=tracer(), case=case) for _ in range(2))
        assert first == second
        assert TracingCase.objects.count() == 1

    def test_an_infection_is_traced_once_at_a_time(self, outbreak):
        first = open_case(actor=tracer(), case=a_new_case(outbreak))
        with pytest.raises(CaseOpenAlready) as refused:
            open_case(actor=tracer(), case=a_new_case(outbreak))
        assert refused.value.context == {"number": first.number}
        close_case(actor=tracer(), number=first.number)
        assert open_case(actor=tracer(), case=a_new_case(outbreak)).number != first.number

    def test_another_infection_may_not_take_its_id(self, outbreak):
        case = a_new_case(outbreak)
        open_case(actor=tracer(), case=case)
        other = an_outbreak_of_somebody_else()
        with pytest.raises(CaseTaken):
            open_case(actor=tracer(), case=a_new_case(outbreak, id=case.id, infection_id=other))

    @pytest.mark.parametrize("state", ["unverified", "quarantined", "annulled"])
    def test_what_is_not_confirmed_is_not_traced(self, outbreak, state):
        Infection.objects.filter(pk=outbreak.infection_id).update(state=state)
        with pytest.raises(InfectionMissing):
            open_case(actor=tracer(), case=a_new_case(outbreak))

    def test_nor_what_does_not_exist(self, outbreak):
        with pytest.raises(InfectionMissing):
            open_case(actor=tracer(), case=a_new_case(outbreak, infection_id=987_654))

    @pytest.mark.parametrize("reason", ["", "vì", "x" * 201])
    def test_without_a_reason_nothing_is_opened(self, outbreak, reason):
        with pytest.raises(ReasonMissing):
            open_case(actor=tracer(), case=a_new_case(outbreak, reason=reason))

    def test_who_may_not_cannot(self, outbreak):
        with pytest.raises(Forbidden):
            open_case(actor=someone_as("ward_officer", ScopeKind.CITY), case=a_new_case(outbreak))
        with pytest.raises(InfectionMissing):
            open_case(
                actor=someone_as("tracer", ScopeKind.AREA, ward("26743", on=NOON.date()).id),
                case=a_new_case(outbreak),
            )

    def test_infections_nobody_traces_are_listed_until_somebody_does(self, outbreak):
        assert [(one.label, one.confirmed_on) for one in untraced_infections(tracer())] == [
            ("P.T. Ca", outbreak.confirmed_on)
        ]
        assert (
            untraced_infections(someone_as("tracer", ScopeKind.AREA, ward("26743", on=NOON.date()).id)) == []
        )
        with pytest.raises(Forbidden):
            untraced_infections(someone_as("city_health", ScopeKind.CITY))
        open_case(actor=tracer(), case=a_new_case(outbreak))
        assert untraced_infections(tracer()) == []


def an_outbreak_of_somebody_else() -> int:
    from tests.factories.records import a_case

    return a_case(a_person("Ngô Văn Khác").id, NOON.date()).id


class TestContacts:
    """Who met the case, masked, those first whose call averts most."""

    def test_everybody_who_met_the_case_is_found_and_nobody_else(self, outbreak):
        case = a_tracing(outbreak, actor=tracer())
        page = contacts_of(tracer(), case.number)
        assert [contact.label for contact in page.contacts] == ["L.V. Bạn", "L.T. Nhà", "T.V. Qua"]
        assert (page.by_level, page.next_after, case.found) == ({1: 3}, None, 3)
        first = page.contacts[0]
        assert (first.meetings, first.seconds, first.level, first.via_label) == (2, 5 * 3600, 1, "P.T. Ca")
        assert first.score > page.contacts[1].score > page.contacts[2].score > 0
        assert first.state is ContactState.FOUND

    def test_tracing_again_keeps_what_was_done(self, outbreak):
        case = a_tracing(outbreak)
        notify_contacts(
            actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id], template="exposed"
        )
        find_contacts(actor=tracer(), number=case.number, depth=1)
        states = {contact.person_id: contact.state for contact in contacts_of(tracer(), case.number).contacts}
        assert states[outbreak.colleague.id] is ContactState.NOTIFIED
        assert states[outbreak.flatmate.id] is ContactState.FOUND
        assert TracedContact.objects.count() == 3

    def test_a_list_longer_than_a_page_goes_on(self, outbreak):
        case = a_tracing(outbreak)
        first = contacts_of(tracer(), case.number, limit=2)
        rest = contacts_of(tracer(), case.number, limit=2, after=first.next_after)
        assert [len(first.contacts), len(rest.contacts), rest.next_after] == [2, 1, None]

    def test_only_the_best_are_kept_past_the_bound_and_the_count_says_so(self, outbreak, monkeypatch):
        monkeypatch.setattr("antoan.domains.tracing.services.finding.CONTACTS_MAX", 2)
        case = a_tracing(outbreak)
        assert (case.found, TracedContact.objects.count()) == (3, 2)

    def test_one_call_reaches_who_shares_a_telephone(self, outbreak):
        case = a_tracing(outbreak)
        [call] = best_to_call(tracer(), case.number, 1)
        assert {contact.label for contact in call} == {"L.V. Bạn", "L.T. Nhà"}
        assert [one.label for one in household_of(tracer(), case.number, outbreak.colleague.id)] == [
            "L.T. Nhà"
        ]
        assert len(best_to_call(tracer(), case.number, 10)) == 2

    def test_who_was_told_needs_no_call(self, outbreak):
        case = a_tracing(outbreak)
        people = [outbreak.colleague.id, outbreak.flatmate.id]
        notify_contacts(actor=tracer(), number=case.number, person_ids=people, template="exposed")
        assert [one.label for call in best_to_call(tracer(), case.number, 5) for one in call] == ["T.V. Qua"]

    def test_the_single_meetings_are_told_with_their_places(self, outbreak):
        case = a_tracing(outbreak)
        told = meetings_with(tracer(), case.number, outbreak.colleague.id)
        assert [(one.place_name, f"{clock.local(one.begins):%H:%M}") for one in told] == [
            ("Văn phòng Sông Xanh", "08:00"), ("Quán Cơm Tấm", "12:00"),
        ]  # fmt: skip
        assert sum(one.minutes for one in told) == pytest.approx(
            contact_for(tracer(), case.number, outbreak.colleague.id).score
        )
        with pytest.raises(ContactNotFound):
            meetings_with(tracer(), case.number, outbreak.stranger.id)

    def test_the_timeline_tells_where_the_case_was(self, outbreak):
        case = a_tracing(outbreak)
        assert [(one.place_name, one.end_is_estimated) for one in timeline_of(tracer(), case.number)] == [
            ("Văn phòng Sông Xanh", False), ("Quán Cơm Tấm", False),
        ]  # fmt: skip

    def test_what_a_tracer_saw_of_a_room_weighs_the_next_trace(self, outbreak):
        case = a_tracing(outbreak)
        before = contact_for(tracer(), case.number, outbreak.flatmate.id).score
        describe_room(
            actor=tracer(), number=case.number, spot_id=outbreak.cafe.id, area_m2=15.0, ventilation="closed"
        )
        find_contacts(actor=tracer(), number=case.number, depth=1)
        assert contact_for(tracer(), case.number, outbreak.flatmate.id).score > before
        seen = case_at_spot(tracer(), case.number, outbreak.cafe.id)
        assert (seen.area_m2, seen.ventilation, len(seen.stays)) == (15.0, "closed", 1)

    @pytest.mark.parametrize(("area", "air"), [(0.0, ""), (200_000.0, ""), (10.0, "magic")])
    def test_a_room_that_cannot_be_is_refused(self, outbreak, area, air):
        case = a_tracing(outbreak)
        with pytest.raises(RoomUnreadable):
            describe_room(
                actor=tracer(), number=case.number, spot_id=outbreak.cafe.id, area_m2=area, ventilation=air
            )
        with pytest.raises(NeverThere):
            describe_room(actor=tracer(), number=case.number, spot_id=987_654, area_m2=10, ventilation="")

    def test_as_much_of_a_chain_is_drawn_as_can_be_seen(self, outbreak, monkeypatch):
        case = a_tracing(outbreak)
        monkeypatch.setattr("antoan.domains.tracing.queries.contacts.DRAWN_MAX", 2)
        assert [one.label for one in chain_of(tracer(), case.number)] == ["L.V. Bạn", "L.T. Nhà"]

    def test_nobody_is_drawn_whose_carrier_is_not(self, outbreak):
        case = a_tracing(outbreak)
        TracingCase.objects.update(depth=2)
        TracedContact.objects.filter(person=outbreak.passer_by.id).update(level=2, via=outbreak.stranger.id)
        assert [one.label for one in chain_of(tracer(), case.number)] == ["L.V. Bạn", "L.T. Nhà"]
        TracedContact.objects.filter(level=2).update(via=outbreak.flatmate.id)
        assert [one.level for one in chain_of(tracer(), case.number)] == [1, 1, 2]


class TestUnmasking:
    """Lesson L20: with an open case and a reason, for half an hour; without, never; seen by the one who is shown."""

    def test_a_contact_is_shown_for_half_an_hour_and_not_a_second_longer(self, outbreak):
        case = a_tracing(outbreak)
        who = outbreak.colleague.id
        assert unmasked(tracer(), case.number, who) is None
        until = unmask_contact(actor=tracer(), number=case.number, person_id=who, reason=REASON)
        assert until == NOON + timedelta(minutes=30)
        shown = unmasked(tracer(), case.number, who)
        assert (shown.full_name, shown.phones, shown.birth) == ("Lê Văn Bạn", ("+84901000002",), "06/05/1985")
        with time_machine.travel(until - timedelta(seconds=1), tick=False):
            assert unmasked(tracer(), case.number, who) is not None
        with time_machine.travel(until, tick=False):
            assert unmasked(tracer(), case.number, who) is None

    def test_nobody_else_sees_it(self, outbreak):
        case = a_tracing(outbreak)
        unmask_contact(actor=tracer(51), number=case.number, person_id=outbreak.colleague.id, reason=REASON)
        assert unmasked(tracer(52), case.number, outbreak.colleague.id) is None
        assert unmasked(tracer(51), case.number, outbreak.flatmate.id) is None

    def test_a_closed_case_shows_nobody(self, outbreak):
        case = a_tracing(outbreak)
        unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.colleague.id, reason=REASON)
        close_case(actor=tracer(), number=case.number)
        assert unmasked(tracer(), case.number, outbreak.colleague.id) is None
        with pytest.raises(CaseClosed):
            unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.colleague.id, reason=REASON)

    def test_who_is_no_contact_is_not_shown(self, outbreak):
        case = a_tracing(outbreak)
        with pytest.raises(ContactNotFound):
            unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.stranger.id, reason=REASON)

    def test_without_a_case_nobody_is_shown(self, outbreak):
        with pytest.raises(CaseNotFound):
            unmask_contact(actor=tracer(), number="K7M29QX", person_id=outbreak.colleague.id, reason=REASON)

    @pytest.mark.parametrize("reason", ["", "gọi", " " * 30, "x" * 201])
    def test_without_a_reason_nobody_is_shown(self, outbreak, reason):
        case = a_tracing(outbreak)
        with pytest.raises(ReasonMissing):
            unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.colleague.id, reason=reason)

    def test_who_may_only_read_cases_sees_labels(self, outbreak):
        case = a_tracing(outbreak)
        health = someone_as("city_health", ScopeKind.CITY)
        assert contact_for(health, case.number, outbreak.colleague.id).label == "L.V. Bạn"
        with pytest.raises(Forbidden):
            unmask_contact(actor=health, number=case.number, person_id=outbreak.colleague.id, reason=REASON)

    def test_the_contact_sees_who_looked_when_and_why(self, outbreak):
        case = a_tracing(outbreak)
        unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.colleague.id, reason=REASON)
        seen = trail_of_person(citizen(outbreak.colleague.id), outbreak.colleague.id).lines
        assert [(line.action, line.actor_label, line.purpose) for line in seen] == [
            ("tracing.unmask", "tracer", REASON)
        ]


class TestTelling:
    """Contacts hear an approved text, once; places hear that a case was there, and nothing else."""

    def test_contacts_with_a_telephone_are_told_once(self, outbreak):
        case = a_tracing(outbreak)
        everybody = [person.id for person in outbreak.people]
        told = notify_contacts(actor=tracer(), number=case.number, person_ids=everybody, template="exposed")
        assert (told.queued, told.known_already, told.without_phone) == (2, 0, 1)
        again = notify_contacts(actor=tracer(), number=case.number, person_ids=everybody, template="exposed")
        assert (again.queued, again.known_already, again.without_phone) == (0, 2, 1)
        texts = {message.text for message in Message.objects.all()}
        assert len(texts) == 1
        assert "Phạm" not in texts.pop()

    def test_only_approved_texts_are_sent(self, outbreak):
        case = a_tracing(outbreak)
        with pytest.raises(Exception, match="approved"):
            notify_contacts(actor=tracer(), number=case.number, person_ids=[], template="corrections.opened")

    def test_no_more_than_the_bound_at_once(self, outbreak):
        case = a_tracing(outbreak)
        with pytest.raises(TooManyAtOnce):
            notify_contacts(actor=tracer(), number=case.number, person_ids=range(501), template="exposed")
        with pytest.raises(TooManyAtOnce):
            follow_contacts(actor=tracer(), number=case.number, person_ids=range(501))

    def test_a_place_is_told_once_a_day_and_only_where_the_case_was(self, outbreak):
        case = a_tracing(outbreak)
        yesterday = outbreak.confirmed_on - timedelta(days=1)
        asked = {"actor": tracer(), "number": case.number, "place_id": outbreak.cafe.place_id}
        assert tell_place(notice_id=uuid7(), on=yesterday, **asked)
        assert not tell_place(notice_id=uuid7(), on=yesterday, **asked)
        with pytest.raises(NeverThere):
            tell_place(notice_id=uuid7(), on=outbreak.confirmed_on, **asked)
        with pytest.raises(NeverThere):
            tell_place(notice_id=uuid7(), on=yesterday, **asked | {"place_id": a_place("Nơi khác").id})

    def test_the_unit_reads_a_day_and_no_name(self, outbreak):
        case = a_tracing(outbreak)
        yesterday = outbreak.confirmed_on - timedelta(days=1)
        tell_place(
            actor=tracer(),
            number=case.number,
            notice_id=uuid7(),
            place_id=outbreak.cafe.place_id,
            on=yesterday,
        )
        admin = someone_as("unit_admin", ScopeKind.PLACE, outbreak.cafe.place_id)
        assert unseen_notices(admin, outbreak.cafe.place_id) == 1
        [notice] = notices_of_place(admin, outbreak.cafe.place_id)
        assert notice.on == yesterday
        assert {name: getattr(notice, name) for name in notice.__slots__}.keys() == {
            "id",
            "on",
            "sent_at",
            "seen_at",
        }
        assert unseen_notices(admin, outbreak.cafe.place_id) == 0
        with pytest.raises(Forbidden):
            notices_of_place(
                someone_as("gate_operator", ScopeKind.PLACE, outbreak.cafe.place_id), outbreak.cafe.place_id
            )


class TestFollowing:
    """Contacts are asked day by day how they are, as long as the rule of the day says."""

    def test_the_questions_of_two_weeks_are_opened_from_today_on(self, outbreak):
        case = a_tracing(outbreak)
        opened = follow_contacts(actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id])
        asked = follow_ups_of(tracer(), case.number, outbreak.colleague.id)
        assert opened == len(asked) == 14
        assert [one.due_on for one in asked[:2]] == [
            outbreak.confirmed_on,
            outbreak.confirmed_on + timedelta(days=1),
        ]
        assert [one.day for one in asked if one.is_test_due] == [1, 7, 14]
        assert follow_contacts(actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id]) == 0

    def test_who_is_protected_is_followed_shorter_once_the_rule_says_so(self, outbreak):
        case = a_tracing(outbreak)
        for number, days_ago in ((1, 60), (2, 30)):
            a_dose(outbreak.colleague.id, NOON.date() - timedelta(days=days_ago), dose_number=number)
        with time_machine.travel(datetime(2021, 12, 18, 5, tzinfo=UTC), tick=False):
            TracedContact.objects.update(last_at=clock.now() - timedelta(days=1))
            people = [outbreak.colleague.id, outbreak.flatmate.id]
            follow_contacts(actor=tracer(), number=case.number, person_ids=people)
        lengths = [len(follow_ups_of(tracer(), case.number, who)) for who in people]
        assert lengths == [7, 14]

    def test_what_is_due_is_asked_until_it_is_answered(self, outbreak):
        case = a_tracing(outbreak)
        follow_contacts(actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id])
        [due] = due_follow_ups(tracer(), clock.today())
        assert (due.label, due.day, due.days, due.is_test_due) == ("L.V. Bạn", 1, 14, True)
        answer_follow_up(actor=tracer(), follow_up_id=due.id, state=FollowUpState.WELL)
        assert due_follow_ups(tracer(), clock.today()) == []
        assert contact_for(tracer(), case.number, outbreak.colleague.id).state is ContactState.REACHED
        assert len(due_follow_ups(tracer(), clock.today() + timedelta(days=2))) == 2

    def test_nobody_answers_what_was_not_asked_or_not_theirs(self, outbreak):
        case = a_tracing(outbreak)
        follow_contacts(actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id])
        [due] = due_follow_ups(tracer(), clock.today())
        with pytest.raises(FollowUpNotFound):
            answer_follow_up(actor=tracer(), follow_up_id=987_654, state=FollowUpState.WELL)
        with pytest.raises(FollowUpNotFound):
            answer_follow_up(actor=tracer(), follow_up_id=due.id, state=FollowUpState.WAITING)
        elsewhere = someone_as("tracer", ScopeKind.AREA, ward("26743", on=NOON.date()).id)
        with pytest.raises(CaseNotFound):
            answer_follow_up(actor=elsewhere, follow_up_id=due.id, state=FollowUpState.WELL)


class TestReach:
    """Each sees the cases of people who live where their right holds."""

    def test_lists_and_single_cases_follow_the_grant(self, outbreak):
        case = a_tracing(outbreak)
        here = someone_as("tracer", ScopeKind.AREA, ward("26740", on=NOON.date()).id)
        elsewhere = someone_as("tracer", ScopeKind.AREA, ward("26743", on=NOON.date()).id)
        assert [one.number for one in cases_for(here)] == [case.number]
        assert cases_for(elsewhere) == []
        assert case_for(here, case.number).number == case.number
        for read in (case_for, contacts_of, timeline_of):
            with pytest.raises(CaseNotFound):
                read(elsewhere, case.number)
        with pytest.raises(Forbidden):
            cases_for(someone_as("ward_officer", ScopeKind.CITY))

    def test_closed_cases_are_listed_when_asked_for(self, outbreak):
        case = a_tracing(outbreak)
        close_case(actor=tracer(), number=case.number)
        close_case(actor=tracer(), number=case.number)
        assert cases_for(tracer()) == []
        assert [one.number for one in cases_for(tracer(), with_closed=True)] == [case.number]
        with pytest.raises(CaseClosed):
            find_contacts(actor=tracer(), number=case.number, depth=1)


class TestForgetting:
    """Who is erased is nowhere in tracing; old cases go by themselves."""

    def worked_on(self, outbreak) -> str:
        case = a_tracing(outbreak)
        follow_contacts(actor=tracer(), number=case.number, person_ids=[outbreak.colleague.id])
        unmask_contact(actor=tracer(), number=case.number, person_id=outbreak.colleague.id, reason=REASON)
        yesterday = outbreak.confirmed_on - timedelta(days=1)
        tell_place(
            actor=tracer(),
            number=case.number,
            notice_id=uuid7(),
            place_id=outbreak.cafe.place_id,
            on=yesterday,
        )
        return case.number

    def test_an_erased_contact_is_no_contact_any_more(self, outbreak):
        number = self.worked_on(outbreak)
        who = outbreak.colleague.id
        TracedContact.objects.filter(person=outbreak.flatmate.id).update(via=who)
        erase_person(actor=SYSTEM, person_id=who, ground=ErasureGround.OWN_REQUEST)
        assert [one.label for one in contacts_of(tracer(), number).contacts] == ["L.T. Nhà", "T.V. Qua"]
        for table in (TracedContact, FollowUp, Unmasking):
            assert not table._default_manager.filter(person=who).exists()
        assert not TracedContact.objects.filter(via=who).exists()
        assert not history(FollowUp).filter(person=who).exists()

    def test_an_erased_case_takes_its_tracing_along(self, outbreak):
        self.worked_on(outbreak)
        erase_person(actor=SYSTEM, person_id=outbreak.case.id, ground=ErasureGround.OWN_REQUEST)
        for table in (TracingCase, TracedContact, FollowUp, Unmasking, PlaceNotice):
            assert table._default_manager.count() == 0
        assert history(TracingCase).count() == history(FollowUp).count() == 0

    def test_two_entries_of_a_contact_that_become_one_stay_in_the_chain(self, outbreak):
        number = self.worked_on(outbreak)
        kept, dropped = outbreak.stranger.id, outbreak.colleague.id
        TracedContact.objects.filter(person=outbreak.flatmate.id).update(via=dropped)
        merge_person(actor=SYSTEM, kept_id=kept, dropped_id=dropped)
        told = {one.label: one.via for one in contacts_of(tracer(), number).contacts}
        assert told == {"Đ.V. Xa": outbreak.case.id, "L.T. Nhà": kept, "T.V. Qua": outbreak.case.id}
        assert FollowUp.objects.filter(person=kept).count() == 14

    @pytest.mark.parametrize(("days", "is_kept"), [(90, True), (91, False)])
    def test_a_case_goes_three_months_after_it_was_closed(self, outbreak, days, is_kept):
        number = self.worked_on(outbreak)
        close_case(actor=tracer(), number=number)
        first_day = first_day_kept(period("tracing").days or 0, NOON.date() + timedelta(days=days))
        sweeps()["tracing"](first_day)
        assert TracingCase.objects.exists() is is_kept
        for table in (TracingCase, FollowUp):
            assert history(table).exists() is is_kept

    def test_an_open_case_stays(self, outbreak):
        self.worked_on(outbreak)
        assert forget_old_cases(NOON + timedelta(days=1_000)) == {}
        assert TracingCase.objects.count() == 1
