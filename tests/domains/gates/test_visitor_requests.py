"""A unit's list of visitors leaves only when a tracer asks for an open case, and the unit confirms."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.gates.errors import (
    DayOutsideCase,
    NobodyAnswers,
    NotConfirmed,
    RequestNotFound,
    RequestOver,
    TooManyRequests,
)
from antoan.domains.gates.models import VisitorNote, VisitorRequest
from antoan.domains.gates.queries.reports import visitors_at
from antoan.domains.gates.queries.requests import asked_of_place, requests_of_case, unanswered_requests
from antoan.domains.gates.services import requests as services
from antoan.domains.gates.services.requests import ask_visitors, confirm_visitors, open_list
from antoan.domains.gates.values import VisitorKind
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring.services import set_alert_contact
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.queries import place_for
from antoan.domains.policy.services import publish_shipped
from antoan.domains.tracing.errors import CaseClosed, CaseNotFound, ReasonMissing
from antoan.domains.tracing.services.cases import close_case
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.places import a_gate, a_place, a_spot
from tests.factories.tracing import a_tracing, an_outbreak, tracer
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 11, 20, 5, tzinfo=UTC)
YESTERDAY = clock.local_date(NOON) - timedelta(days=1)


class Asked:
    """A unit at whose office a case was yesterday, and the tracing of the case."""

    def __init__(self) -> None:
        ward_id = ward("26740", on=NOON.date()).id
        self.unit = a_unit("Công ty Sông Xanh", ward_id=ward_id)
        self.place = a_place_of(self.unit, "Văn phòng Sông Xanh", ward_id=ward_id)
        self.outbreak = an_outbreak(NOON, ward_id=ward_id, office=a_spot(self.place))
        self.case = a_tracing(self.outbreak)
        self.admin = admin_of(self.unit)
        set_alert_contact(actor=SYSTEM, unit_id=self.unit.id, number="0912345678")

    def ask(self, **changes):
        asked = {
            "actor": tracer(), "request_id": uuid7(), "number": self.case.number, "place_id": self.place.id,
            "on": YESTERDAY, "reason": "Tìm người ngồi gần", "hours": 6, "now": NOON,
        }  # fmt: skip
        return ask_visitors(**asked | changes)

    def confirm(self, request_id, **changes) -> None:
        said = {"actor": self.admin, "place_id": self.place.id, "unscanned": 4, "now": NOON}
        confirm_visitors(request_id=request_id, **said | changes)


@pytest.fixture
def asked(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False):
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield Asked()


def test_unit_sees_the_day_and_the_limit_and_nothing_of_the_case(asked):
    request = asked.ask()
    (seen,) = asked_of_place(asked.admin, asked.place.id, NOON)
    assert (seen.id, seen.on, seen.due_at) == (request.id, YESTERDAY, NOON + timedelta(hours=6))
    assert unanswered_requests(asked.admin, asked.place.id, NOON) == 1
    assert not {"case_number", "reason"} & set(seen.__slots__)
    text = Message.objects.get(template="gates.visitors_asked").text
    assert asked.case.number not in text
    assert "Song Xanh" not in text


def test_list_opens_only_after_the_units_word_and_everybody_in_it_is_told(asked):
    request = asked.ask()
    with pytest.raises(NotConfirmed):
        open_list(actor=tracer(), request_id=request.id, now=NOON)
    asked.confirm(request.id)
    found = open_list(actor=tracer(), request_id=request.id, now=NOON)
    assert {one.full_name for one in found.visitors} == {"Phạm Thị Ca", "Lê Văn Bạn", "Đỗ Văn Xa"}
    assert [one.full_name for one in found.visitors][-1] == "Đỗ Văn Xa"  # In order of coming.
    assert (found.request.unscanned, found.is_cut) == (4, False)
    people = {asked.outbreak.case.id, asked.outbreak.colleague.id, asked.outbreak.stranger.id}
    held = TrailEntry.objects.filter(action="gates.visitors.holds")
    assert {entry.person_id for entry in held} == people
    open_list(actor=tracer(), request_id=request.id, now=NOON)
    assert held.count() == 3  # Once; but each opening has its own entry.
    assert TrailEntry.objects.filter(action="gates.visitors.open").count() == 2


def test_what_a_gate_noted_of_a_visitor_stands_beside_the_name(asked):
    gate = a_gate(a_spot(asked.place))
    VisitorNote.objects.create(
        id=uuid7(), place_id=asked.place.id, gate_id=gate.id, device_id=1, person_id=asked.outbreak.stranger.id,
        at=clock.day_start(YESTERDAY) + timedelta(hours=15), kind="delivery", purpose="giao gạo", host="Cô Ba",
    )  # fmt: skip
    request = asked.ask()
    asked.confirm(request.id)
    last = open_list(actor=tracer(), request_id=request.id, now=NOON).visitors[-1]
    assert (last.kind, last.purpose, last.host) == (VisitorKind.DELIVERY, "giao gạo", "Cô Ba")


def test_who_came_on_another_day_is_not_on_it(asked):
    request = asked.ask(on=YESTERDAY - timedelta(days=1))
    asked.confirm(request.id)
    assert open_list(actor=tracer(), request_id=request.id, now=NOON).visitors == ()


def test_time_ends_both_the_answer_and_the_reading(asked):
    late = asked.ask()
    with pytest.raises(RequestOver):
        asked.confirm(late.id, now=NOON + timedelta(hours=6))
    with pytest.raises(RequestOver):
        open_list(actor=tracer(), request_id=late.id, now=NOON + timedelta(hours=6))
    again = asked.ask(now=NOON + timedelta(hours=6))
    asked.confirm(again.id, now=NOON + timedelta(hours=7))
    open_list(actor=tracer(), request_id=again.id, now=NOON + timedelta(hours=30, minutes=59))
    with pytest.raises(RequestOver):
        open_list(actor=tracer(), request_id=again.id, now=NOON + timedelta(hours=31))


def test_only_who_asked_opens_it(asked):
    request = asked.ask()
    asked.confirm(request.id)
    for other in (tracer(account_id=52), asked.admin, someone_as("city_health", ScopeKind.CITY)):
        with pytest.raises((RequestNotFound, CaseNotFound)):
            open_list(actor=other, request_id=request.id, now=NOON)


def test_only_the_asked_unit_confirms(asked):
    request = asked.ask()
    stranger = admin_of(a_unit("Đơn vị khác"))
    for actor in (stranger, tracer()):
        with pytest.raises((PlaceNotFound, RequestNotFound)):
            asked.confirm(request.id, actor=actor)
    other = a_place_of(asked.unit, "Chi nhánh 2")
    with pytest.raises(RequestNotFound):
        asked.confirm(request.id, place_id=other.id)
    assert VisitorRequest.objects.get().confirmed_at is None


def test_a_tracer_reads_no_list_without_a_request(asked):
    with pytest.raises(Forbidden):
        visitors_at(tracer(), asked.place.id, NOON - timedelta(days=1), NOON)


@pytest.mark.parametrize(
    "days", [-4, 1]
)  # The case infects from three days before its onset; today is the last.
def test_other_days_than_the_cases_are_not_asked_about(asked, days):
    with pytest.raises(DayOutsideCase):
        asked.ask(on=asked.outbreak.confirmed_on + timedelta(days=days))


@pytest.mark.parametrize("days", [-3, 0])
def test_its_first_day_and_today_are(asked, days):
    assert asked.ask(on=asked.outbreak.confirmed_on + timedelta(days=days))


def test_asked_twice_is_asked_once(asked):
    request = asked.ask()
    assert asked.ask(request_id=request.id) == request
    assert asked.ask().id == request.id
    assert len(requests_of_case(tracer(), asked.case.number)) == 1
    assert Message.objects.filter(template="gates.visitors_asked").count() == 1


def test_nothing_is_asked_without_reason_or_for_a_closed_case(asked, monkeypatch):
    with pytest.raises(ReasonMissing):
        asked.ask(reason="vì")
    nobodys = a_place("Vỉa hè")
    with pytest.raises(NobodyAnswers):
        asked.ask(place_id=nobodys.id)
    monkeypatch.setattr(services, "REQUESTS_PER_CASE_MAX", 0)
    with pytest.raises(TooManyRequests):
        asked.ask()
    close_case(actor=tracer(), number=asked.case.number)
    with pytest.raises(CaseClosed):
        asked.ask()


def test_others_than_tracers_ask_nothing(asked):
    with pytest.raises(Forbidden):
        asked.ask(actor=someone_as("city_health", ScopeKind.CITY))
    with pytest.raises(CaseNotFound):
        asked.ask(actor=asked.admin)


def test_a_crowd_is_cut_and_says_so(asked, monkeypatch):
    monkeypatch.setattr(services, "VISITORS_MAX", 2)
    request = asked.ask()
    asked.confirm(request.id)
    found = open_list(actor=tracer(), request_id=request.id, now=NOON)
    assert (len(found.visitors), found.is_cut) == (2, True)


def test_a_closed_case_closes_its_lists_and_an_erased_one_deletes_them(asked):
    request = asked.ask()
    asked.confirm(request.id)
    close_case(actor=tracer(), number=asked.case.number)
    with pytest.raises(RequestOver):
        open_list(actor=tracer(), request_id=request.id, now=NOON)
    erase_person(actor=SYSTEM, person_id=asked.outbreak.case.id, ground=ErasureGround.OWN_REQUEST)
    assert not VisitorRequest.objects.exists()
    assert place_for(SYSTEM, asked.place.id)
