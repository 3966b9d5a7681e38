"""People choose today's wards by the districts and names they remember."""

import pytest

from antoan.domains.areas.queries import ward_directory
from tests.factories.areas import IN_2021, IN_2026, district, the_areas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def areas():
    the_areas()


def test_every_ward_of_today_stands_somewhere():
    groups = ward_directory(IN_2026)
    wards = {ward.id for group in groups for ward in group.wards}
    assert len(wards) == 168
    assert len(groups) == 22 + 1


def test_a_ward_tells_by_which_names_it_was_known():
    [first] = [group for group in ward_directory(IN_2026) if group.name == district().name]
    saigon = next(ward for ward in first.wards if ward.name == "Phường Sài Gòn")
    assert "Phường Bến Nghé, Quận 1" in saigon.former


def test_wards_of_merged_provinces_stand_last_without_former_names():
    last = ward_directory(IN_2026)[-1]
    assert last.name == ""
    assert all(ward.former == () for ward in last.wards)
    assert "Đặc khu Côn Đảo" in {ward.name for ward in last.wards}


def test_a_ward_made_of_two_districts_stands_under_both():
    places: dict[int, set[str]] = {}
    for group in ward_directory(IN_2026):
        for ward in group.wards:
            places.setdefault(ward.id, set()).add(group.name)
    doubled = [names for names in places.values() if len(names) > 1]
    assert doubled
    assert all("" not in names for names in doubled)


def test_the_wards_of_2021_have_no_former_names():
    assert sum(len(group.wards) for group in ward_directory(IN_2021)) == 312
