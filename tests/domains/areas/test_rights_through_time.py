"""A right over an area survives the end of districts (domain.md §12)."""

from datetime import date

import pytest

from antoan.domains.areas import queries
from antoan.domains.areas.errors import AreaNotFound
from antoan.foundation.accounts.actor import Actor, HeldGrant
from antoan.foundation.accounts.scopes import Scope, ScopeKind
from tests.factories.areas import IN_2021, IN_2026, district, the_areas, ward

pytestmark = pytest.mark.django_db


def supervisor_of(area_id: int) -> Actor:
    grant = HeldGrant("district_supervisor", frozenset({"units:unit:read"}), ScopeKind.AREA, area_id)
    return Actor(account_id=1, label="giám sát", grants=(grant,))


def may_see(actor: Actor, area_id: int) -> bool:
    return actor.may("units:unit:read", Scope(areas=queries.ancestors_of(area_id)))


def test_district_right_reaches_its_wards_of_2021_and_their_successors():
    actor = supervisor_of(district("760").id)
    assert may_see(actor, ward("26740", IN_2021).id)
    assert may_see(actor, ward("26740", IN_2026).id)


def test_district_right_does_not_reach_wards_of_other_districts():
    actor = supervisor_of(district("760").id)
    assert not may_see(actor, ward("27139", IN_2021).id)
    assert not may_see(actor, queries.successor_of(ward("27139", IN_2021).id).id)


def test_ward_that_two_districts_share_today_is_reached_by_both():
    # Phường Bình Đông: Quận 8 Phường 6 and Bình Chánh's Xã An Phú Tây.
    shared = queries.successor_of(ward("27424", IN_2021).id)
    assert may_see(supervisor_of(district("776").id), shared.id)
    assert may_see(supervisor_of(district("785").id), shared.id)


def test_sliver_of_a_divided_ward_opens_nothing():
    # Đa Kao went to Sài Gòn; its sliver in Tân Định is no way into Tân Định for Đa Kao's right.
    da_kao, tan_dinh = ward("26737", IN_2021), ward("26734", IN_2021)
    assert not may_see(supervisor_of(da_kao.id), queries.successor_of(tan_dinh.id).id)


def test_right_over_a_ward_of_today_reaches_what_was_recorded_in_its_former_wards():
    today = queries.successor_of(ward("26740", IN_2021).id)
    assert may_see(supervisor_of(today.id), ward("26740", IN_2021).id)


def test_right_over_the_former_city_reaches_wards_that_joined_it_later():
    the_areas()
    former_city = queries.area_by_code("79", IN_2021)
    assert may_see(supervisor_of(former_city.id), ward("25747").id)  # Thủ Dầu Một, of former Bình Dương


def test_area_itself_is_among_its_ancestors():
    the_areas()
    city_today = queries.area_by_code("79", IN_2026)
    assert city_today.id in queries.ancestors_of(city_today.id)


def test_unknown_area_is_not_found():
    with pytest.raises(AreaNotFound):
        queries.ancestors_of(-1)
    with pytest.raises(AreaNotFound):
        queries.area_by_code("00000", IN_2026)
    with pytest.raises(AreaNotFound):
        queries.area(-1)


def test_district_ends_the_day_before_today_s_wards_begin():
    the_areas()
    assert len(queries.wards_on(date(2025, 6, 30))) == 312
    assert len(queries.wards_on(date(2025, 7, 1))) == 168
    assert queries.wards_on(date(2020, 12, 31)) == []
    with pytest.raises(AreaNotFound):
        queries.area_by_code("760", date(2025, 7, 1))


def test_district_has_no_successor_and_its_children_are_its_wards():
    quan_1 = district("760")
    assert queries.successor_of(quan_1.id) is None
    assert [child.name for child in queries.children_of(quan_1.id)][:2] == [
        "Phường Bến Nghé",
        "Phường Bến Thành",
    ]


def test_what_lies_within_an_area_is_exactly_what_its_right_reaches():
    quan_8 = district("776")
    within = queries.areas_within(quan_8.id)
    every = [area.id for day in (IN_2021, IN_2026) for area in queries.wards_on(day)]
    assert {area_id for area_id in every if may_see(supervisor_of(quan_8.id), area_id)} == within - {
        quan_8.id
    }
