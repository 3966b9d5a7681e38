"""The board of a market or an industrial zone invites units, and sees of those that joined how they are doing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.gates.models import Silence
from antoan.domains.gates.queries.zones import zone_lines
from antoan.domains.places.queries import spots_of_place
from antoan.domains.places.services import issue_place_code
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.errors import (
    AlreadyInZone,
    OwnZone,
    TooManyInvitations,
    UnitNotFound,
    ZoneInvitationGone,
    ZoneMemberNotFound,
)
from antoan.domains.units.models import ZoneMember
from antoan.domains.units.queries.zones import (
    zone_behind,
    zone_invitations,
    zone_members,
    zones_led_by,
    zones_of_unit,
)
from antoan.domains.units.services import close_unit, register_unit, zones
from antoan.domains.units.services.zones import end_zone_member, invite_to_zone, join_zone, leave_zone
from antoan.domains.units.values import NewUnit
from antoan.domains.visits.models import VisitCount
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as
from tests.factories.visits import a_gates_visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def market():
    return register_unit(
        actor=SYSTEM, unit=NewUnit(name="Chợ Bến Thành", kind=PlaceKind.MARKET, ward_id=ward("26740").id)
    )


def board_of(market):
    return someone_as("zone_board", ScopeKind.UNIT, market.id)


def invited(market, *labels: str) -> str:
    """Invite, and return the newest code."""
    invite_to_zone(actor=board_of(market), zone_id=market.id, labels=labels or ("Sạp 12",), at=NOW)
    return ZoneMember.objects.latest("pk").code


def a_member(market, name: str = "Tạp hóa Cô Ba", **facts):
    """Return a unit that joined."""
    unit = a_unit(name)
    join_zone(actor=admin_of(unit), unit_id=unit.id, code=invited(market, name), at=NOW)
    return unit


def lines(market):
    return zone_lines(board_of(market), market.id, NOW)


def test_unit_joins_with_its_code_and_is_seen_from_then_on(market):
    code = invited(market)
    unit = a_unit("Tạp hóa Cô Ba")
    assert zone_members(board_of(market), market.id) == []
    assert zone_behind(spoken.show(code), NOW) == "Chợ Bến Thành"
    assert join_zone(actor=admin_of(unit), unit_id=unit.id, code=spoken.show(code), at=NOW) == "Chợ Bến Thành"
    (member,) = zone_members(board_of(market), market.id)
    assert (member.unit.id, member.label, member.joined_at) == (unit.id, "Sạp 12", NOW)
    assert [zone.zone_name for zone in zones_of_unit(admin_of(unit), unit.id)] == ["Chợ Bến Thành"]
    assert zone_invitations(board_of(market), market.id, NOW) == []


def test_the_same_list_sent_twice_invites_once(market):
    assert (
        invite_to_zone(actor=board_of(market), zone_id=market.id, labels=["A", " A ", "", "B"], at=NOW) == 2
    )
    assert invite_to_zone(actor=board_of(market), zone_id=market.id, labels=["A", "B", "C"], at=NOW) == 1
    assert [one.label for one in zone_invitations(board_of(market), market.id, NOW)] == ["A", "B", "C"]


def test_invitations_are_bounded(market, monkeypatch):
    labels = [f"Sạp {number}" for number in range(101)]
    with pytest.raises(TooManyInvitations):
        invite_to_zone(actor=board_of(market), zone_id=market.id, labels=labels, at=NOW)
    monkeypatch.setattr(zones, "ZONE_MEMBERS_MAX", 2)
    with pytest.raises(TooManyInvitations):
        invite_to_zone(actor=board_of(market), zone_id=market.id, labels=labels[:3], at=NOW)
    assert not ZoneMember.objects.exists()


def test_a_code_is_good_once_and_for_thirty_days(market):
    code = invited(market)
    first, second = a_unit("Một"), a_unit("Hai")
    with pytest.raises(ZoneInvitationGone):
        join_zone(actor=admin_of(first), unit_id=first.id, code=code, at=NOW + timedelta(days=30))
    join_zone(actor=admin_of(first), unit_id=first.id, code=code, at=NOW + timedelta(days=29))
    with pytest.raises(ZoneInvitationGone):
        join_zone(actor=admin_of(second), unit_id=second.id, code=code, at=NOW)


@pytest.mark.parametrize("code", ["", "AAAA", "x" * 500, "0000-0000", "' OR 1=1"])
def test_what_is_no_code_is_like_one_that_is_gone(market, code):
    unit = a_unit()
    assert zone_behind(code, NOW) is None
    with pytest.raises(ZoneInvitationGone):
        join_zone(actor=admin_of(unit), unit_id=unit.id, code=code, at=NOW)


def test_a_unit_is_in_a_zone_once_and_never_in_itself(market):
    unit = a_member(market)
    again = invited(market, "Sạp 13")
    with pytest.raises(AlreadyInZone):
        join_zone(actor=admin_of(unit), unit_id=unit.id, code=again, at=NOW)
    with pytest.raises(OwnZone):
        join_zone(actor=admin_of(market), unit_id=market.id, code=again, at=NOW)


def test_who_leaves_is_not_seen_any_more_and_may_come_back(market):
    unit = a_member(market)
    (zone,) = zones_of_unit(admin_of(unit), unit.id)
    for _twice in range(2):
        leave_zone(actor=admin_of(unit), unit_id=unit.id, member_id=zone.member_id, at=NOW)
    assert lines(market) == []
    join_zone(actor=admin_of(unit), unit_id=unit.id, code=invited(market, "Sạp 14"), at=NOW)
    assert len(lines(market)) == 1


def test_board_takes_back_an_invitation_and_a_member(market):
    code = invited(market)
    member = ZoneMember.objects.get(code=code)
    end_zone_member(actor=board_of(market), zone_id=market.id, member_id=member.pk, at=NOW)
    assert zone_behind(code, NOW) is None
    a_member(market)
    (line,) = lines(market)
    end_zone_member(actor=board_of(market), zone_id=market.id, member_id=line.member.member_id, at=NOW)
    assert lines(market) == []


def test_nobody_reaches_into_another_zone(market):
    unit = a_member(market)
    member_id = ZoneMember.objects.get(unit=unit.id).pk
    other = register_unit(actor=SYSTEM, unit=NewUnit(name="Chợ khác", kind=PlaceKind.MARKET))
    with pytest.raises(UnitNotFound):
        zone_lines(board_of(other), market.id, NOW)
    with pytest.raises(ZoneMemberNotFound):
        end_zone_member(actor=board_of(other), zone_id=other.id, member_id=member_id, at=NOW)
    stranger = a_unit("Người lạ")
    with pytest.raises(ZoneMemberNotFound):
        leave_zone(actor=admin_of(stranger), unit_id=stranger.id, member_id=member_id, at=NOW)
    with pytest.raises(Forbidden):
        join_zone(actor=someone_as("unit_viewer", ScopeKind.UNIT, unit.id), unit_id=unit.id, code="", at=NOW)


def test_a_board_of_an_area_leads_its_zones_and_not_every_shop(market):
    a_unit("Tạp hóa", ward_id=ward("26740").id)
    board = someone_as("zone_board", ScopeKind.AREA, ward("26740").id)
    assert [zone.name for zone in zones_led_by(board)] == ["Chợ Bến Thành"]


def test_board_sees_numbers_and_what_is_missing(market):
    open_days_around(NOW.date())
    unit = a_member(market)
    bare = a_member(market, "Sạp trống")
    place = an_equipped_place(a_place_of(unit, capacity=2))
    a_place_of(bare, "Sạp trống")
    issue_place_code(actor=SYSTEM, place_id=place.place.id, at=NOW)
    for minutes in (5, 6):
        a_gates_visit(a_person().id, place, NOW - timedelta(minutes=minutes))
    well, poorly = lines(market)
    assert (well.people, well.capacity, well.is_full, well.is_well) == (2, 2, True, True)
    assert well.last_scan_on == clock.local_date(NOW)
    assert (poorly.people, poorly.capacity, poorly.last_scan_on) == (0, None, None)
    assert (poorly.has_poster, poorly.has_device, poorly.has_place, poorly.is_well) == (
        False,
        False,
        True,
        False,
    )


def test_a_silent_place_and_one_without_any_are_told(market):
    unit = a_member(market)
    a_member(market, "Chưa có gì")
    place = a_place_of(unit)
    Silence.objects.create(
        place_id=place.id, unit_id=unit.id, found_on=NOW.date(), ward_asks_on=NOW.date() + timedelta(days=3)
    )
    silent, placeless = lines(market)
    assert (silent.is_silent, silent.is_well) == (True, False)
    assert (placeless.has_place, placeless.is_well) == (False, False)


def test_scans_of_more_than_two_months_ago_are_none(market):
    place = a_place_of(a_member(market))
    (spot,) = spots_of_place(SYSTEM, place.id)
    VisitCount.objects.create(
        spot_id=spot.id, gate_id=0, half_hour=NOW - timedelta(days=61), direction=0, colour=1, people=1
    )
    assert lines(market)[0].last_scan_on is None


def test_a_closed_unit_is_no_member(market):
    unit = a_member(market)
    close_unit(actor=SYSTEM, unit_id=unit.id, at=NOW)
    assert lines(market) == []
