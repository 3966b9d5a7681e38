"""What hangs on one person or unit of the world: a ticket, an order, a card, a list, a family."""

import re
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from antoan.domains.cards.services import advance, make_card, order_batch
from antoan.domains.cards.values import NewBatch, RosterOwner
from antoan.domains.care.models import Episode
from antoan.domains.care.services import refer
from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.services.outbreaks import open_outbreak
from antoan.domains.cases.services.reporting import file_report
from antoan.domains.cases.values import NewOutbreak
from antoan.domains.corrections.services import add_evidence, open_appeal
from antoan.domains.corrections.values import NewAppeal
from antoan.domains.declarations.services import ask_to_confirm
from antoan.domains.gates.models import Silence, VisitorRequest
from antoan.domains.identity.queries import registration_of
from antoan.domains.identity.services import add_to_family, merge_entries
from antoan.domains.isolation.services.ordering import end_order, give_order
from antoan.domains.isolation.services.sites import register_site
from antoan.domains.isolation.values import NewOrder, NewSite, SiteKind
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring.queries import task_about
from antoan.domains.people.services import add_dependant
from antoan.domains.places.poster_values import NewPosterReport
from antoan.domains.places.queries import photos_of_report
from antoan.domains.places.services import report_poster
from antoan.domains.printing.values import CardLayout
from antoan.domains.privacy.certificates import certificate_document, signed
from antoan.domains.privacy.models import ErasureCertificate
from antoan.domains.privacy.queries.holdings import Holdings
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.values import RequestKind
from antoan.domains.records.values import IsolationKind
from antoan.domains.textline.models import Application
from antoan.domains.textline.services import apply
from antoan.domains.units.models import ZoneMember
from antoan.domains.units.services.zones import invite_to_zone, join_zone
from antoan.domains.vaccination.queries.files import held_doses
from antoan.domains.vaccination.services import enter_dose
from antoan.domains.vaccination.values import NewEntry
from antoan.domains.visits.models import Visit
from antoan.domains.visits.values import EntrySource
from antoan.domains.workers.list_values import NewQuota
from antoan.domains.workers.models import Alert
from antoan.domains.workers.services import set_quota
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.kept import WhoKeys
from antoan.kit import clock, spoken
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.assessment import an_assessment_with_photo
from tests.factories.cards import a_roster_row, brought
from tests.factories.care import an_episode
from tests.factories.corrections import a_ticket
from tests.factories.declarations import FEVER, MOVEMENT, a_declaration
from tests.factories.doses import a_dose_file, a_dose_row
from tests.factories.doses import loaded as loaded_doses
from tests.factories.fieldwork import sent
from tests.factories.identity import a_new_person, a_verified_phone, registered, sent_link
from tests.factories.people import a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.privacy import a_request
from tests.factories.records import an_isolation
from tests.factories.units import a_unit, someone_as
from tests.factories.vaccination import LOT, a_session
from tests.factories.visits import went_in
from tests.factories.workers import (
    a_cohort,
    a_list_file,
    a_row,
    a_submitted_list,
    a_worker,
    loaded,
    with_contact,
)


