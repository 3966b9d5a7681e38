"""Whoever goes into a vehicle may name their seat; it goes wherever the visit goes, and with it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.services import publish_shipped
from antoan.domains.visits.errors import SeatUnreadable
from antoan.domains.visits.keeping import forget_old_days
from antoan.domains.visits.models import Seat, Visit
from antoan.domains.visits.own_rules import readable_seat
from antoan.domains.visits.own_values import scan_id_of
from antoan.domains.visits.queries import seats_of, seats_of_person, visits_of_check
from antoan.domains.visits.services import hand_over_visits, open_days_around, remove_visit
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.clock import local_date
from antoan.kit.ids import uuid7
from tests.factories.people import a_person
from tests.factories.places import a_place, an_equipped_place
from tests.factories.visits import a_family, went_in, went_out

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = local_date(NOON)


@pytest.mark.parametrize(
    ("typed", "seat"), [("12A", "12A"), (" 12a ", "12A"), ("7", "7"), ("b12", "B12"), ("150c", "150C")]
)
def test_a_seat_is_kept_as_it_is_printed(typed, seat):
    assert readable_seat(typed) == seat


@pytest.mark.parametrize(
    "typed", ["", " ", "A", "AA1", "1234", "12 A", "12A1", "١٢", "12Đ", "ß1", "1" * 500, "12A\n3"]
)
def test_what_is_no_seat_is_refused(typed):
    with pytest.raises(SeatUnreadable):
        readable_seat(typed)


@given(st.text(max_size=8))
def test_a_seat_that_is_read_fits_its_column_and_reads_as_itself(typed):
    try:
        seat = readable_seat(typed)
    except SeatUnreadable:
        return
    assert len(seat) <= 4
    assert seat.isascii()
    assert readable_seat(seat) == seat


@pytest.mark.django_db
class TestVisits:
    """The seat beside the visit."""

    @pytest.fixture(autouse=True)
    def days(self):
        open_days_around(TODAY)
        publish_shipped(actor=SYSTEM)

    @pytest.fixture
    def coach(self):
        return an_equipped_place(a_place("Xe khách 51B-123.45", PlaceKind.VEHICLE)).place

    def test_a_family_names_its_seats(self, coach):
        actor, parent, child = a_family()
        check = uuid7()
        seats = ((parent.id, "12a"), (child.id, "12B"))
        went_in(actor, coach.id, parent.id, child.id, now=NOON, check_id=check, seats=seats)
        found = [one.visit for one in visits_of_check(actor, check, NOON)]
        assert seats_of(found) == {scan_id_of(check, parent.id): "12A", scan_id_of(check, child.id): "12B"}

    def test_a_seat_need_not_be_named(self, coach):
        actor, *_ = a_family()
        went_in(actor, coach.id, now=NOON)
        assert (Visit.objects.count(), Seat.objects.count()) == (1, 0)

    def test_sent_twice_it_is_one_seat_and_the_first_stays(self, coach):
        actor, parent, _ = a_family()
        check = uuid7()
        for seat in ("1A", "2B"):
            went_in(actor, coach.id, now=NOON, check_id=check, seats=((parent.id, seat),))
        assert list(Seat.objects.values_list("seat", flat=True)) == ["1A"]

    def test_only_vehicles_have_seats(self):
        actor, parent, _ = a_family()
        market = an_equipped_place().place
        with pytest.raises(SeatUnreadable):
            went_in(actor, market.id, now=NOON, seats=((parent.id, "1A"),))
        assert not Visit.objects.exists()

    def test_a_misread_seat_records_nothing(self, coach):
        actor, parent, _ = a_family()
        with pytest.raises(SeatUnreadable):
            went_in(actor, coach.id, now=NOON, seats=((parent.id, "hàng cuối"),))
        assert not Visit.objects.exists()

    def test_whose_seat_is_named_without_going_in_has_none(self, coach):
        actor, parent, child = a_family()
        went_in(actor, coach.id, parent.id, now=NOON, seats=((child.id, "3C"),))
        assert not Seat.objects.exists()

    def test_on_leaving_the_seat_stays(self, coach):
        actor, parent, _ = a_family()
        went_in(actor, coach.id, now=NOON, seats=((parent.id, "4D"),))
        went_out(actor, coach.id, now=NOON + timedelta(minutes=20))
        assert seats_of_person(parent.id, NOON, NOON + timedelta(hours=1))[0][1:] == (NOON, "4D")

    def test_it_goes_with_the_erased(self, coach):
        actor, parent, _ = a_family()
        went_in(actor, coach.id, now=NOON, seats=((parent.id, "5"),))
        erase_person(actor=SYSTEM, person_id=parent.id, ground=ErasureGround.OWN_REQUEST)
        assert not Seat.objects.exists()

    def test_it_goes_with_a_visit_that_never_was_and_with_old_days(self, coach):
        actor, parent, child = a_family()
        went_in(actor, coach.id, parent.id, child.id, now=NOON, seats=((parent.id, "6"), (child.id, "7")))
        remove_visit(actor=SYSTEM, person_id=parent.id, t_in=NOON)
        assert list(Seat.objects.values_list("seat", flat=True)) == ["7"]
        assert forget_old_days(TODAY).get("visits_seat", 0) == 0
        assert forget_old_days(TODAY + timedelta(days=1))["visits_seat"] == 1

    def test_it_follows_who_turns_out_to_be_another(self, coach):
        actor, parent, _ = a_family()
        other = a_person("Nguyễn Văn An")
        went_in(actor, coach.id, now=NOON, seats=((parent.id, "8"),))
        hand_over_visits(from_person_id=parent.id, to_person_id=other.id)
        assert list(Seat.objects.values_list("person_id", "seat")) == [(other.id, "8")]
