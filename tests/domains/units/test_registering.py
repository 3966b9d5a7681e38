"""Units register on the web; their competent body decides; nobody learns of other units (issue 4, part 1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.identity.errors import CheckGone
from antoan.domains.messaging.models import Message
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.places.queries import gates_of_place, posted_code
from antoan.domains.places.values import PlaceKind
from antoan.domains.units import services
from antoan.domains.units.bodies import competent_body
from antoan.domains.units.errors import (
    ReasonMissing,
    RegistrationDecided,
    RegistrationNotFound,
    RegistrationTaken,
    TooManyRegistrations,
    UnitUnreadable,
)
from antoan.domains.units.models import Registration, Unit
from antoan.domains.units.queries import (
    places_of_unit,
    registration_for,
    registration_queue,
    registration_state,
)
from antoan.domains.units.registration_values import Body, RegistrationState
from antoan.domains.units.rules import FOLDED_LETTERS_MAX, folded
from antoan.domains.units.services.late import escalate_late, forget_decided
from antoan.domains.units.values import NewUnit
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.history import history
from antoan.kit import clock, spoken
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.identity import a_verified_phone
from tests.factories.people import a_person
from tests.factories.units import REGISTRANT, a_registration, someone_as

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def officer(code: str = "26740"):
    return someone_as("ward_officer", ScopeKind.AREA, ward(code).id)


def texts(number: str = REGISTRANT) -> list[str]:
    rows = Message.objects.filter(template__startswith="units.").order_by("id")
    return [row.text for row in rows if row.number == "+84" + number[1:]]


@pytest.mark.parametrize(
    ("in_zone", "on", "body"),
    [
        (False, date(2025, 6, 30), Body.DISTRICT),
        (False, date(2025, 7, 1), Body.WARD),
        (True, date(2025, 6, 30), Body.ZONE),
        (True, date(2026, 11, 22), Body.ZONE),
        (False, date(2021, 1, 1), Body.DISTRICT),
    ],
)
def test_the_competent_body_depends_on_the_day_and_the_zone(in_zone, on, body):
    assert competent_body(in_zone=in_zone, on=on).body is body


def test_registration_waits_for_its_ward_and_the_phone_hears_the_number():
    state = a_registration()
    assert state.state is RegistrationState.WAITING
    assert state.body is Body.WARD
    assert clock.local_date(state.due_at) == date(2026, 11, 26)  # The midnight that ends the third day.
    assert spoken.show(state.number) in texts()[0]
    assert "25/11/2026" in texts()[0]
    assert registration_state(spoken.show(state.number).lower(), NOON) == state


def test_registration_needs_a_proven_phone():
    with pytest.raises(CheckGone):
        services.submit_registration(check_id=uuid7(), registration=None, at=NOON)  # type: ignore[arg-type]


def test_sent_twice_is_registered_once():
    sent = uuid7()
    check = a_verified_phone(REGISTRANT)
    first = a_registration(id=sent)
    again = a_registration(id=sent)
    assert first == again
    assert Registration.objects.count() == 1
    assert check


def test_a_form_sent_from_another_phone_is_refused():
    sent = uuid7()
    a_registration(id=sent)
    with pytest.raises(RegistrationTaken):
        a_registration("0912345002", id=sent)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"address": ""}, {"tax_number": "12"}, {"zone": "unheard"}, {"name": "x" * 151}]
)
def test_what_cannot_be_read_is_refused(wrong):
    with pytest.raises(UnitUnreadable):
        a_registration(**wrong)


def test_a_phone_has_at_most_five_registrations_waiting():
    for shop in range(5):
        a_registration(name=f"Tạp hóa {shop}")
    with pytest.raises(TooManyRegistrations):
        a_registration(name="Tạp hóa 6")


def test_approval_makes_unit_place_gate_code_and_invitation():
    state = a_registration()
    unit = services.approve_registration(actor=officer(), number=state.number, at=NOON)
    [place] = places_of_unit(SYSTEM, unit.id)
    assert (unit.name, unit.tax_number, place.name, place.kind) == (
        "Tạp hóa Cô Ba", "0312345678", "Tạp hóa Cô Ba", PlaceKind.SHOP,
    )  # fmt: skip
    assert [gate.name for gate in gates_of_place(SYSTEM, place.id)] == ["Cổng chính"]
    assert posted_code(SYSTEM, place.id, at=NOON).url
    assert "/units/join/" in texts()[-1]
    assert registration_state(state.number, NOON).state is RegistrationState.APPROVED


def test_approving_twice_makes_one_unit():
    state = a_registration()
    services.approve_registration(actor=officer(), number=state.number, at=NOON)
    with pytest.raises(RegistrationDecided):
        services.approve_registration(actor=officer(), number=state.number, at=NOON)
    assert Unit.objects.count() == 1


def test_refusal_needs_a_reason_and_tells_it_by_the_number():
    state = a_registration()
    with pytest.raises(ReasonMissing):
        services.refuse_registration(actor=officer(), number=state.number, reason="  ", at=NOON)
    services.refuse_registration(actor=officer(), number=state.number, reason="Địa chỉ  sai", at=NOON)
    assert registration_state(state.number, NOON).reason == "Địa chỉ sai"
    assert "Địa chỉ" not in texts()[-1]
    assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    "role", ["district_supervisor", "city_health", "zone_board", "clinic_staff", "unit_admin"]
)
def test_only_its_own_body_reaches_a_registration(role):
    state = a_registration()
    actor = someone_as(role, ScopeKind.CITY)
    with pytest.raises(RegistrationNotFound):
        registration_for(actor, state.number)
    with pytest.raises(RegistrationNotFound):
        services.approve_registration(actor=actor, number=state.number, at=NOON)
    assert registration_queue(actor) == ([], "")


def test_another_wards_officer_finds_nothing():
    state = a_registration()
    with pytest.raises(RegistrationNotFound):
        registration_for(officer("25747"), state.number)
    assert registration_queue(officer("25747")) == ([], "")
    assert [line.number for line in registration_queue(officer())[0]] == [state.number]


def test_a_unit_in_a_zone_is_the_boards():
    state = a_registration(zone="tan-thuan", kind=PlaceKind.FACTORY)
    board = someone_as("zone_board", ScopeKind.CITY)
    assert registration_for(board, state.number).zone_name == "KCX Tân Thuận"
    with pytest.raises(RegistrationNotFound):
        registration_for(officer(), state.number)


def test_late_registrations_go_to_the_city_once():
    state = a_registration()
    city = someone_as("city_health", ScopeKind.CITY)
    assert escalate_late(now=state.due_at - timedelta(seconds=1)) == 0
    assert escalate_late(now=state.due_at) == 1
    assert escalate_late(now=state.due_at) == 0
    assert registration_for(city, state.number).is_late
    assert "Sở Y tế" in texts()[-1] or "So Y te" in texts()[-1]


def test_duplicates_are_shown_to_whoever_may_see_them_and_only_counted_elsewhere():
    here, there = ward("26740"), ward("25747")
    near = services.register_unit(
        actor=SYSTEM,
        unit=NewUnit(name="TAP HOA CO BA", kind=PlaceKind.SHOP, address="12, lê lợi.", ward_id=here.id),
    )
    services.register_unit(
        actor=SYSTEM,
        unit=NewUnit(name="Khác", kind=PlaceKind.SHOP, tax_number="0312345678", ward_id=there.id),
    )
    view = registration_for(officer(), a_registration().number)
    [found] = view.resembling
    assert (found.unit_id, found.same_name_and_address, found.same_tax_number) == (near.id, True, False)
    assert view.others_elsewhere == 1


def test_the_registrant_is_told_the_same_whether_or_not_a_unit_is_known():
    alone = a_registration("0912345003", name="Mới", tax_number="")
    a_twin = services.register_unit(
        actor=SYSTEM,
        unit=NewUnit(name="Cũ", kind=PlaceKind.SHOP, address="12 Lê Lợi", tax_number="0311111111"),
    )
    known = a_registration("0912345004", name="Cũ", tax_number="0311111111")
    assert a_twin
    assert (known.state, known.due_at, known.body) == (alone.state, alone.due_at, alone.body)


@given(st.text(max_size=160), st.text(max_size=220))
def test_folding_takes_any_text_and_fits_its_column(name, address):
    once = folded(name, address)
    assert len(once) <= FOLDED_LETTERS_MAX
    assert once == folded(f"  {name} ", f"{address}  ")


def test_folding_needs_both_name_and_address():
    assert folded("Tạp hóa Cô Ba", "") == ""
    assert folded("TẠP  HÓA cô ba", "12, Lê Lợi.") == folded("Tap hoa Co Ba", "12 le loi")


def test_who_wrote_a_registration_is_forgotten_a_month_after_the_decision():
    state = a_registration()
    services.refuse_registration(actor=officer(), number=state.number, reason="Sai", at=NOON)
    forget_decided(now=NOON + timedelta(days=29))
    assert Registration.objects.get().representative == "Nguyễn Thị Ba"
    forget_decided(now=NOON + timedelta(days=30))
    row = Registration.objects.get()
    assert (row.representative, row.phone, row.tax_number) == ("", "", "")
    assert {event.representative for event in history(Registration)} == {""}
    assert row.name == "Tạp hóa Cô Ba"


def test_erasing_the_registrant_empties_what_they_wrote():
    person = a_person(phones=(REGISTRANT,))
    waiting = a_registration()
    decided = a_registration(name="Chi nhánh")
    services.refuse_registration(actor=officer(), number=decided.number, reason="Sai", at=NOON)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not Registration.objects.filter(number=waiting.number).exists()
    assert not history(Registration).filter(number=waiting.number).exists()
    assert Registration.objects.get().representative == ""
    assert {event.representative for event in history(Registration)} == {""}
