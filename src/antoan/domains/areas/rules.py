"""Judges area files before anything of them is loaded."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from antoan.domains.areas.datafiles import AreaFiles, AreaRow
from antoan.domains.areas.values import AreaKind, AreaLevel

Census = Mapping[tuple[AreaLevel, AreaKind], int]

# domain.md §12, counted in both packages.
CENSUS_2021: Final[Census] = {
    (AreaLevel.CITY, AreaKind.THANH_PHO): 1,
    (AreaLevel.DISTRICT, AreaKind.THANH_PHO): 1,
    (AreaLevel.DISTRICT, AreaKind.QUAN): 16,
    (AreaLevel.DISTRICT, AreaKind.HUYEN): 5,
    (AreaLevel.WARD, AreaKind.PHUONG): 249,
    (AreaLevel.WARD, AreaKind.XA): 58,
    (AreaLevel.WARD, AreaKind.THI_TRAN): 5,
}
CENSUS_2025: Final[Census] = {
    (AreaLevel.CITY, AreaKind.THANH_PHO): 1,
    (AreaLevel.WARD, AreaKind.PHUONG): 113,
    (AreaLevel.WARD, AreaKind.XA): 54,
    (AreaLevel.WARD, AreaKind.DAC_KHU): 1,
}


def faults_of(files: AreaFiles) -> tuple[str, ...]:
    """Return every fault of the files in words; none means that they may be loaded."""
    return (
        *_tree_faults("hcm-2021", files.of_2021, CENSUS_2021),
        *_tree_faults("hcm-2025", files.of_2025, CENSUS_2025),
        *_succession_faults(files),
    )


def _tree_faults(tree: str, areas: tuple[AreaRow, ...], census: Census) -> Iterator[str]:
    counted = Counter((area.level, area.kind) for area in areas)
    for level, kind in sorted(counted.keys() | census.keys()):
        found, wanted = counted[level, kind], census.get((level, kind), 0)
        if found != wanted:
            yield f"{tree}: {found} {kind} at level {level.name.lower()}, {wanted} expected"
    levels = {area.code: area.level for area in areas}
    for code, times in Counter(area.code for area in areas).items():
        if times > 1:
            yield f"{tree}: code {code} stands {times} times"
    for area in areas:
        if area.level is AreaLevel.CITY:
            continue
        if area.parent not in levels:
            yield f"{tree}: {area.code} {area.name} has the parent {area.parent or '(none)'}, which is not there"
        elif levels[area.parent] >= area.level:
            yield f"{tree}: {area.code} {area.name} lies in {area.parent}, which is no larger area"


def _succession_faults(files: AreaFiles) -> Iterator[str]:
    old = {area.code: area for area in files.of_2021}
    new = {area.code for area in files.of_2025}
    for row in files.successions:
        if row.old not in old:
            yield f"succession: {row.old} is no area of 2021"
        if row.new not in new:
            yield f"succession: {row.new} is no area of today"
    for (before, after), times in Counter((row.old, row.new) for row in files.successions).items():
        if times > 1:
            yield f"succession: {before} to {after} stands {times} times"
    defaults = Counter(row.old for row in files.successions if row.is_default)
    for area in files.of_2021:
        # Districts have none: their level ended on 1 July 2025.
        if area.level is not AreaLevel.DISTRICT and defaults[area.code] != 1:
            yield f"succession: {area.code} {area.name} has {defaults[area.code]} default successors, 1 expected"