def a_visit(person, gate, now: datetime) -> None:
    """Let somebody be at a gate's spot since now."""
    Visit.objects.create(
        person_id=person.id, t_in=now, t_eff=now + timedelta(minutes=20), received_at=now, spot_id=gate.spot_id,
        gate_id=gate.id, policy_id=None, rule=0, colour=1, source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def a_vaccination_at(unit_id: int, code: str):
    """Return a session of today, and the dose somebody got there."""
    session = a_session(unit_id)
    return session, enter_dose(
        actor=SYSTEM, entry=NewEntry(id=uuid7(), session_id=session.id, code=code, lot=LOT)
    )


def what_is_isolated(patient_id: int, ward_id: int) -> dict[str, object]:
    """Return the file of a case with its report, an outbreak, an order that was ended, and a site."""
    file = CaseFile.objects.get(person=patient_id)
    sent = {"subject": "ill", "diagnosis": "laboratory", "treatment": "inpatient", "reporter": "Trạm y tế"}
    report = file_report(actor=SYSTEM, file_id=file.pk, sent=sent)
    outbreak = NewOutbreak(uuid7(), "Ổ dịch", ward_id, "Hẻm 7", clock.today())
    order = give_order(actor=SYSTEM, new=NewOrder(uuid7(), patient_id, IsolationKind.CASE))
    end_order(actor=SYSTEM, number=order.number, because="Kết quả nhầm ống")
    site = NewSite(ward_id, "Khu cách ly", SiteKind.SITE, "1 Lê Lợi", "", 3)
    return {
        "patient_id": patient_id, "case_id": file.pk, "filed_id": report.id, "order_number": order.number,
        "outbreak_id": open_outbreak(actor=SYSTEM, new=outbreak).id, "site_id": register_site(actor=SYSTEM, new=site).id,
    }  # fmt: skip


def what_is_cared_for(person_id: int, word: str, ward_id: int) -> dict[str, object]:
    """Return care of others at home that is open, was sent to a hospital, waits for a decision; and one's own, released."""
    home, sent, apart = (
        a_person(f"Trần Văn {name} {word}", ward_id=ward_id) for name in ("Nhà", "Viện", "Cách")
    )
    today = clock.today()
    order = an_isolation(apart.id, today, today + timedelta(days=7))
    referred = an_episode(sent.id)
    refer(actor=SYSTEM, episode_id=referred.id, words="Khó thở")
    released = Episode.objects.create(
        person_id=person_id, ward_id=ward_id, kind="contact", began_on=today, opened_at=clock.now(), ended_at=clock.now(),
        ended_on=today, ending="released", release_rule="f1-762",
    )  # fmt: skip
    return {
        "episode_id": an_episode(home.id).id, "order_id": order.id, "release_id": released.pk, "referral_id": referred.id,
    }  # fmt: skip


def what_is_watched(unit, place_id: int, case, zone_name: str) -> dict[str, object]:
    """Return a silent place, a tracer's question about its visitors, an invitation into its zone, and its own membership."""
    today, now = clock.today(), clock.now()
    silence = Silence.objects.create(place_id=place_id, unit_id=unit.id, found_on=today, ward_asks_on=today)
    asked = VisitorRequest.objects.create(
        id=uuid7(), case=case, place_id=place_id, on=today, reason="Tìm người", asked_at=now, asked_by_account_id=987_654,
        due_at=now + timedelta(hours=2),
    )  # fmt: skip
    invite_to_zone(actor=SYSTEM, zone_id=unit.id, labels=["Sạp 12"], at=now)
    invite_to_zone(actor=SYSTEM, zone_id=a_unit(zone_name).id, labels=["Sạp 1"], at=now)
    invited, wanted = ZoneMember.objects.order_by("-pk")[:2][::-1]
    join_zone(actor=SYSTEM, unit_id=unit.id, code=wanted.code, at=now)
    return {
        "silence_id": silence.pk, "visitor_request_id": asked.pk, "member_id": invited.pk, "membership_id": wanted.pk,
    }  # fmt: skip


def what_is_assessed(place_id: int) -> dict[str, object]:
    """Return a submitted assessment of a place with a photo, and a part of its set."""
    view, photo_id = an_assessment_with_photo(place_id)
    return {"assessment_id": view.id, "evidence_id": photo_id, "group": "general"}


def what_is_printed(person, ward_id: int):
    """Return a card, a batch that is ready, an entry merged into the person's, and a list for cards."""
    card_id, batch_id, merge_id = uuid7(), uuid7(), uuid7()
    make_card(actor=SYSTEM, card_id=card_id, person_id=person.id, layout=CardLayout.CR80)
    order_batch(actor=SYSTEM, new=NewBatch(batch_id, CardLayout.SHEET, ward_id=ward_id))
    while advance(batch_id):
        continue
    twice = a_person("Ai Đó", ward_id=ward_id)
    merge_entries(
        actor=SYSTEM, merge_id=merge_id, kept_id=person.id, dropped_id=twice.id, because="cùng một người"
    )
    listed = brought(SYSTEM, RosterOwner(ward_id=ward_id), a_roster_row("Lê Thị Danh Sách"))
    return card_id, batch_id, merge_id, listed.id


def what_waits_from_the_field(ward_id: int):
    """Return a form that a helper filled in at a door, and that an officer has to look at."""
    return sent(someone_as("helper", ScopeKind.AREA, ward_id, account_id=71), ward_id, full_name="").id


def what_is_asked(person_id: int):
    """Return a correction that waits, with its photo, and an appeal."""
    ticket = a_ticket(person_id)
    sent = {"ticket_id": ticket.id, "person_id": person_id, "file_id": uuid7(), "raw": a_picture()}
    photo = add_evidence(actor=SYSTEM, **sent)
    appeal = NewAppeal(uuid7(), person_id, "Tôi đã tiêm đủ hai mũi.")
    return ticket, photo, open_appeal(actor=SYSTEM, appeal=appeal)


def an_application(ward_id: int) -> Application:
    """Return somebody of a ward who registered by SMS."""
    apply(number="+84933333333", words=f"Tran Thi Bay, 1950, {ward_id}", received_at=clock.now())
    Application.objects.filter(ward=None).update(ward=ward_id)
    return Application.objects.latest("pk")


def what_is_worked(unit, person, ward_id: int) -> dict[str, object]:
    """Return a staff list with the person on it, a row that waits, a group, an alert, a file, a quota, a submission."""
    cohort = a_cohort(unit, "Tổ trống")
    worker = a_worker(unit, person)
    waiting = a_worker(unit)
    alert = Alert.objects.create(worker_id=worker.id, unit_id=unit.id, raised_at=clock.now())
    quota = NewQuota(ward_id, clock.today(), unit_id=unit.id, unit_workers_max=50)
    sent = a_submitted_list(with_contact(unit))
    run = loaded(unit, a_list_file(a_row()))
    return {
        "worker_id": worker.id, "job_id": worker.id, "awaiting_id": waiting.id, "cohort_id": cohort.id, "alert_id": alert.pk,
        "quota_id": set_quota(actor=SYSTEM, quota=quota).id, "run_id": run.id,
        "list_id": sent.id, "list_number": sent.number,
    }  # fmt: skip


def what_is_brought(unit_id: int) -> dict[str, object]:
    """Return a file of doses that was loaded, a row of it that is nobody's yet, and such a row of the city's list."""
    run = loaded_doses(unit_id, a_dose_file(a_dose_row()))
    (row,) = held_doses(SYSTEM, str(unit_id))
    loaded_doses("city", a_dose_file(a_dose_row(lot=f"L{unit_id}")))
    *_, of_city = held_doses(SYSTEM, "city")
    return {"doses_file_id": run.id, "held_id": row.id, "city_held_id": of_city.id}


def what_is_a_right(person_id: int):
    """Return a request that waits, a copy that is ready, an entry of the trail, and a certificate of somebody gone."""
    request, copy = a_request(person_id), a_request(person_id, RequestKind.COPY)
    make_waiting_copies()
    look = TrailEntry.objects.filter(person_id=person_id).earliest("id").pk
    nothing = Holdings(WhoKeys(0, "", None), {})
    document = certificate_document(
        number="", asked_at=clock.now(), erased_at=clock.now(), before=nothing, after=nothing
    )
    certificate = ErasureCertificate.objects.create(
        number=spoken.new(), issued_at=clock.now(), document=document, signed=signed(document)
    )
    return request, copy, look, certificate.number


def what_one_does_oneself(person_id: int, place_id: int, old_url: str, ward_id: int):
    """Return a check-in by oneself an hour ago, and a report of an old poster with its photo."""
    actor, now = citizen(person_id), clock.now()
    check = uuid7()
    went_in(actor, place_id, now=now - timedelta(hours=1), check_id=check)
    report = NewPosterReport(
        id=uuid7(), code=old_url, ward_id=ward_id, words="Dán ở cửa sau", photos=(a_picture(),)
    )
    view = report_poster(actor=actor, report=report, at=now)
    return check, view, photos_of_report(SYSTEM, view.id)[0]


def what_is_declared(person_id: int):
    """Return a declaration that waits with its task and the code of its message, and the code of a journey."""
    me = citizen(person_id)
    said = a_declaration(person_id, FEVER)
    ask_to_confirm(declaration_id=said.id)
    sent = Message.objects.get(person_id=person_id, template="declarations.confirm")
    trip = a_declaration(
        person_id, MOVEMENT | {"startTime": clock.today().isoformat()}, actor=me, form="movement"
    )
    task_id = task_about(me, person_id, str(said.id)).id
    return said, task_id, re.search(r"/confirm/(\w+)/", sent.text)[1], trip.trip_code


def a_family_of(person_id: int):
    """Return a child one acts for, somebody who acts for one, and the secret of a question that waits."""
    child, guardian = a_person("Trẻ Em", date(2015, 5, 5)), a_person("Người Lớn", date(1960, 6, 6))
    add_dependant(actor=SYSTEM, guardian_id=person_id, person_id=child.id, kinship="con")
    add_dependant(actor=SYSTEM, guardian_id=guardian.id, person_id=person_id, kinship="con")
    asked = a_person("Cụ Già", date(1940, 4, 4), phones=("0909090909",))
    relative = a_new_person("Cụ Già", asked.birth, *asked.documents)
    add_to_family(actor=citizen(person_id), addition_id=uuid7(), person=relative, kinship="father")
    return child, guardian, sent_link(asked.id)


def a_case_about(person, phone: str) -> str:
    """Return the number of a registration by somebody who knows all that stands on this person's paper."""
    new = a_new_person(person.full_name, person.birth, *person.documents, ward_id=person.ward_id)
    outcome = registered(a_verified_phone(phone), new)
    row = registration_of(citizen(outcome.person_id), outcome.person_id)
    assert row is not None
    return row.number


def a_citizen_account(person) -> Account:
    return a_colleague("citizen", login=f"dan.{person.id}", scope_kind=ScopeKind.SELF, person_id=person.id)


def a_passkey(account: Account, name: str) -> Authenticator:
    """Return a passkey as a browser registers it."""
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(bytes(16), name.encode(), public_key)
    shown_by = AuthenticatorData.create(sha256(b"testserver"), 0x41, 0, attested)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    credential = {
        "id": websafe_encode(name.encode()), "rawId": websafe_encode(name.encode()), "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown_by, {})),
        },
    }  # fmt: skip
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=data)
