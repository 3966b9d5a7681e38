"""The shipped trees are the known ones, and no others are let in."""

from dataclasses import replace

import pytest

from antoan.domains.areas.datafiles import AreaFiles, SuccessionRow, read_area_files
from antoan.domains.areas.rules import faults_of

FILES = read_area_files()


def test_shipped_files_have_no_fault():
    assert faults_of(FILES) == ()


def test_every_ward_of_2021_has_one_default_successor_and_every_former_ward_of_the_city_is_reached():
    wards = {area.code for area in FILES.of_2021 if area.level == 2}
    defaults = [row.old for row in FILES.successions if row.is_default and row.old in wards]
    assert sorted(defaults) == sorted(wards)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("26740", "Phường Sài Gòn"),  # Bến Nghé
        ("27397", "Phường Chánh Hưng"),  # Quận 8 Phường 3, through Rạch Ông
        ("26896", "Phường Hạnh Thông"),  # Gò Vấp Phường 1: the new ward bears the code of Phường 7
        ("26959", "Phường Thạnh Mỹ Tây"),  # Bình Thạnh Phường 19, whose name went to the code of Phường 21
        ("27640", "Xã Hưng Long"),  # Quy Đức, which one package spells Qui Đức
    ],
)
def test_wards_went_where_the_law_says(old, new):
    default = {row.old: row.new for row in FILES.successions if row.is_default}
    names = {area.code: area.name for area in FILES.of_2025}
    assert names[default[old]] == new


def test_missing_ward_is_told_with_the_difference():
    fewer = tuple(area for area in FILES.of_2025 if area.name != "Xã Cần Giờ")
    faults = faults_of(replace(FILES, of_2025=fewer))
    assert faults[0] == "hcm-2025: 53 xa at level ward, 54 expected"
    assert all(fault.startswith("succession: ") and "is no area of today" in fault for fault in faults[1:])


def test_ward_without_parent_is_told():
    lost = replace(FILES.of_2021[-1], parent="999")
    faults = faults_of(replace(FILES, of_2021=(*FILES.of_2021[:-1], lost)))
    assert faults == (f"hcm-2021: {lost.code} {lost.name} has the parent 999, which is not there",)


def test_code_twice_is_told():
    twin = replace(FILES.of_2025[-1], code=FILES.of_2025[-2].code)
    faults = faults_of(replace(FILES, of_2025=(*FILES.of_2025[:-1], twin)))
    assert f"hcm-2025: code {twin.code} stands 2 times" in faults


def without_default(files: AreaFiles, old: str) -> AreaFiles:
    rows = tuple(
        SuccessionRow(row.old, row.new, is_default=False) if row.old == old else row
        for row in files.successions
    )
    return replace(files, successions=rows)


def test_ward_without_default_successor_is_told():
    faults = faults_of(without_default(FILES, "26740"))
    assert faults == ("succession: 26740 Phường Bến Nghé has 0 default successors, 1 expected",)


def test_second_default_successor_is_told():
    more = (*FILES.successions, SuccessionRow("26740", "26734", is_default=True))
    faults = faults_of(replace(FILES, successions=more))
    assert any("26740 Phường Bến Nghé has 2 default successors" in fault for fault in faults)
