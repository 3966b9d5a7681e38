"""Somebody who asks is erased: after a week, by two people's will, wholly, and with a proof (lessons L21, row 182)."""

import io
import json
import subprocess
import sys
from base64 import b64decode
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from antoan.domains.cards.services import make_card, note_reached
from antoan.domains.cards.values import Reached, RosterOwner
from antoan.domains.care.models import Call, Episode, HouseholdMember
from antoan.domains.care.services.standing import refresh_watch
from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.services.reporting import file_report
from antoan.domains.codes.handing_out import hand_out_keys
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.corrections.services import add_evidence, open_appeal
from antoan.domains.corrections.values import NewAppeal
from antoan.domains.gates.models import CodeAlarm, GateRegistration, Override, VisitorNote
from antoan.domains.identity.models import Registration, Resemblance, WrongAnswer
from antoan.domains.identity.queries.counting import index_of_number
from antoan.domains.identity.rules.matching import Judgement
from antoan.domains.identity.services import merge_entries, print_activation
from antoan.domains.identity.services.inviting import invite
from antoan.domains.identity.services.registering import keep_registration
from antoan.domains.identity.values import Kinship, Standing
from antoan.domains.isolation.queries.sites import stays_at
from antoan.domains.isolation.services.ordering import decide_order, end_order, give_order
from antoan.domains.isolation.services.sites import admit, register_site, release
from antoan.domains.isolation.values import Evidence as OrderEvidence
from antoan.domains.isolation.values import Leaving, NewOrder, NewSite, SiteKind
from antoan.domains.messaging.services import queue_message, receive_sms, stop_number, stop_person
from antoan.domains.messaging.values import NewIncoming
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries import identity_of
from antoan.domains.people.services import add_dependant, change_person
from antoan.domains.people.values import NewPerson, Paper, PersonChange
from antoan.domains.places.poster_values import NewPosterReport
from antoan.domains.places.services import report_poster
from antoan.domains.policy.services import publish_shipped
from antoan.domains.printing.values import CardLayout
from antoan.domains.privacy import queries
from antoan.domains.privacy.certificates import RECORD_TYPE, verified
from antoan.domains.privacy.errors import CertificateNotFound
from antoan.domains.privacy.models import ErasureCertificate, RightsRequest
from antoan.domains.privacy.queries.holdings import holdings_of
from antoan.domains.privacy.queries.unmasked import UnmaskReason
from antoan.domains.privacy.services import asking, deciding, erasing
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.services.erasing import erase_due
from antoan.domains.privacy.services.retaining import sweep_all
from antoan.domains.privacy.services.unmasking import unmask
from antoan.domains.privacy.values import RequestKind, RequestState, StepKind
from antoan.domains.reception.services import take_in
from antoan.domains.records.services import lift_isolation, record_recovery
from antoan.domains.records.values import IsolationKind, RecoveryProof, TestKind
from antoan.domains.textline.models import Application
from antoan.domains.textline.services import apply, complete_application
from antoan.domains.tracing.models import LateChange, PersonNumber, Unmasking
from antoan.domains.tracing.values import FollowUpKind
from antoan.domains.vaccination.services import check_in, list_people, note_reaction
from antoan.domains.vaccination.values import Reaction
from antoan.domains.visits.models import Seat, Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.domains.workers.models import Alert, Worker
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY, ScopeKind
from antoan.foundation.audit.services import verify_chain
from antoan.foundation.db.sealed import blind_index
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock, spoken
from antoan.kit.clock import CITY_ZONE
from antoan.kit.ids import uuid7
from antoan.kit.signing import encode_base64url
from antoan.kit.text import ascii_upper, fold, without_diacritics
from tests.factories.accounts import PASSWORD, a_colleague
from tests.factories.areas import ward
from tests.factories.cards import a_roster_row, officer_of
from tests.factories.cards import loaded as brought_and_loaded
from tests.factories.corrections import a_ticket
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.doses import a_dose_file, a_dose_row
from tests.factories.doses import loaded as loaded_doses
from tests.factories.fieldwork import sent as sent_from_the_door
from tests.factories.laboratory import a_tube
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.places import a_gate, a_place, a_spot, an_equipped_place
from tests.factories.privacy import ANSWER, a_consent, a_request, officer
from tests.factories.reception import a_desk
from tests.factories.records import a_case, a_dose, a_test, an_isolation
from tests.factories.tracing import a_case_of
from tests.factories.units import a_place_of, a_unit, someone_as
from tests.factories.vaccination import a_session, an_entry, code_of
from tests.factories.visits import went_in
from tests.factories.workers import a_list_file, a_row, loaded

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 19, 9, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def thursday(settings, tmp_path):
    settings.DATA = tmp_path
    SigningRing.create_missing(tmp_path, today=date(2026, 1, 1))
    with time_machine.travel(ASKED, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield travelled


@pytest.fixture
def an():
    return a_person(phones=("0912345678",))


def approved(person, *, actor=None) -> str:
    number = a_request(person.id, RequestKind.DELETE, words="").number
    deciding.grant(actor=actor or officer(), number=number, words=ANSWER)
    return number


def is_known(person) -> bool:
    try:
        identity_of(SYSTEM, person.id)
    except PersonNotFound:
        return False
    return True


def test_nobody_is_erased_before_the_week_is_over_to_the_second(an, thursday):
    approved(an)
    thursday.move_to(ASKED + timedelta(days=7, seconds=-1))
    assert erase_due(now=clock.now()) == 0
    assert is_known(an)
    thursday.move_to(ASKED + timedelta(days=7))
    assert erase_due(now=clock.now()) == 1
    assert not is_known(an)
    assert erase_due(now=clock.now()) == 0


def test_nobody_is_erased_without_the_officer(an, thursday):
    number = a_request(an.id, RequestKind.DELETE).number
    thursday.shift(timedelta(days=60))
    assert erase_due(now=clock.now()) == 0
    deciding.take(actor=officer(), number=number)
    assert erase_due(now=clock.now()) == 0
    deciding.grant(actor=officer(), number=number, words=ANSWER)
    assert erase_due(now=clock.now()) == 1


def test_until_it_happens_it_can_be_undone_though_it_was_approved(an, thursday):
    number = approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    assert asking.take_back(actor=citizen(an.id), number=number).state is RequestState.WITHDRAWN
    assert erase_due(now=clock.now()) == 0
    assert is_known(an)


def test_those_whom_the_law_holds_stand_in_nobodys_way(an, thursday, monkeypatch):
    monkeypatch.setattr(erasing, "ERASURES_PER_RUN_MAX", 1)
    held, later = a_person("Lê Thị Giữ"), a_person("Võ Văn Sau")
    a_case(held.id, date(2026, 11, 18))
    for person in (held, an, later):
        approved(person)
        thursday.shift(timedelta(minutes=1))
    thursday.move_to(ASKED + timedelta(days=8))
    assert [erase_due(now=clock.now()) for _ in range(3)] == [1, 1, 0]
    assert [is_known(person) for person in (held, an, later)] == [True, False, False]


def test_an_active_case_is_kept_is_told_why_and_is_erased_once_recovered(an, thursday):
    case = a_case(an.id, date(2026, 11, 18))
    number = approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    assert erase_due(now=clock.now()) == 0
    assert erase_due(now=clock.now()) == 0
    seen = queries.request_for(citizen(an.id), number)
    assert (seen.state, seen.held_by) == (RequestState.APPROVED, ("active_case",))
    assert [step.kind for step in seen.steps].count(StepKind.HELD) == 1
    deliver_waiting()
    told = {look.template for look in messages_about(an)}
    assert "privacy.erasure_held" in told
    record_recovery(
        actor=SYSTEM,
        infection_id=case.id,
        recovered_on=date(2026, 11, 26),
        proof=RecoveryProof.HOME_CARE_CONFIRMED,
    )
    assert erase_due(now=clock.now()) == 1
    assert not is_known(an)


def messages_about(person):
    from antoan.domains.messaging.queries import messages_about as about

    return about(citizen(person.id), person.id)


def test_isolation_holds_through_its_last_day(an, thursday):
    an_isolation(an.id, date(2026, 11, 18), date(2026, 11, 26))
    number = approved(an)
    thursday.move_to(datetime(2026, 11, 26, 23, 59, tzinfo=CITY_ZONE))
    assert erase_due(now=clock.now()) == 0
    assert queries.request_for(citizen(an.id), number).held_by == ("isolation",)
    thursday.move_to(datetime(2026, 11, 27, tzinfo=CITY_ZONE))
    assert erase_due(now=clock.now()) == 1


def test_a_lifted_order_holds_nobody(an, thursday):
    order = an_isolation(an.id, date(2026, 11, 18), date(2026, 12, 26))
    lift_isolation(actor=SYSTEM, order_id=order.id, because="Đã xét nghiệm âm tính.")
    approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    assert erase_due(now=clock.now()) == 1


def test_one_fault_stops_no_other_erasure(an, thursday, monkeypatch):
    from antoan.domains.privacy.services import erasing

    other = a_person("Trần Văn Bình")
    approved(an)
    approved(other)
    thursday.move_to(ASKED + timedelta(days=7))
    real = erasing.erase_person

    def fails_for_one(*, person_id, **rest):
        if person_id == an.id:
            raise RuntimeError("locked")
        real(person_id=person_id, **rest)

    monkeypatch.setattr(erasing, "erase_person", fails_for_one)
    assert erase_due(now=clock.now()) == 1
    assert (is_known(an), is_known(other)) == (True, False)
    assert ErasureCertificate.objects.count() == 1


# What nobody else has. Each in the shape in which people write it.
NAME, NEW_NAME = "Canary Đỗ Nguyệt Ánh", "Canary Đỗ Nguyệt Nga"
PHONE, LOGIN = "+84912777555", "canary.0912777555"


def texts(person, paper) -> None:
    """Leave a trace of somebody who writes to us by SMS: registers, is completed by the ward, declares, stops."""
    apply(number=PHONE, words="Canary Nguyen, 1950", received_at=clock.now())
    known = NewPerson(NEW_NAME, person.birth, documents=(paper,))
    complete_application(actor=SYSTEM, application_id=Application.objects.get().pk, person=known)
    receive_sms(NewIncoming("kannel", "canary", PHONE, "KB Canary sot"))
    stop_person(actor=citizen(person.id), person_id=person.id)
    stop_number(PHONE)


def everywhere(person, paper) -> None:
    """Leave a trace of somebody in every table that keeps people."""
    now = clock.now()
    other = a_person("Trần Văn Bình")
    change_person(actor=SYSTEM, person_id=person.id, change=PersonChange(full_name=NEW_NAME))
    add_dependant(actor=SYSTEM, guardian_id=other.id, person_id=person.id, kinship="Canary anh")
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=other.id, kinship="Canary em")
    own_account = {"login": LOGIN, "name": NEW_NAME, "person_id": person.id, "totp_secret": None}
    a_colleague("citizen", scope_kind=ScopeKind.SELF, **own_account)
    sign_in_rightly_then_wrongly()
    a_dose(person.id, date(2021, 9, 1))
    a_test(person.id, now)
    own = citizen(person.id)
    case = a_case(person.id, date(2026, 9, 1))
    open_appeal(actor=own, appeal=NewAppeal(uuid7(), person.id, "Canary tôi đã khỏi bệnh."))
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2026, 9, 20), proof=RecoveryProof.DISCHARGE
    )
    an_isolation(person.id, date(2026, 9, 1), date(2026, 9, 14))
    registered_and_isolated(person)
    place = a_place_of(a_unit())
    a_declaration(person.id, FEVER | {"showSignalNote": "Canary sốt nhẹ"}, actor=own, place_id=place.id)
    a_declaration(person.id)  # Somebody else's word: it waits, with a secret sent to the person.
    proofs_of_who_they_are(person, other, paper)
    a_place_to_work(person, paper)
    at_the_clinic(identity_of(SYSTEM, person.id))
    looked_after(person, other)
    traced(person, other, case.id)
    issue_personal_code(actor=SYSTEM, subject=head_of(identity_of(SYSTEM, person.id)))
    queue_message(
        number=PHONE, template="corrections.opened", values={"number": "Canary", "due": "x"}, key="canary",
        person_id=person.id,
    )  # fmt: skip
    texts(person, paper)
    gate = a_gate(a_spot(place))
    Visit.objects.create(
        person_id=person.id, t_in=now, t_eff=now + timedelta(minutes=20), received_at=now, spot_id=gate.spot_id,
        gate_id=gate.id, policy_id=None, rule=0, colour=1, source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip
    went_in(own, a_place().id, now=now)
    report = NewPosterReport(
        id=uuid7(), code="", ward_id=ward().id, words="Canary cột điện", photos=(a_picture(),)
    )
    report_poster(actor=own, report=report, at=now)
    claim = {"product": "Pfizer", "given_on": "2021-10-01", "dose_number": 2, "given_at": "Canary trạm"}
    ticket = a_ticket(person.id, claim=claim, words="Canary thiếu mũi", actor=own)
    add_evidence(actor=own, ticket_id=ticket.id, person_id=person.id, file_id=uuid7(), raw=a_picture())
    a_consent(person.id)
    number = a_request(person.id, RequestKind.RESTRICT, purpose="employer", words="Canary xin dừng").number
    unmask(actor=officer(), number=number, reason=UnmaskReason.COMPARE_PAPER)
    deciding.grant(actor=officer(), number=number, words="Canary đã dừng việc này.")
    a_request(person.id, RequestKind.COPY)
    make_waiting_copies()
    at_the_wards_desk(person, paper)
    deliver_waiting()


def registered_and_isolated(person) -> None:
    """Report the case that has ended, let an order be refused and ended, and leave a stay at a site."""
    report = {
        "subject": "ill",
        "diagnosis": "laboratory",
        "treatment": "inpatient",
        "reporter": "Canary trạm",
    }
    file_report(actor=SYSTEM, file_id=CaseFile.objects.get(person=person.id).pk, sent=report)
    ward_id = ward().id
    first, second = (someone_as("ward_officer", ScopeKind.CITY, account_id=number) for number in (61, 62))
    new = NewOrder(
        uuid7(), person.id, IsolationKind.CONTACT, clock.today(), "household", OrderEvidence.DOCUMENT, "Canary 12"
    )  # fmt: skip
    order = decide_order(actor=second, number=give_order(actor=first, new=new).number, is_granted=True)
    new_site = NewSite(ward_id, "Ký túc xá", SiteKind.SITE, "1 Lê Lợi", "", 3)
    site = register_site(actor=SYSTEM, new=new_site)
    admit(actor=SYSTEM, site_id=site.id, order_number=order.number, bed="Canary A1")
    stay = stays_at(SYSTEM, site.id)[0][0]
    release(actor=SYSTEM, site_id=site.id, stay_id=stay.id, leaving=Leaving.ENDED)
    end_order(actor=first, number=order.number, because="Canary âm tính")


def at_the_wards_desk(person, paper) -> None:
    """Give somebody a card, bring them in a list and in a form from the door, note that the ward met them, and merge a second entry of theirs that can be undone."""
    make_card(actor=SYSTEM, card_id=uuid7(), person_id=person.id, layout=CardLayout.CR80)
    row = a_roster_row(
        NEW_NAME, f"{person.birth.on:%d/%m/%Y}", paper=paper.number, address="Canary hẻm 7", phone=PHONE
    )
    brought_and_loaded(officer_of(ward().id), RosterOwner(ward_id=ward().id), row)
    door = {
        "full_name": NEW_NAME,
        "birth": f"{person.birth.on:%d/%m/%Y}",
        "kind": "cccd",
        "number": paper.number,
    }
    helper = someone_as("helper", ScopeKind.AREA, ward().id, account_id=71)
    sent_from_the_door(helper, ward().id, address="Canary hẻm 8", phone=PHONE, **door)
    note_reached(actor=SYSTEM, person_id=person.id, reached=Reached.MET)
    twice = a_person(NEW_NAME, person.birth.on)
    merge_entries(
        actor=SYSTEM, merge_id=uuid7(), kept_id=person.id, dropped_id=twice.id, because="Canary một người"
    )


def a_place_to_work(person, paper) -> None:
    """Have somebody on the list of a unit that brought a file, and the unit told that they must stop working."""
    unit = a_unit("Xưởng may")
    born = f"{person.birth.on:%d/%m/%Y}"
    loaded(unit, a_list_file(a_row(name=NEW_NAME, birth=born, paper=paper.number, job="Canary may")))
    worker = Worker.objects.get(person=person.id)
    Alert.objects.create(worker=worker, unit_id=unit.id, raised_at=clock.now())


def a_list_of_doses(person) -> None:
    """Have somebody in a file of doses: in a row that is theirs, and in one that nothing proves."""
    born = f"{person.birth.on:%d/%m/%Y}"
    rows = (
        a_dose_row(name=NEW_NAME, birth=born, paper=person.identity_number, given_on="14/08/2021"),
        a_dose_row(name=NEW_NAME, birth=born, paper="", given_on="02/10/2021"),
    )
    loaded_doses(a_unit("Trạm y tế").id, a_dose_file(*rows))


def at_the_clinic(person) -> None:
    """Have somebody invited to a dose, given it, sampled, and taken in at the door."""
    a_list_of_doses(person)
    clinic = a_unit("Trung tâm y tế")
    session = a_session(clinic.id)
    list_people(actor=SYSTEM, campaign_id=session.campaign_id, person_ids=[person.id], came_from="desk")
    check_in(actor=SYSTEM, session_id=session.id, code=code_of(person))
    entry = an_entry(session, person, anyway=True)
    note_reaction(
        actor=SYSTEM, entry_id=entry.id, session_id=session.id, reaction=Reaction.MILD, words="Canary sốt nhẹ"
    )
    a_tube(clinic.id, person, kind=TestKind.RAPID)
    desk = a_desk(clinic.id, a_gate(a_spot(a_place_of(clinic))).id)
    take_in(actor=SYSTEM, desk_id=desk.id, ticket_id=uuid4(), code=code_of(person))


def looked_after(person, other) -> None:
    """Have somebody looked after at home, called, and listed in the household of another."""
    begun = {"kind": "contact", "began_on": clock.today(), "opened_at": clock.now()}
    own = Episode.objects.create(person_id=person.id, team="Canary đội", words="Canary", **begun)
    others = Episode.objects.create(person_id=other.id, **begun)
    refresh_watch(person.id)
    Episode.objects.filter(pk=own.pk).update(team="Canary đội 2")
    HouseholdMember.objects.create(episode=others, person_id=person.id)
    HouseholdMember.objects.create(episode=own, person_id=other.id)
    Call.objects.create(id=uuid4(), episode=own, at=clock.now(), was_reached=True, words="Canary khỏe")


def traced(person, other, infection_id: int) -> None:
    """Have somebody traced as a case, found as a contact of another, asked, and opened to a tracer."""
    now = clock.now()
    own = a_case_of(infection_id, other.id, now)
    met = a_case_of(a_case(other.id, clock.today()).id, person.id, now)
    for case in (own, met):
        Unmasking.objects.create(
            case=case, person_id=person.id, account_id=51, reason="Canary gọi", at=now, until=now + timedelta(minutes=30)
        )  # fmt: skip
    own.follow_ups.create(kind=FollowUpKind.CONTACT, person_id=person.id, day=2, due_on=clock.today())
    PersonNumber.objects.get_or_create(person_id=person.id)
    LateChange.objects.create(person_id=person.id, spot_id=1, t_in=now, noted_in=1)


def proofs_of_who_they_are(person, other, paper) -> None:
    """Have somebody registered, taken for another, asked about family, and given a code on paper."""
    number, now = index_of_number(PHONE), clock.now()
    for one, guardian_id in ((person, None), (other, person.id)):
        new = Judgement(Standing.NEW)
        keep_registration(uuid4(), one.id, number, new, ward_id=None, now=now, guardian_id=guardian_id)
    Resemblance.objects.create(registration=Registration.objects.get(person=other.id), person_id=person.id)
    WrongAnswer.objects.create(subject=number, person_id=person.id, at=now)
    print_activation(actor=SYSTEM, paper=Paper(paper.kind, paper.number), birth=person.birth)
    for asker, asked in ((person, other), (other, person)):
        actor = citizen(asker.id)
        invite(
            actor=actor, invitation_id=uuid4(), person_id=asked.id, called="Canary mẹ", kinship=Kinship.MOTHER,
            now=now,
        )  # fmt: skip
    hand_out_keys(actor=SYSTEM, qid=person.qid, scope=CITY, now=now)


def at_a_gate(person) -> None:
    """Leave a trace in everything a gate keeps of somebody."""
    here, there, now = an_equipped_place(), an_equipped_place(), clock.now()
    where = {"place_id": here.place.id, "gate_id": here.gate.id, "device_id": here.device.id}
    VisitorNote.objects.create(
        id=uuid4(),
        **where,
        person_id=person.id,
        at=now,
        kind="guest",
        purpose="Canary thăm mẹ",
        host="Canary mẹ",
    )
    GateRegistration.objects.create(
        id=uuid4(), device_id=here.device.id, place_id=here.place.id, person_id=person.id, at=now
    )
    Override.objects.create(
        id=uuid4(), **where, person_id=person.id, at=now, colour="red", rule="x", because="duty", note="Canary",
        supervisor_id=0, supervisor_name="Trưởng ca",
    )  # fmt: skip
    CodeAlarm.objects.create(
        person_id=person.id,
        first_gate_id=here.gate.id,
        first_at=now,
        gate_id=there.gate.id,
        at=now,
        kilometres=30,
    )
    Seat.objects.create(scan_id=uuid4(), person_id=person.id, spot_id=here.spot.id, t_in=now, seat="12A")


def sign_in_rightly_then_wrongly() -> None:
    cache.clear()
    machine = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Canary browser"}
    client = Client(**machine)
    client.post("/accounts/login/", {"login": LOGIN, "password": PASSWORD})
    assert client.get("/me/").status_code == 200
    Client(**machine).post("/accounts/login/", {"login": LOGIN, "password": "Canary sai"})


def dump() -> dict[str, str]:
    """Return every table of the database as text, with sessions unpacked as far as they can be."""
    tables = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            buffer = io.BytesIO()
            with cursor.copy(f'COPY (SELECT * FROM "{name}") TO STDOUT') as rows:
                for block in rows:
                    buffer.write(block)
            tables[name] = buffer.getvalue().decode()
        cursor.execute("SELECT session_data FROM django_session")
        from django.contrib.sessions.backends.db import SessionStore

        tables["django_session"] += "".join(
            json.dumps(SessionStore().decode(r[0])) for r in cursor.fetchall()
        )
        cursor.execute("SELECT value FROM cache")
        tables["cache"] += "".join(b64decode(row[0]).decode("latin-1") for row in cursor.fetchall())
    return tables


def traces(tables: dict[str, str], values: list[str]) -> set[tuple[str, str]]:
    """Return where a value stands: as it is, folded, or as the hexadecimal text of bytes."""
    return {
        (name, value)
        for name, text in tables.items()
        for value in values
        for shape in {value, value.lower(), value.encode().hex(), encode_base64url(value.encode())}
        if shape.lower() in text.lower()
    }


def test_a_dump_of_the_database_holds_no_value_of_who_was_erased(thursday, settings):
    paper = a_cccd(number=777_555)
    person = a_person(NAME, documents=(paper,), phones=(PHONE,), address="77 hẻm Canary", ward_id=ward().id)
    everywhere(person, paper)
    at_a_gate(person)
    values = [
        "Canary", fold(NAME), ascii_upper(NEW_NAME), without_diacritics(NAME), paper.number, PHONE, PHONE[3:],
        LOGIN, person.qid, "203.0.113.77",
        blind_index("document:cccd", paper.number).hex(), blind_index("phone", PHONE).hex(),
    ]  # fmt: skip
    found = {name for name, _ in traces(dump(), values)}
    assert found >= {
        "people_person", "people_personevent", "people_document", "people_phone", "people_dependant",
        "people_dependantevent", "accounts_account", "axes_accessattempt", "usersessions_usersession",
        "django_session", "codes_issuedcode", "codes_shortcode", "codes_shortcodeevent", "passes_pass",
        "messaging_message", "corrections_ticket", "corrections_ticketevent",
        "workers_worker", "workers_workerevent", "imports_importrow",
    }  # fmt: skip
    before = holdings_of(person.id)
    kept_anyway = {"people_dependant.guardian", "account_emailaddress", "mfa_authenticator"}
    told = {kept.table for part in _parts() for kept in part.kept} - kept_anyway
    assert told - set(before.rows) <= {"account_emailaddress", "corrections_appeal", "mfa_authenticator"}

    number = approved(person)
    thursday.move_to(ASKED + timedelta(days=7))
    assert erase_due(now=clock.now()) == 1

    # A counter of wrong sign-ins knows an address, of nobody in particular; the nightly job took it long ago.
    assert traces(dump(), values) <= {("cache", "203.0.113.77")}
    sweep_all()
    assert traces(dump(), values) == set()
    assert set(holdings_of(person.id, before.keys).rows) == {"audit_trailentry"}
    assert queries.certificate(number).document["left"] == {
        "audit_trailentry": holdings_of(person.id, before.keys).rows["audit_trailentry"]
    }


def _parts():
    from antoan.domains.privacy.registry import parts

    return parts()


@pytest.mark.django_db(transaction=True)
def test_no_file_of_who_was_erased_stays_and_the_trail_is_whole(thursday, settings):
    paper = a_cccd()
    person = a_person(NAME, documents=(paper,), phones=(PHONE,), ward_id=ward().id)
    everywhere(person, paper)
    assert files_in(settings.DATA) == {"copies": 1, "files": 2}
    approved(person)
    thursday.move_to(ASKED + timedelta(days=7))
    assert erase_due(now=clock.now()) == 1
    assert files_in(settings.DATA) == {}
    assert verify_chain().is_whole


def files_in(data) -> dict[str, int]:
    found = {
        folder: len([path for path in (data / folder).rglob("*") if path.is_file()])
        for folder in ("copies", "files")
    }
    return {folder: count for folder, count in found.items() if count}


def test_the_certificate_tells_what_went_and_what_stays_and_nothing_of_the_person(an, thursday):
    a_dose(an.id, date(2021, 9, 1))
    a_consent(an.id)
    counted = holdings_of(an.id).rows
    number = approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    erase_due(now=clock.now())
    document = queries.certificate(spoken.show(number)).document
    assert document["number"] == spoken.show(number)
    asked, erased = (datetime.fromisoformat(document[name]) for name in ("asked_at", "erased_at"))
    assert (asked, erased) == (ASKED, ASKED + timedelta(days=7))
    for table in (
        "people_person",
        "people_personevent",
        "people_phone",
        "records_vaccination",
        "passes_pass",
    ):
        assert document["erased"][table] == counted[table]
    assert document["erased"]["privacy_rightsrequest"] == 1
    assert document["erased_total"] == sum(document["erased"].values())
    assert {one["table"] for one in document["kept"]} >= {"audit_trailentry", "people_erasure", "backups"}
    told = json.dumps(document, ensure_ascii=False)
    for value in (an.full_name, an.qid, an.documents[0].number, "912345678", f"person {an.id}"):
        assert value not in told
    assert RightsRequest.objects.count() == 0


def test_the_certificate_is_signed_and_a_changed_one_is_refused(an, thursday):
    number = approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    erase_due(now=clock.now())
    kept = queries.certificate(number)
    assert verified(kept.signed) == kept.document
    header, body, signature = kept.signed.split(".")
    forged = encode_base64url(json.dumps(kept.document | {"erased_total": 0}).encode())
    for text in (f"{header}.{forged}.{signature}", f"{header}.{body}.{signature[:-4]}AAAA", "a.b", ""):
        with pytest.raises(ValueError):  # noqa: PT011 - any reader of the format refuses.
            verified(text)
    with pytest.raises(ValueError, match="something else"):
        verified(kept.signed, kind=RECORD_TYPE)


def test_a_certificate_is_found_by_its_number_alone(an, thursday):
    number = approved(an)
    for unknown in (number, "", "x" * 100, spoken.new()):
        with pytest.raises(CertificateNotFound):
            queries.certificate(unknown)  # Nothing before the erasure.
    thursday.move_to(ASKED + timedelta(days=7))
    erase_due(now=clock.now())
    assert queries.certificate(number.lower()).number == number


def test_anybody_verifies_a_certificate_with_the_published_keys_alone(an, thursday, settings, tmp_path):
    """An outsider's twenty lines: no code of ours, only the published key list."""
    number = approved(an)
    thursday.move_to(ASKED + timedelta(days=7))
    erase_due(now=clock.now())
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(SigningRing.load(settings.DATA).published()))
    outsider = """
import base64, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
def part(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
header, body, signature = sys.stdin.read().split(".")
kid = json.loads(part(header))["kid"]
[key] = [k for k in json.load(open(sys.argv[1]))["keys"] if k["kid"] == kid]
Ed25519PublicKey.from_public_bytes(part(key["x"])).verify(part(signature), f"{header}.{body}".encode())
print(json.loads(part(body))["number"])
"""
    done = subprocess.run(
        [sys.executable, "-c", outsider, str(keys)],
        input=queries.certificate(number).signed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == spoken.show(number), done.stderr
