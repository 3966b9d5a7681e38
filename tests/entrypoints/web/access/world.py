"""The world the walk goes through: our side, the other side, and one account of each role over our own."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.core.cache import cache

from antoan.domains.codes.handing_out import hand_out_keys
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.laboratory.services import add_person
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import register_person
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper
from antoan.domains.places.services import issue_place_code
from antoan.domains.policy.services import publish_shipped
from antoan.domains.records.values import Origin
from antoan.domains.units.services import invite_staff
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import CITY as CITY_SCOPE
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import give_grant
from antoan.kit import clock, spoken
from antoan.kit.ids import uuid7
from tests.entrypoints.web.access.matters import (
    a_case_about,
    a_citizen_account,
    a_family_of,
    a_passkey,
    a_vaccination_at,
    a_visit,
    an_application,
    what_is_a_right,
    what_is_asked,
    what_is_assessed,
    what_is_brought,
    what_is_cared_for,
    what_is_declared,
    what_is_isolated,
    what_is_printed,
    what_is_watched,
    what_is_worked,
    what_one_does_oneself,
    what_waits_from_the_field,
)
from tests.entrypoints.web.access.personas import CITY_WIDE, DISTRICT, HELPER, OTHER_CITIZEN, STRANGER, WARD
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.laboratory import a_tube
from tests.factories.people import a_person
from tests.factories.places import a_device, a_gate, a_spot
from tests.factories.reception import a_desk
from tests.factories.records import a_case, a_dose, a_test
from tests.factories.statistics import a_night_report
from tests.factories.tracing import a_case_of
from tests.factories.units import a_place_of, a_registration, a_unit, sent_secret


class Side:
    """A unit with its place, gate, device and visitor, and the words by which any of them would be known."""

    def __init__(self, word: str, ward_id: int, number: str, phone: str, birth_on: date) -> None:
        self.unit = a_unit(f"Unit {word}", ward_id=ward_id)
        self.place = a_place_of(self.unit, f"Place {word}", ward_id=ward_id, capacity=50)
        self.spot = a_spot(self.place)
        self.gate = a_gate(self.spot, f"Gate {word}")
        self.device, _ = a_device(self.gate, at=clock.now())
        self.person = register_person(
            actor=SYSTEM,
            person=NewPerson(
                full_name=f"Nguyễn Văn {word}", birth=Birth(birth_on),
                gender=Gender.MALE, documents=(Paper(DocumentKind.CCCD, number),), phones=(phone,), ward_id=ward_id,
            ),
        )  # fmt: skip
        self.code = issue_personal_code(actor=SYSTEM, subject=head_of(self.person))
        issue_personal_code(actor=SYSTEM, subject=head_of(self.person), masked=True)
        hand_out_keys(actor=SYSTEM, qid=self.person.qid, scope=CITY_SCOPE, now=clock.now())
        now = clock.now()
        old_code, self.place_code = (
            issue_place_code(actor=SYSTEM, place_id=self.place.id, at=now) for _ in range(2)
        )
        a_visit(self.person, self.gate, now)
        self.check_id, self.poster, self.poster_photo = what_one_does_oneself(
            self.person.id, self.place.id, old_code.url, ward_id
        )
        patient, untraced = (a_person(f"Trần Thị {name} {word}", ward_id=ward_id) for name in ("Ca", "Mới"))
        a_visit(patient, self.gate, now)
        self.infection = a_case(untraced.id, clock.today())
        self.isolated = what_is_isolated(untraced.id, ward_id)
        self.tracing = a_case_of(a_case(patient.id, clock.today()).id, self.person.id, now)
        self.citizen = a_citizen_account(self.person)
        self.key = a_passkey(self.citizen, f"Key {word}")
        self.ticket, self.photo, self.appeal = what_is_asked(self.person.id)
        self.application = an_application(ward_id)
        self.work = what_is_worked(self.unit, self.person, ward_id)
        self.request, self.copy, self.look, self.certificate = what_is_a_right(self.person.id)
        self.declaration, self.task_id, self.confirmation, self.trip = what_is_declared(self.person.id)
        self.child, self.guardian, self.invitation_token = a_family_of(self.person.id)
        self.case_number = a_case_about(self.person, phone[:-2] + "00")
        self.test = a_test(self.person.id, clock.now() - timedelta(days=1))
        self.registration = a_registration(
            "09770001" + phone[-2:], name=f"Registering {word}", ward_id=ward_id, representative=f"Trần Thị {word}", tax_number="",
        ).number  # fmt: skip
        self.grant_id = give_grant(
            actor=SYSTEM, account_id=a_colleague("gate_operator", login=f"truc.{word.lower()}", name=f"Lê {word}",
            scope_kind=ScopeKind.PLACE, scope_id=self.place.id).pk,
            role="unit_viewer", scope_kind=ScopeKind.UNIT, scope_id=self.unit.id,
        ).pk  # fmt: skip
        self.invitation_id = invite_staff(
            actor=SYSTEM, unit_id=self.unit.id, role="unit_hr", name=f"Phan Thị {word}", number=phone[:-2] + "12", at=now
        )  # fmt: skip
        self.join_token = sent_secret("units.invited", phone[:-2] + "12")
        self.session, self.entry = a_vaccination_at(self.unit.id, self.code.text)
        self.kept = a_dose(self.person.id, date(2020, 1, 1), origin=Origin(f"clinic:{self.unit.id}"))
        self.tube = a_tube(self.unit.id, people_max=5)
        add_person(actor=SYSTEM, tube_id=self.tube.id, code=self.code.text)
        self.doses = what_is_brought(self.unit.id)
        self.desk = a_desk(self.unit.id, self.gate.id, f"Unit {word}")
        self.care = what_is_cared_for(self.person.id, word, ward_id)
        self.watched = what_is_watched(self.unit, self.place.id, self.tracing, f"Zone {word}")
        self.assessed = what_is_assessed(self.place.id)
        self.card_id, self.batch_id, self.merge_id, self.roster_id = what_is_printed(self.person, ward_id)
        self.field_form = what_waits_from_the_field(ward_id)
        self.night_report_id = a_night_report(ward_id)
        self.number = number
        self.phone = phone
        self.belongings = (
            f"Unit {word}", f"Place {word}", f"Gate {word}", f"N.V. {word}", f"Registering {word}", f"Trần Thị {word}",
            f"Phan Thị {word}", f"Lê {word}",
        )  # fmt: skip
        self.identity = (
            f"Nguyễn Văn {word}", f"NGUYEN VAN {word.upper()}", number, number[6:], phone[-9:], birth_on.isoformat(),
            f"{birth_on:%d/%m/%Y}", self.person.qid, self.code.text[:40], f"Key {word}",
        )  # fmt: skip

    @cached_property
    def parameters(self) -> dict[str, object]:
        return {
            "unit_id": self.unit.id, "place_id": self.place.id, "gate_id": self.gate.id,
            "device_id": self.device.id, "pk": self.key.pk, "token": self.place_code.url.rpartition("/")[2],
            "number": self.ticket.number, "ticket_id": self.ticket.id, "file_id": self.photo.id,
            "appeal_number": self.appeal.number, "application_id": self.application.pk, "ref": uuid7(), "proof": "x",
            "rights_number": self.request.number,
            **self.work,
            **self.isolated,
            **self.care,
            **self.watched,
            **self.assessed,
            "infection_id": self.infection.id, "spot_id": self.spot.id,
            "tracing_number": self.tracing.number, "contact_id": self.person.id,
            "follow_up_id": self.tracing.follow_ups.get().pk, "export_id": self.tracing.exports.get().pk,
            "copy_number": self.copy.number, "entry_id": self.look, "certificate": self.certificate,
            "purpose": "research", "kind": "view", "guide": "show-it",
            "check_id": self.check_id, "report_id": self.poster.id, "photo_id": self.poster_photo.id,
            "form": "national", "declaration_id": self.declaration.id,
            "task_id": self.task_id, "confirmation_code": self.confirmation, "trip_code": self.trip,
            "case_number": self.case_number, "person_id": self.child.id,
            "guardian_id": self.guardian.id, "invitation_token": self.invitation_token,
            "test_id": self.test.id, "section": "doses",
            "registration_number": self.registration, "join_token": self.join_token,
            "grant_id": self.grant_id, "invitation_id": self.invitation_id,
            **self.doses,
            "campaign_id": self.session.campaign_id,
            "session_id": self.session.id, "dose_id": self.entry.id, "record_kind": "vaccination",
            "resident_id": self.person.id, "card_id": self.card_id, "batch_id": self.batch_id, "merge_id": self.merge_id,
            "roster_id": self.roster_id, "field_form_id": self.field_form,
            "record_id": self.kept.id, "tube_id": self.tube.id, "desk_id": self.desk.id,
            "busy_place_id": self.place.id, "night_report_id": self.night_report_id,
        }  # fmt: skip


NOTHING = {
    "unit_id": 987654, "place_id": 987654, "gate_id": 987654, "device_id": 987654, "pk": 987654,
    "application_id": 987654, "ref": uuid7(), "proof": "x",
    "worker_id": 987654, "job_id": 987654, "awaiting_id": 987654, "cohort_id": 987654, "alert_id": 987654,
    "list_id": 987654, "list_number": 987654, "quota_id": 987654, "run_id": uuid7(),
    "patient_id": 987654, "case_id": 987654, "filed_id": 987654, "outbreak_id": uuid7(), "order_number": spoken.new(),
    "site_id": 987654, "silence_id": 987654, "visitor_request_id": uuid7(), "member_id": 987654, "membership_id": 987654,
    "episode_id": 987654, "order_id": 987654, "release_id": 987654, "referral_id": 987654,
    "infection_id": 987654, "spot_id": 987654, "tracing_number": spoken.new(), "contact_id": 987654,
    "follow_up_id": 987654, "export_id": uuid7(),
    "token": "AAAA", "number": spoken.new(), "ticket_id": uuid7(), "file_id": uuid7(), "appeal_number": spoken.new(),
    "rights_number": spoken.new(), "copy_number": spoken.new(), "entry_id": 987654321, "certificate": spoken.new(),
    "purpose": "nothing", "kind": "nothing", "guide": "nothing",
    "check_id": uuid7(), "report_id": 987654, "photo_id": uuid7(),
    "form": "unheard", "declaration_id": uuid7(), "task_id": 987654, "confirmation_code": "BBBB", "trip_code": "BBBB",
    "case_number": spoken.new(), "person_id": 987654, "guardian_id": 987654, "invitation_token": "AAAA",
    "test_id": 987654, "section": "doses",
    "registration_number": spoken.new(), "join_token": "AAAA", "grant_id": 987654, "invitation_id": 987654,
    "campaign_id": uuid7(), "session_id": uuid7(), "dose_id": uuid7(),
    "resident_id": 987654, "card_id": uuid7(), "batch_id": uuid7(), "merge_id": uuid7(),
    "roster_id": uuid7(), "field_form_id": uuid7(), "assessment_id": uuid7(), "evidence_id": uuid7(), "group": "general",
    "doses_file_id": uuid7(), "held_id": 987654, "city_held_id": 987654,
    "record_kind": "vaccination", "record_id": 987654, "tube_id": 987654, "desk_id": 987654,
    "busy_place_id": 987654, "night_report_id": 987654,
}  # fmt: skip


@dataclass
class World:
    """What every test meets: our own side, the other side, and one account of each role over our own."""

    own: Side
    other: Side
    accounts: dict[str, Account | None]


def a_world() -> World:
    cache.clear()
    publish_shipped(actor=SYSTEM)
    open_days_around(clock.today())
    here, there = ward("26740"), ward("25747")
    own = Side("Alpha", here.id, "079087123456", "0912345678", date(1987, 6, 5))
    other = Side("Omega", there.id, "079076654321", "0987654321", date(1976, 5, 4))
    a_case(other.person.id, clock.today())
    accounts: dict[str, Account | None] = {STRANGER: None, OTHER_CITIZEN: other.citizen}
    for role in roles():
        kind, scope_id = _usual_scope(role, own, here.id)
        accounts[role] = own.citizen if role == "citizen" else a_colleague(
            role, scope_kind=kind, scope_id=scope_id
        )  # fmt: skip
    return World(own, other, accounts)


def _usual_scope(role: str, own: Side, ward_id: int) -> tuple[ScopeKind, int | None]:
    if role in CITY_WIDE:
        return ScopeKind.CITY, None
    if role in {WARD, DISTRICT, HELPER}:
        return ScopeKind.AREA, ward_id
    return ScopeKind.UNIT, own.unit.id
