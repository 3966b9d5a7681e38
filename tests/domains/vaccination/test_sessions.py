"""A session: who is invited, who comes, which dose is given, and what becomes of a slip of the hand."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.messaging.models import Message
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.records.errors import LotDiffers
from antoan.domains.records.models import Vaccination
from antoan.domains.records.values import Doubt, Lot
from antoan.domains.vaccination import services
from antoan.domains.vaccination.errors import (
    AlreadyVaccinated,
    CampaignNotFound,
    EntryNotFound,
    EntryTaken,
    LotNotBrought,
    LotUsedUp,
    NobodyPresented,
    NotToBeVaccinated,
    PlanUnreadable,
    SessionClosed,
    SessionFull,
    SessionNotFound,
    UndoTooLate,
)
from antoan.domains.vaccination.models import Booking, Entry, Target
from antoan.domains.vaccination.queries import (
    campaign_for,
    campaigns_of,
    entries_of,
    lots_at,
    session_for,
    sessions_of,
    waiting_at,
)
from antoan.domains.vaccination.values import Reaction
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_dose
from tests.factories.units import a_unit, someone_as
from tests.factories.vaccination import LOT, a_campaign, a_session, an_entry, code_of, new_session

pytestmark = pytest.mark.django_db
MORNING = datetime(2021, 10, 20, 2, tzinfo=UTC)
TODAY = date(2021, 10, 20)


@pytest.fixture(autouse=True)
def morning(settings, tmp_path):
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def unit():
    return a_unit("Trung tâm Y tế")


@pytest.fixture
def team(unit):
    return someone_as("vaccination_team", ScopeKind.UNIT, unit.id)


@pytest.fixture
def session(unit):
    return a_session(unit.id)


def doses_valid(person):
    return stored_passes([person.id])[person.id].doses_valid


def test_a_dose_is_entered_by_two_scans_and_counts_at_once(session, team):
    person = a_person()
    entry = an_entry(session, person, actor=team)
    record = Vaccination.objects.get(pk=entry.record_id)
    kept = (record.product, record.lot, record.given_on, record.dose_number, record.state, record.recorded_by)
    assert kept == ("comirnaty", LOT, TODAY, 1, "verified", team.account_id)
    assert record.source == f"clinic:{session.unit_id}"
    assert doses_valid(person) == 1
    assert (entry.label, entry.birth_year, entry.doubts) == ("N.V. An", 1990, ())


def test_a_dose_sent_twice_is_one(session, team):
    person, number = a_person(), uuid4()
    first, again = (an_entry(session, person, actor=team, entry_id=number) for _ in range(2))
    assert first == again
    assert Vaccination.objects.count() == 1
    with pytest.raises(EntryTaken):
        an_entry(session, a_person(), actor=team, entry_id=number)


def test_nobody_is_vaccinated_twice_at_a_session(session, team):
    person = a_person()
    an_entry(session, person, actor=team)
    with pytest.raises(AlreadyVaccinated):
        an_entry(session, person, actor=team)


def test_a_dose_too_early_is_not_entered_before_somebody_says_that_it_was_given(session, team):
    person = a_person()
    a_dose(person.id, TODAY - timedelta(days=10))
    with pytest.raises(NotToBeVaccinated) as refused:
        an_entry(session, person, actor=team)
    assert refused.value.context["doubts"] == (Doubt.INTERVAL_TOO_SHORT,)
    assert Entry.objects.count() == 0
    entry = an_entry(session, person, actor=team, anyway=True)
    assert entry.doubts == (Doubt.INTERVAL_TOO_SHORT,)
    assert doses_valid(person) == 1  # The doubted one turns nobody green.


def test_a_slip_is_taken_back_and_counts_no_more(session, team, morning):
    person = a_person()
    entry = an_entry(session, person, actor=team)
    morning.shift(timedelta(minutes=9, seconds=59))
    services.undo_entry(actor=team, entry_id=entry.id, session_id=session.id)
    services.undo_entry(actor=team, entry_id=entry.id, session_id=session.id)
    assert Vaccination.objects.get().state == "annulled"
    assert doses_valid(person) == 0
    assert an_entry(session, person, actor=team).dose_number == 1


def test_after_ten_minutes_a_dose_stays(session, team, morning):
    entry = an_entry(session, a_person(), actor=team)
    morning.shift(timedelta(minutes=10))
    with pytest.raises(UndoTooLate):
        services.undo_entry(actor=team, entry_id=entry.id, session_id=session.id)
    assert Vaccination.objects.get().state == "verified"


def test_an_entry_is_found_only_at_its_own_session(session, unit, team):
    entry = an_entry(session, a_person(), actor=team)
    with pytest.raises(EntryNotFound):
        services.undo_entry(actor=team, entry_id=entry.id, session_id=a_session(unit.id).id)


@pytest.mark.parametrize("lot", ["", "FF0000", "940915"])
def test_a_lot_that_was_not_brought_is_refused(session, team, lot):
    with pytest.raises(LotNotBrought):
        an_entry(session, a_person(), actor=team, lot=lot)


def test_no_more_doses_are_given_than_were_brought(unit, team):
    session = a_session(unit.id, vials=1)
    for _ in range(6):
        an_entry(session, a_person(), actor=team)
    with pytest.raises(LotUsedUp):
        an_entry(session, a_person(), actor=team)
    assert [(lot.doses, lot.given) for lot in lots_at(team, session.id)] == [(6, 6)]


def test_a_lot_with_another_last_day_is_not_brought(session):
    lot = Lot("comirnaty", "ff 8871", TODAY + timedelta(days=61))
    with pytest.raises(LotDiffers):
        services.bring_lot(actor=SYSTEM, session_id=session.id, lot=lot, vials=1, doses_per_vial=6)


def test_a_lot_past_its_day_is_not_brought(session):
    lot = Lot("comirnaty", "FF1", TODAY - timedelta(days=1))
    with pytest.raises(PlanUnreadable):
        services.bring_lot(actor=SYSTEM, session_id=session.id, lot=lot, vials=1, doses_per_vial=6)


@pytest.mark.parametrize("days", [-1, 1])
def test_doses_are_given_on_the_day_of_the_session_only(unit, team, days):
    session = a_session(unit.id, TODAY + timedelta(days=days))
    with pytest.raises(SessionClosed):
        an_entry(session, a_person(), actor=team)
    with pytest.raises(SessionClosed):
        services.check_in(actor=team, session_id=session.id, code=code_of(a_person()))


def test_a_closed_session_takes_nobody(session, team):
    services.close_session(actor=SYSTEM, session_id=session.id)
    with pytest.raises(SessionClosed):
        an_entry(session, a_person(), actor=team)


def test_who_comes_gets_the_next_number_and_keeps_it(session, team):
    one, other = a_person(), a_person("Trần Thị Bình", date(1960, 5, 5))
    numbers = [
        services.check_in(actor=team, session_id=session.id, code=code_of(person)).number
        for person in (one, other, one)
    ]
    assert numbers == [1, 2, 1]
    assert [arrival.label for arrival in waiting_at(team, session.id)] == ["N.V. An", "T.T. Bình"]
    an_entry(session, one, actor=team)
    assert [arrival.number for arrival in waiting_at(team, session.id)] == [2]


def test_a_concern_is_told_before_any_needle(session, team):
    person = a_person()
    a_dose(person.id, TODAY - timedelta(days=20))
    arrival = services.check_in(actor=team, session_id=session.id, code=code_of(person))
    assert (arrival.dose_number, arrival.concerns) == (2, (Doubt.INTERVAL_TOO_SHORT,))


def test_an_identity_card_is_enough_when_number_name_and_birth_agree(session, team):
    person = a_person()
    number = person.documents[0].number
    card = f"{number}||Nguyễn Văn An|01021990|Nam|1 Lê Duẩn|10052021"
    assert services.check_in(actor=team, session_id=session.id, code=card).person_id == person.id
    other = f"{number}||Trần Thị Bình|05051960|Nữ|1 Lê Duẩn|10052021"
    with pytest.raises(NobodyPresented):
        services.check_in(actor=team, session_id=session.id, code=other)


@pytest.mark.parametrize("code", ["", "  ", "079090000001", "7K2P-9QXM-C", "x" * 5000, "\0", "HC1:ABC"])
def test_what_is_nobodys_code_is_nobody(session, team, code):
    with pytest.raises(NobodyPresented):
        services.check_in(actor=team, session_id=session.id, code=code)


def test_those_on_the_list_are_invited_once_and_by_initials(session, unit, team):
    clerk = someone_as("clinic_staff", ScopeKind.UNIT, unit.id)
    people = [a_person(f"Nguyễn Văn {name}", phones=(f"091200000{n}",)) for n, name in enumerate("ABC")]
    silent = a_person("Lê Thị Không")
    services.list_people(
        actor=clerk,
        campaign_id=session.campaign_id,
        person_ids=[p.id for p in (*people, silent)],
        came_from="desk",
    )
    assert services.invite(actor=clerk, session_id=session.id, people_max=2) == (2, 2)
    assert services.invite(actor=clerk, session_id=session.id, people_max=100) == (2, 1)
    assert services.invite(actor=clerk, session_id=session.id, people_max=100) == (0, 0)
    texts = sorted(Message.objects.filter(template="vaccination.invited").values_list("text", flat=True))
    assert len(texts) == 3
    first = next(Message.objects.filter(person_id=people[0].id).values_list("text", flat=True).iterator())
    assert "moi N.V.A. den tiem chung luc 07:00 20/10 tai Nha thi dau Phu Tho" in first
    assert not any("Nguyen" in text for text in texts)


def test_no_more_are_invited_than_a_session_can_take(unit):
    session = a_session(unit.id, capacity=1)
    ids = [a_person().id, a_person().id]
    services.list_people(actor=SYSTEM, campaign_id=session.campaign_id, person_ids=ids, came_from="desk")
    assert services.invite(actor=SYSTEM, session_id=session.id, people_max=10) == (1, 0)
    with pytest.raises(SessionFull):
        services.invite(actor=SYSTEM, session_id=session.id, people_max=10)


def test_a_ward_is_listed_by_age_without_those_whose_course_is_complete(unit):
    home = ward("26740")
    officer = someone_as("ward_officer", ScopeKind.CITY)
    old = a_person("Cụ Già", date(1956, 10, 20), ward_id=home.id)
    a_person("Cụ Trẻ Hơn", date(1956, 10, 21), ward_id=home.id)
    done = a_person("Cụ Đủ", date(1950, 1, 1), ward_id=home.id)
    for days in (90, 60):
        a_dose(done.id, TODAY - timedelta(days=days))
    a_person("Cụ Xa", date(1950, 1, 1), ward_id=ward("25747").id)
    campaign = a_campaign(unit.id)
    asked = {"campaign_id": campaign.id, "ward_id": home.id, "age_min": 65, "age_max": 120}
    assert services.list_ward(actor=officer, **asked) == 1
    assert services.list_ward(actor=officer, **asked) == 0
    assert [target.person_id for target in Target.objects.all()] == [old.id]


def test_a_units_right_lists_no_ward(unit):
    clerk = someone_as("clinic_staff", ScopeKind.UNIT, unit.id)
    campaign = a_campaign(unit.id)
    with pytest.raises(Forbidden):
        services.list_ward(
            actor=clerk, campaign_id=campaign.id, ward_id=ward("26740").id, age_min=0, age_max=120
        )


def test_a_team_works_but_plans_nothing(session, unit, team):
    with pytest.raises(Forbidden):
        services.plan_session(actor=team, session=new_session(session.campaign_id))
    with pytest.raises(Forbidden):
        services.invite(actor=team, session_id=session.id, people_max=1)


def test_another_units_campaign_is_as_one_that_does_not_exist(session):
    stranger = someone_as("clinic_staff", ScopeKind.UNIT, a_unit("Phòng khám khác").id)
    for asked in (session.campaign_id, uuid4()):
        with pytest.raises(CampaignNotFound):
            campaign_for(stranger, asked)
    for asked in (session.id, uuid4()):
        with pytest.raises(SessionNotFound):
            session_for(stranger, asked)
    assert campaigns_of(stranger) == []


def test_counts_follow_what_happened(session, team):
    people = [a_person() for _ in range(3)]
    for person in people[:2]:
        services.check_in(actor=team, session_id=session.id, code=code_of(person))
    an_entry(session, people[0], actor=team)
    view = session_for(team, session.id)
    assert (view.invited, view.here, view.given) == (0, 2, 1)
    assert campaign_for(team, session.campaign_id).given == 1
    assert [one.id for one in sessions_of(team, session.campaign_id)] == [session.id]


def test_how_somebody_was_afterwards_is_kept_sealed(session, team):
    entry = an_entry(session, a_person(), actor=team)
    services.note_reaction(
        actor=team, entry_id=entry.id, session_id=session.id, reaction=Reaction.MILD, words=" Sốt  nhẹ "
    )
    shown = entries_of(team, session.id)[0]
    assert (shown.reaction, shown.words) == (Reaction.MILD, "Sốt nhẹ")
    assert TrailEntry.objects.filter(action="vaccination.reaction.note").count() == 1


def test_nothing_stays_of_who_is_erased(session, team):
    person = a_person()
    services.list_people(
        actor=SYSTEM, campaign_id=session.campaign_id, person_ids=[person.id], came_from="desk"
    )
    services.check_in(actor=team, session_id=session.id, code=code_of(person))
    an_entry(session, person, actor=team)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    for table in (Target, Booking, Entry, history(Booking), history(Entry)):
        rows = table if hasattr(table, "filter") else table.objects
        assert not rows.filter(person=person.id).exists()
